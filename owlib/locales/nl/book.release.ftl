# Wat in het archief van een uitgave zit.

release-site = De website; begin met index.html
# $language is de code van de taal.
release-pdf = Het boek als pdf ({ $language })
release-annex = De bijlage als pdf: registers, codeboek en gegevenswoordenboek ({ $language })
release-epub = Het boek als EPUB ({ $language })
release-case = Casusrapport als pdf: { $report } ({ $language })
release-notebooks = Uitgevoerde notebooks
