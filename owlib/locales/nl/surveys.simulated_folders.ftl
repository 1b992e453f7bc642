# Wat de mappen met gesimuleerde enquêtes over zichzelf zeggen.

simulated-title = { $mark }: enquêtes uit een generator
simulated-notice = Gesimuleerd: gemaakt door een generator en gemerkt in elke rij. Niemand heeft dit ingevuld, de aantallen
    respondenten zijn door ons gekozen, en niets erin is een uitkomst over welke organisatie ook.
simulated-neutral = Neutrale items hebben in elke casus, groep en meetronde een en dezelfde verdeling: symmetrisch met het meeste in
    het midden waar alle antwoorden een waarde hebben, driehoekig voor getallen, gelijke delen voor andere antwoorden.
