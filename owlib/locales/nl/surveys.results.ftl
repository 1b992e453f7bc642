# Het rapport over een enquête.

## Wat het is

survey-analysed = Het rapport gaat over ongeveer { $count } ingevulde vragenlijsten.
survey-analysed-of = Het rapport gaat over ongeveer { $count } ingevulde vragenlijsten, uit { $cases }.
survey-last-wave = Ze komen uit meetronde { $last }, de laatste, zodat niemand dubbel telt. Waar twee meetrondes naast elkaar staan,
    is de andere meetronde { $first }.
# $mark: het woord dat bij alle gesimuleerde antwoorden staat.
survey-nobody = **Niemand heeft deze antwoorden gegeven.** Een programma heeft ze gemaakt, om te laten zien wat de methode oplevert.
    Elke tabel, elke figuur en elk bestand ervan draagt het woord { $mark }. Geen enkele bevinding van dit boek rust erop.
survey-questionnaire-note = Toelichting: { $note }

## Van ontvangen tot geanalyseerd

survey-steps = Van ontvangen tot geanalyseerd, stap voor stap
# $kept: wat op de plaats van een aantal staat.
survey-steps-note = De aantallen zijn met een beetje ruis veranderd. ‘{ $kept }’: minder dan de drempel. Er is niets aangevuld.
survey-column-step = Stap
survey-column-touched = Aantal
survey-column-why = Waarom
# Wat een stap raakte.
survey-touched-rows = (lijsten)
survey-touched-answers = (antwoorden)
survey-touched-flags = (lijsten, behouden)

## Wie antwoordde, en wat

survey-answers-background = Wie de enquête invulden
survey-answers-open = Open antwoorden per code
survey-column-question = Vraag
survey-column-answer-background = Antwoord
survey-column-answer-open = Code
survey-column-responses = Aantal
survey-column-share = Aandeel, met 95%-interval
survey-share = { $share } ({ $low } tot { $high })
survey-share-note = –: niet getoond, zodat niemand te herkennen is. De aantallen zijn met een beetje ruis veranderd; de aandelen zijn
    eruit berekend, en de intervallen houden rekening met de ruis.
survey-n = n { $n }

# $counted: welke antwoorden meetellen, zoals in 'Percentage met het antwoord ‘goed’'.
survey-share-axis = Percentage { $counted }
survey-share-of = { $share } van { $n }
survey-share-row = { $label }: { $share } ({ $low } tot { $high }, n { $n })
survey-block-title = Hoogste aandeel: ‘{ $first }’ ({ $most } { $counted }); laagste: ‘{ $last }’ ({ $least })
survey-block-title-one = ‘{ $first }’ ({ $most } { $counted })
# $stem: het begin dat de vragen van een blok delen.
survey-block-stem = { $stem }. { $title }
survey-block-caption = Punten: het aandeel onder wie het item beantwoordde. Wie de vraag niet kreeg, het niet wist of de vraag niet
    van toepassing vond, telt niet mee. Balken: 95%-intervallen, die rekening houden met de ruis in de aantallen. Waar balken
    overlappen, zegt de volgorde weinig.
survey-block-kept = { $kept } van de { $items } items { $kept ->
    [one] is
   *[other] zijn
} niet getoond, om wie antwoordde te beschermen.
survey-block-alt = Punten met intervallen. { $shares }.

## Casussen vergeleken

survey-cases-title = ‘{ $item }’: in { $cases } casussen { $low } tot { $high } { $counted }
survey-cases-caption = Punten: het aandeel in elke casus. Balken: 95%-intervallen; waar ze veel overlappen, zegt de volgorde weinig.
survey-cases-kept = Niet getoond: { $cases }.
survey-cases-alt = Punten met intervallen per casus. { $shares }.
survey-by-case = Aandelen in { $cases } casussen: bij { $found ->
    [0] geen
   *[other] { $found }
} van de { $questions } vragen is een verschil aantoonbaar
survey-cases-note = Onder een aandeel: hoeveel mensen antwoordden. –: niet getoond. p, Holm: de kans op zulke verschillen als er geen
    waren, gecorrigeerd omdat alle vragen zijn bekeken; onder 0,05 verschillen de casussen.
survey-column-p-holm = p, Holm

## Twee groepen of twee meetrondes vergeleken

survey-changes-title-groups = De groepen ‘{ $first }’ en ‘{ $second }’: bij { $found ->
    [0] geen
   *[other] { $found }
} van de { $items } items is een verschil aantoonbaar
survey-changes-title-waves = Tussen de meetrondes is bij { $found ->
    [0] geen
   *[other] { $found }
} van de { $items } items een verandering aantoonbaar
survey-changes-caption-groups = Punten: het aandeel in groep ‘{ $second }’ min dat in groep ‘{ $first }’, in procentpunten.
survey-changes-caption-waves = Punten: het aandeel in de tweede meetronde min dat in de eerste, in procentpunten.
survey-changes-axis-groups = Verschil in procentpunten: naar rechts, meer onder ‘{ $second }’
survey-changes-axis-waves = Verandering in procentpunten: naar rechts, meer in de tweede meetronde
survey-changes-largest = De { $count } grootste zijn getekend; in de tabel staan ze alle.
survey-changes-caption = Balken: 95%-intervallen. Oranje ruiten: verschillen die blijven staan na Holms correctie voor het bekijken van
    veel items tegelijk; blauwe punten: verschillen die toeval kunnen zijn.
survey-changes-alt = Verschillen met intervallen. { $rows }.
survey-change-row = { $label }: { $difference } procentpunt ({ $low } tot { $high })
survey-changes-group-shares = Twee groepen respondenten vergeleken
survey-changes-wave-shares = Twee meetrondes vergeleken
survey-column-difference = Verschil, procentpunt
survey-changes-note = Onder een aandeel: hoeveel mensen antwoordden. Onder een verschil: het 95%-interval, dat rekening houdt met de
    ruis in de aantallen. Wie in beide meetrondes antwoordde, telt in beide mee; dat het rapport hen als verschillende mensen
    behandelt, maakt intervallen breder, niet smaller.

## Het model

survey-model-none = Hier is geen model: daarvoor moeten in ten minste twee casussen de aantallen van elke groep te tonen zijn.
survey-model-reading = Het model gaat na of casussen en groepen respondenten verschillen in de odds dat iemand { $counted } op
    ‘{ $item }’, bij gelijke groep of casus. Een oddsratio van 1 betekent: geen verschil met het gemiddelde van de casussen; een
    interval waar 1 in ligt, laat dat open. Het model beschrijft; het zegt niet waarom.
survey-model = Logistisch model van respondenten { $counted } op ‘{ $item }’
survey-model-note = Oddsratio's uit beschermde tellingen; wat de ruis toevoegt, zit in de intervallen. Een casus waarvan een aantal
    niet getoond is, doet niet mee.
survey-column-term = Casus of groep
survey-column-odds-ratio = Oddsratio, met 95%-interval

## Hoe respondenten zijn beschermd

survey-rules-real = Het zijn dezelfde regels als bij echte antwoorden:
survey-rule-noise = Elk aantal is door toeval veranderd, met hoogstens { $reach }; de standaardafwijking is { $deviation }. Dezelfde
    mensen krijgen dezelfde verandering, in elke tabel en elke keer dat het rapport wordt gemaakt.
survey-rule-threshold = Een aantal onder { $threshold } wordt niet getoond, nul ook niet.
survey-rule-computed = Aandelen, intervallen, verschillen en modellen zijn uit deze aantallen berekend, en uit niets anders. De
    intervallen houden rekening met de veranderingen.
survey-rule-never = Laagste en hoogste waarden en antwoorden in eigen woorden zijn nergens te zien.
survey-rule-hidden = Hier { $hidden ->
    [one] is { $hidden } van de { $counts } aantallen
   *[other] zijn { $hidden } van de { $counts } aantallen
} niet getoond.
