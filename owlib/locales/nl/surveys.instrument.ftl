# De vragenlijsten, zoals de pagina over enquêtes ze toont.

# Antwoorden waarvan elk voldoet; een derde komt achter de eerste.
survey-either = { $first } of { $second }

## Welke er zijn

survey-questionnaires = { $count } vragenlijsten met samen { $items } items, waarvan { $reported } gerapporteerd en de rest aangenomen
survey-column-questionnaire = Vragenlijst
survey-column-filled-in = Ingevuld door
survey-column-waves = Meet­rondes
survey-column-items = Items
# Met een afbreekteken, omdat de kolom smal is.
survey-column-reported = Gerap­porteerd
survey-column-known = Wat ervan bekend is
# Volgt op de bronnen.
survey-source-ours = wat is aangenomen, is van ons

## Wat elke lijst vraagt, en aan wie

survey-items = { $title }: { $items } items, waarvan { $reported } gerapporteerd
survey-items-note = Formulering, filters en antwoorden zijn overal van ons. Gerapporteerd: de bron zegt dat ernaar is gevraagd, of wat
    erop is geantwoord. Technische items komen met de export mee; niemand krijgt ze als vraag.
survey-column-item = Item
survey-column-asked = Gevraagd aan
survey-column-answers = Antwoorden
survey-column-origin = Herkomst
survey-asked-nobody = niemand
survey-asked-everyone = iedereen
# Wie op dit item een van deze antwoorden gaf.
survey-asked-if = { $item }: { $answers }
survey-answers-number = een getal van { $low } tot en met { $high }
survey-answers-bands = een getal van { $low } tot en met { $high }, getoond als { $bands }
# Antwoorden op items zonder schaal.
survey-answers-text = eigen woorden
survey-answers-date = een datum
survey-answers-id = een sleutel
survey-answers-code = een code
# In de score van enkele items telt een laag antwoord op dit item als een hoog.
survey-answers-reversed = { $labels } (in de score omgekeerd)
survey-origin-technical = technisch
survey-origin-assumed = door ons aangenomen
survey-origin-reported = gerapporteerd, zonder tabel
survey-origin-tables = gerapporteerd, { $tables }
