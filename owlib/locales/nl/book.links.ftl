# Welke pagina's een gegeven, een casus of een begrip gebruiken; $pages zijn links met komma's ertussen.

links-used = Gebruikt in: { $pages }
# Het eind van een zin: 'ASVZ in de hoofdstukken: ...'
links-used-case = { $pages }.
links-used-case-none = in geen hoofdstuk.
