# Het raamwerk van de website: sjablonen in book/_templates, en wat scripts zeggen. Een bericht met <a> is HTML.

## Elke pagina

layout-skip = Direct naar de inhoud
layout-contents = Inhoud
layout-contents-book = Inhoud van het boek
layout-contents-close = Inhoud sluiten
layout-contents-page = Op deze pagina
layout-home = Begin
layout-languages = Taal
# Hoe de taal in zichzelf heet: in de kop van pagina's in een andere, en op de eerste pagina.
layout-language = Nederlands

## Delen van het boek, naar hun opschriften in _toc.yml

part-begin-where-you-are = Kies een ingang
part-findings = Bevindingen
part-cases = Casussen
part-how-it-is-known = Hoe wij het weten
part-look-up = Opzoeken

## Meer van elke pagina

layout-search = Zoeken
layout-search-book = Zoeken in dit boek
layout-parts = Delen van het boek
layout-editions = Edities van dit rapport
layout-edition-interim = Tusseneditie
layout-edition-final = Eindeditie
layout-code = Code tonen
# Voor de eerste opmerking over hoe zeker een zin is.
layout-sure = Hoe zeker?
# Wat is ingeklapt en zelf geen titel heeft.
layout-folded = Tonen
# Een genummerde link achter een zin; $record is de naam van het gegeven waar die heen leidt.
layout-evidence = Onderbouwing { $number }: { $record }
layout-cite = Deze pagina citeren
layout-cite-file = { $form }-bestand
layout-take-pdf = PDF
layout-take-notebook = Notebook
layout-turn = Vorige en volgende pagina
layout-turn-before = Vorige
layout-turn-next = Volgende
layout-foot = { $author }. Versie { $version }, { DATE($date) }. Tekst, figuren en data
    <a rel="license" href="{ $address }">{ $licence }</a>; code { $code }.
layout-foot-pdf = Het boek als pdf
layout-foot-epub = EPUB
layout-foot-annex = De bijlage
layout-foot-data = Data en code
layout-foot-access = Toegankelijkheid en privacy

## Wat scripts zeggen

layout-theme-light = Licht thema
layout-theme-dark = Donker thema
# $form: APA, BibTeX of RIS.
layout-copy = { $form } kopiëren
layout-copied = { $form } gekopieerd
# Waar de browser pagina's niet laat kopiëren.
layout-selected = Geselecteerd: druk op Ctrl+C
layout-filter = De tabel filteren
layout-filter-words = Woorden
layout-filter-all = alle
layout-filter-rows = { $shown } van { $all } rijen

## Zoeken

layout-search-words = Zoekwoorden
# $index: het adres van de index, of "none" waar een editie die niet heeft.
layout-search-off = Zoeken gaat met scripts, en die staan in deze browser uit. { $index ->
    [none] De
   *[other] De <a href="{ $index }">index</a>, de
} <a href="{ $glossary }">begrippenlijst</a> en de registers van <a href="{ $numbers }">cijfers</a>,
    <a href="{ $statements }">uitspraken</a>, <a href="{ $claims }">beweringen</a> en <a href="{ $conflicts }">tegenstrijdigheden</a>
    werken ook zonder.
layout-search-now = Bezig met zoeken …
layout-search-found = { $count ->
    [one] ‘{ $words }’ staat op één plaats.
   *[other] ‘{ $words }’ staat op { $shown } plaatsen.
}
# Waar een woord alleen in een andere spelling voorkomt.
layout-search-near = Zo gespeld komt ‘{ $words }’ niet voor; hieronder staat wat erop lijkt.
layout-search-part = Nergens staan alle woorden van ‘{ $words }’ samen; hieronder staan plaatsen met een deel ervan.
layout-search-some = Daarna volgen plaatsen met een deel van de woorden.
# Boven een tekst in de andere taal, waar geen Nederlands woord van die plaats is gezocht.
layout-search-dutch = Gevonden in de Engelse tekst:
layout-search-none = Niets gevonden voor ‘{ $words }’. Probeer minder of kortere woorden.
layout-search-more = Meer tonen
layout-search-kind = Tonen
layout-search-kind-all = alles
layout-search-kind-text = tekst
layout-search-kind-record = gegevens
layout-search-kind-number = cijfers
layout-search-kind-term = begrippen
layout-search-kind-figure = figuren
layout-search-kind-row = andere tabellen
layout-search-kind-code = code

## Index

layout-index = Index
layout-index-what = Begrippen uit de begrippenlijst, en functies van de bibliotheek.
layout-index-place = { $name }, plaats { $place }

## Een adres dat er niet is, en de ingang

layout-lost-title = Pagina niet gevonden
layout-lost = Deze pagina staat hier niet
layout-lost-why = Misschien zit er een tikfout in het adres, of heet de pagina in deze versie van het boek anders.
layout-lost-ways = <a data-page="{ $home }" href="{ $home }">Ga naar het begin</a> of
    <a data-page="{ $search }" href="{ $search }">zoek in het boek</a>.
layout-lost-else = Ga terug, of haal het laatste deel van het adres weg.
