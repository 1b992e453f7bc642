# De tabellen van de pagina's om iets op te zoeken.

## Kolomkoppen

registers-column-activity = Activiteit
registers-column-all = Totaal
registers-column-amount = Aantal
registers-column-both = Beide
registers-column-code = Code
registers-column-coded = Wat is gecodeerd
registers-column-definition = Definitie
registers-column-direction = Richting
registers-column-first = Alleen de eerste
registers-column-given = Gelijk, waar beide een code gaven
registers-column-kappa = Cohens kappa (95%-interval)
registers-column-about-whom = Waarover
registers-column-kind-view = Soort en invalshoek
registers-column-licence = Licentie van de bron
registers-column-list = Lijst
registers-column-number = Cijfer
registers-column-place = Vindplaats
registers-column-range = Bereik vóór afronding
registers-column-same = Gelijk, of beide geen code
registers-column-second = Alleen de tweede
registers-column-settled = Uitkomst
registers-column-short = Korte naam
registers-column-source = Bron
registers-column-statement = Uitspraak
registers-column-text = Onze tekst ervan
registers-column-theme = Thema
registers-column-themes = Thema's
registers-column-used = Uitspraken
registers-column-what = Wat het is
registers-column-when = Wanneer wel, wanneer niet
registers-column-who = Wie of wat
registers-column-whom = Over wie

## Waarop een register te filteren is

registers-facet-case = Casus of onderzoek
registers-facet-source = Bron
registers-facet-kind = Soort
registers-facet-view = Invalshoek
registers-facet-theme = Thema
registers-facet-measure = Soort cijfer
registers-facet-group = Over wie
# $side: een kant, zoals medewerkers, waarvan hierboven de invalshoeken apart staan.
registers-all-views = alle: { $side }
registers-whole = het onderzoek als geheel
registers-nation = heel Nederland

## Waar een rij staat, en hoe zij is gedrukt

# $token: het getal of woord in de bron, die Nederlands is.
registers-printed = gedrukt: { $token }
registers-decrease = een daling, volgens de tekst eromheen
registers-about = bij benadering
registers-provisional = voorlopig
# $place: paragraaf en regels van de eerste plaats; $also: regels van de andere.
registers-place-also = { $place }; ook { $also }
registers-years-missing = jaren niet genoemd

## Cijfers en ontwikkelingen

registers-all-numbers = Cijfers, zoals de bronnen ze geven
registers-numbers = Alle hoeveelheden uit het landelijke hoofdstuk, met vindplaats: { $count } gegevens
registers-years = Alle jaren, periodes, tellingen en schalen uit het landelijke hoofdstuk: { $count } gegevens
registers-study-numbers = { $study }: { $count } cijfers over het onderzoek en de casussen
registers-hr-themes = Rangorde van { $count } HR-beleidsthema's in { $year }, per sector; 1 is de hoogste
registers-fieldwork = Het veldwerk: { $count } activiteiten, waarvan { $numbered } met een aantal
registers-trends = Ontwikkelingen die de bron alleen in woorden geeft: { $count } gegevens

## Uitspraken en hun codes

registers-all-statements = Uitspraken uit de bronnen, in onze eigen woorden
# $study: een onderzoek als geheel, of een casus.
registers-statements = { $study }: { $count ->
    [one] { $count } uitspraak
   *[other] { $count } uitspraken
}
registers-themes = Het codeboek: { $count } thema's
registers-codes = Soorten, invalshoeken en de andere codes van uitspraken: { $count } codes
registers-when-not = Niet: { $when }
# Lijsten van codes.
registers-list-kind = soort
registers-list-view = invalshoek
registers-list-level = niveau
registers-list-direction = doel van een oplossing
registers-list-determinant = determinant
registers-list-affected = wie het raakt
registers-list-themes = thema
registers-main-themes = hoofdthema
registers-from-coding = onze eigen codering

## Overeenstemming van twee coderingen

# $kappas: de laagste en de hoogste.
registers-agreement = Overeenstemming tussen twee coderingen van { $count } uitspraken: kappa { $kappas } per veld
registers-agreement-note = Meegeteld zijn de uitspraken waarbij een veld een code kan krijgen. Kappa heeft geen interval waar de twee
    coderingen overal gelijk zijn.
registers-part = { $part } van { $total }
registers-kappa-undefined = niet te bepalen
registers-by-code = Overeenstemming per code, zwakste eerst: { $count } codes die een van beide codeurs aan { $least } of meer uitspraken
    gaf, en ‘geen code’ voor { $lists ->
        [one] { $lists } lijst
       *[other] { $lists } lijsten
    }
registers-by-code-note = De download heeft { $codes } codes en { $none } rijen voor ‘geen code’; bij codes die weinig uitspraken kregen,
    zegt kappa weinig.
registers-code-none = geen code

## Bronnen, en de tweede lezing van hun getallen

registers-sources = De { $count } bronnen
registers-published = { $publisher }, { DATE($date) }
# $start: de eerste twaalf tekens van de hash.
registers-lines = { $lines } regels; SHA-256 { $start }…
registers-from-sources = de bronnen zelf
registers-readings = De tweede lezing noteerde { $count } getallen en vage hoeveelheden; { $held } daarvan waren al vastgelegd
