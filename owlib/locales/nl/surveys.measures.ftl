# Wat in de frames van een enquêterapport staat: labels, stappen, methoden en uitkomsten.

## Welke antwoorden meetellen in een aandeel

# Staat achter een percentage of achter 'respondenten'. $answers: elk tussen aanhalingstekens, waarvan elk voldoet.
survey-answered-many = met het antwoord { $answers }
# Staat na 'dat iemand' en voor 'op', met de vraag.
survey-answered-one = { $answers } antwoordt
# Een van de antwoorden die aan te kruisen zijn.
survey-ticked-many = met een kruisje
survey-ticked-one = een kruisje zet
# Schaalscores.
survey-scored-many = met een gemiddeld antwoord boven het midden van de schaal
survey-scored-one = gemiddeld boven het midden van de schaal antwoordt
survey-quoted = ‘{ $answer }’

## De stappen van het schonen, en waarom elke stap nodig is

survey-kept-back = niet getoond
survey-step-received = ontvangen
survey-step-tests = proefinvullingen
survey-step-empty = lege lijsten
survey-step-duplicates = dubbele lijsten
survey-step-screened-out = buiten de doelgroep
survey-step-outside = buiten de schaal
survey-step-unreadable = onleesbaar
survey-step-not-applicable = niet van toepassing
survey-step-dont-know = weet niet
survey-step-contradictions = tegenspraak
survey-step-unknown-place = casus of meetronde onbekend
survey-step-straight-lining = steeds hetzelfde antwoord
survey-step-too-fast = te snel
survey-why-received = Alle rijen van de export.
survey-why-tests = Ingevuld om de enquête uit te proberen.
survey-why-empty = Geen enkele vraag is beantwoord.
survey-why-duplicates = Dezelfde respondent, casus en meetronde komen nog eens voor, of zonder sleutel is de rij in elke kolom
    hetzelfde: de lijst met de meeste antwoorden blijft, bij gelijke stand de laatste.
survey-why-screened-out = Van iemand voor wie de enquête niet is bedoeld.
survey-why-outside = Bij deze vraag kan dit antwoord niet voorkomen: het telt als ontbrekend.
survey-why-unreadable = Er is geen getal of datum in te lezen: het telt als ontbrekend.
survey-why-not-applicable = Volgens de respondent niet van toepassing: het telt als ontbrekend.
survey-why-dont-know = De respondent weet het niet of heeft geen mening: het telt als ontbrekend.
survey-why-contradictions = Volgens een eerder antwoord was deze vraag niet aan de orde: het antwoord erop vervalt.
survey-why-unknown-place = De rij noemt haar casus of meetronde niet: zij telt mee in het geheel, en in geen deel ervan.
survey-why-straight-lining = Hetzelfde antwoord op alle vragen van een blok van vijf of meer: blijft staan.
survey-why-no-long-block = Geen blok is lang genoeg.
survey-why-too-fast = Klaar in minder dan een derde van de mediane tijd: blijft staan.
survey-why-no-times = De export geeft geen tijden: niet bekeken.

## Meetrondes

survey-wave = meetronde { $wave }

## Het model

# De odds bij mensen met het ene antwoord, vergeleken met die bij mensen met een ander.
survey-term = { $level } tegenover { $than }
