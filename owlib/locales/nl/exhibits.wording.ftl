# Hoe cijfers, vindplaatsen en bronnen op een pagina staan.

not-given = niet vermeld
source-line = Bron: { $places }
span = { $low } tot { $high }
provisional = Waarden van { $years } zijn voorlopig.

# Eenheden die maten zijn; wat wordt geteld, heeft er geen.
unit-percentage-point = { $many ->
    [one] { $text } procentpunt
   *[other] { $text } procentpunt
}
unit-hours = { $many ->
    [one] { $text } uur
   *[other] { $text } uur
}
unit-years = { $many ->
    [one] { $text } jaar
   *[other] { $text } jaar
}
unit-months = { $many ->
    [one] { $text } maand
   *[other] { $text } maanden
}
unit-days = { $many ->
    [one] { $text } dag
   *[other] { $text } dagen
}

# Een cijfer met één grens, of dat bij benadering is gegeven.
bound-most = hoogstens { $text }
bound-least = minstens { $text }
bound-above = meer dan { $text }
about = ongeveer { $text }

# Aandelen in woorden; het woord uit de bron staat in de id.
quantifier-meerderheid = een meerderheid
quantifier-ruime-meerderheid = een ruime meerderheid
quantifier-merendeel = het merendeel
quantifier-meeste = de meeste
quantifier-meesten = de meesten
quantifier-de-meeste = de meeste
quantifier-alle = alle
quantifier-al = alle
quantifier-alleen = alleen
quantifier-halverwege = halverwege
quantifier-unaniem = unaniem
quantifier-unanieme = unaniem
quantifier-geen = geen
quantifier-groot-deel = een groot deel
quantifier-kleiner-deel = een kleiner deel
quantifier-beperkt-deel = een beperkt deel

# Wat de afronding van een cijfer openlaat; bij een aandeel in woorden wat het naar onze lezing openlaat, in procenten.
bounds-name = een naam, geen hoeveelheid
# $bound: welke grens er is.
bounds-one-end = { $bound ->
    [most] alleen een bovengrens
   *[other] alleen een ondergrens
}
bounds-about = bij benadering, niet afgerond
bounds-exact = exact
reading-50-100 = onze lezing: meer dan de helft
reading-100-100 = onze lezing: alle
reading-50-50 = onze lezing: de helft
reading-0-0 = onze lezing: geen
reading-0-100 = een woord zonder grens

# Plaatsen in een bron.
lines = { $many ->
    [one] regel { $lines }
   *[other] regels { $lines }
}

# Delen van een bron zonder nummer, naar hun naam in de data.
section-abstract = samenvatting
section-introduction = inleiding
section-win-win-win = win-win-win
section-innovation = innovatie
section-two-pilots = twee pilots
section-new-way-of-working = nieuwe manier van werken
section-not-by-itself = niet vanzelf
section-from-the-top = vanuit de top
section-new-relations = nieuwe relaties
section-win-for-clients = winst voor cliënten
section-win-for-organisations = winst voor organisaties
section-win-for-employees = winst voor medewerkers
section-front = voorwerk
section-photo-before-3 = foto vóór hoofdstuk 3
section-photo-caption-before-3 = fotobijschrift vóór hoofdstuk 3
section-box-internal-external = kader intern-extern
section-after-the-box = na het kader
section-box-survey-results = enquêtekader
section-mirror-session = spiegelsessie
section-colophon = colofon
section-main-text = hoofdtekst
section-back = achterpagina's

# Waar een uitspraak over gaat die bij geen casus alleen hoort: $study is de titel van het onderzoek.
origin-across = { $study }, als geheel

# Een aantal in een zin: tot en met twaalf in woorden.
count-in-words = { $count ->
    [0] geen
    [1] één
    [2] twee
    [3] drie
    [4] vier
    [5] vijf
    [6] zes
    [7] zeven
    [8] acht
    [9] negen
    [10] tien
    [11] elf
    [12] twaalf
   *[other] { $count }
}
