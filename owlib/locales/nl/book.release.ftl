# Wat in het archief van een uitgave zit.

release-site = De website; begin met index.html
release-pdf = Het boek als pdf
release-annex = De bijlage als pdf: registers, codeboek en gegevenswoordenboek
release-epub = Het boek als EPUB
release-case = Casusrapport als pdf: { $report }
release-notebooks = Uitgevoerde notebooks
