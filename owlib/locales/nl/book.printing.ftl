# De documenten voor druk: wat om de hoofdstukken heen staat. Een bericht met <em> of <a> is HTML.

print-version = Versie { $version }, { DATE($date) }
print-contents = Inhoud
# Voor het nummer van de pagina waar een link heen leidt: (p. 12).
print-page = p.
# Tussen haakjes achter iets waar een link heen zou leiden, waar dat in het andere deel is gedrukt.
print-in-annex = bijlage
print-in-book = boek

# Het tweede deel.
# Einde van de naam van het bestand.
print-annex-name = bijlage
print-annex = Bijlage: registers, codeboek en gegevenswoordenboek
print-annex-what = Om op te zoeken waar het boek op rust: elke uitspraak en elk cijfer met de vindplaats in de bron, de
    beweringen over getallen, de codes, de kolommen van de data, en wat anderen van de code kunnen gebruiken.

# Colofon.
print-colophon = Colofon
print-what = Wat dit is
print-cite = Zo te citeren
# $book is de titel; auteur en jaar staan ervoor.
print-cited = <em>{ $book }</em> (Versie { $version }).
print-cited-report = { $report }. In <em>{ $book }</em> (Versie { $version }).
print-address = Adres
print-licence = Licentie
print-licence-what = Tekst, figuren en data: { $licence } ({ $short }). Code: { $code }-licentie. Voor de bronnen gelden hun
    eigen licenties.
print-follow-number = Van een cijfer of zin naar de bron
print-follow-sentence = Van een zin naar de bron
print-follow-how = Een naam in kleine letters achter een zin, zoals <em>zgao-001</em>, is die van het gegeven waar de zin op
    rust. Dat gegeven staat met de vindplaats in de bron in een tabel van hetzelfde hoofdstuk, of in een register van de
    bijlage.
# $file is het bestand van de bijlage; $linked is "yes" als de website een adres heeft.
print-annex-file = De bijlage is <em>{ $file }</em>: zoek daarin naar de naam. Weinig programma's volgen een link van de ene pdf
    naar de andere. Een link die buiten dit bestand uitkomt, { $linked ->
        [yes] leidt daarom naar de website
       *[other] is daarom gewone tekst
    }.
print-left-out = Wat niet in deze pdf staat
print-left-out-what = De website heeft wat op papier niet kan: ingeklapte tabellen, de code achter elke figuur en tabel, de
    bestanden met de data erachter, de uitleg om een eigen enquête te verwerken, en onder elk gegeven de pagina's waar
    het is gebruikt. De tusseneditie van elk casusrapport is een pdf op zichzelf.

# Het rapport van een casus.
print-edition-interim = Tusseneditie
print-edition-final = Eindeditie
print-back-sources = Bronnen
print-back-terms = Begrippen
# $example: de naam van een gegeven in het rapport.
print-follow-from-case = Een naam in kleine letters achter een zin, zoals <em>{ $example }</em>, is die van het gegeven waar de zin op
    rust. Dat gegeven staat met de vindplaats in de bron in de bijlage van het boek.
