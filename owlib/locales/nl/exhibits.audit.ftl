# Het hoofdstuk over de controle van de beweringen.

audit-opening = **Wij legden { $total } beweringen over getallen naast andere getallen in de bronnen. { $holds } kloppen, { $fails } kloppen
    niet, { $unclear } blijven onduidelijk, en { $unchecked } zijn niet te toetsen, doordat in onze teksten een getal ontbreekt.** De
    meeste die kloppen, zijn eenvoudig: in { $simple } gevallen gaat het om een telling, of om een getal dat twee keer
    wordt genoemd. Van de groeicijfers die te toetsen waren, kloppen er { $growing } wel en { $failing } niet. Daarnaast botsen er in
    woorden { $hard } paren passages, zonder dat een andere plaats uitsluitsel geeft. Bij nog eens { $soft } paren gaat het om spanning, losse
    formuleringen of mensen die er anders over denken. Van al die paren veranderen er { $changing } een conclusie.

# Waarom een bewering openblijft.
audit-reason-about = Een getal is bij benadering gegeven, en de tekst zegt niet hoeveel dat openlaat.
audit-reason-part = Een deel ervan is niet te toetsen.
audit-reason-months = Er staan geen maanden bij die uitsluitsel geven.
audit-reason-rounding = De afronding laat het open.
audit-reason-noted = { $reason } { $note }

## Oordelen

audit-verdicts-axis = Beweringen over getallen
# Naast het blok van een balk.
audit-verdicts-failed = { $count ->
    [one] { $count } klopt niet
   *[other] { $count } kloppen niet
}
audit-verdicts-title = Van { $total } beweringen over getallen kloppen er { $held } wel en { $failed } niet; van { $open } is dat niet vast te stellen
audit-verdicts-caption = Elk blok is een oordeel; het getal erin, als er plaats voor is, is het aantal beweringen. Onduidelijk: wel rekenen, geen
    conclusie. Niet te toetsen: een getal ontbreekt.
# Hoeveel beweringen van een bron een oordeel hebben.
audit-verdicts-part = { $count } keer { $verdict }
# $sources: elke bron met het aantal van elk oordeel.
audit-verdicts-alt = Gestapelde balken van oordelen per bron. { $sources }.

audit-kinds = Oordelen over { $count } beweringen, eerst naar bron en dan naar soort
audit-kinds-total = Alle
audit-kinds-source = onze eigen controle
audit-column-group = Bron, en soort bewering
audit-column-all = alle

## Wat niet klopt

audit-no-failure = Er is geen bewering die niet klopt.
audit-said = [**Bewering: { $statement }**]{ "{" }#failure-{ $claim }{ "}" } ({ $place }; [in het register](#claim-{ $claim }))
audit-allowed = In de tekst staat { $printed }. Uit de andere getallen volgt { $allowed }.
audit-impossible = In de tekst staat { $printed }. De andere getallen laten geen enkele waarde toe.
audit-exception = In de tekst staat ‘{ $printed }’. { $count ->
    [one] De tekst zelf noemt één uitzondering.
   *[other] De tekst zelf noemt { $count } uitzonderingen.
}
audit-rests = De bewering rust op deze beweringen, waarvan er ten minste één niet klopt: { $claims }.
audit-difference = Tussen de getallen blijft een verschil van { $allowed }.
audit-remedies = Elk van deze wijzigingen is op zichzelf genoeg om het te laten kloppen:
# $number: wat is geteld.
audit-remedy = { $number }: { $span } (in de tekst: { $printed })
audit-remedy-none = { $number }: met geen enkele waarde (in de tekst: { $printed })
audit-good-to-know = Wat wij hebben afgewogen: { $note }
audit-or-more = { $number } of meer
audit-or-less = { $number } of minder

audit-conditional = { $count } beweringen zouden niet kloppen als hun getallen over hetzelfde gaan; dat zeggen de teksten niet
audit-column-said = Bewering
audit-column-printed = In de tekst
audit-column-allowed = Volgt uit andere getallen
audit-column-reason = Waarom wij dit openlaten

## Het register van beweringen

audit-all-claims = Beweringen over getallen, elk met het oordeel
audit-claims = { $source }: { $count } beweringen over getallen
audit-facet-case = Casus
audit-no-case = geen
# Voor links naar de oordelen over beweringen die een getal of uitspraak gebruiken.
audit-checked = Beweringen die dit gebruiken:
# De korte naam van een bewering: haar soort en periode, zoals in ‘groei 2010–2018: klopt niet’; $period is none waar zij er geen heeft.
audit-named = { $period ->
    [none] { $kind }: { $verdict }
   *[other] { $kind } { $period }: { $verdict }
}
audit-unchecked = niet getoetst
audit-facet-verdict = Een bewering erover
# Voor links naar de gegevens waarmee een bewering is nagerekend.
audit-computed = Berekend uit:
audit-column-statement = Bewering
audit-column-source = Bron
audit-column-kind = Soort
audit-column-reported = In de tekst
audit-column-verdict = Oordeel
audit-others-give = uit de andere getallen volgt: { $allowed }
audit-check = toets: { $check }
audit-check-records = toets: { $check } ({ $count } gegevens)

## Passages die botsen

# $mark: dat het een conclusie verandert.
audit-conflict-changing = { $mark }. { $what }
audit-contradictions = Paren passages die in woorden botsen of schuren
audit-conflicts = { $part }: { $count ->
    [one] één paar passages
   *[other] { $count } paren passages
}
audit-conflicts-changing = wat een conclusie verandert
audit-conflicts-sources = de ene bron naast de andere
audit-facet-changes = Conclusie
audit-facet-between = Tussen
audit-between-sources = twee bronnen
audit-between-source = passages van één bron
audit-column-conflict = Wat botst
audit-facet-strength = Hoe sterk
audit-column-where = Vindplaats
audit-column-treatment = Hoe onze gegevens ermee omgaan
# $contradiction: de id ervan.
audit-touches = { $contradiction }; raakt { $cases }
audit-treatment-usual = beide, zoals ze er staan
audit-treatment-note = Waar in de laatste kolom ‘{ audit-treatment-usual }’ staat, geldt: ‘{ $treatment }’
