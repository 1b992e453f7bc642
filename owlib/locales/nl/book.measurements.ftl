# Wat er is gemeten: hoe snel rapporten draaien en worden gecontroleerd, en wat de controle vindt. Wat waar is gewijzigd,
# komt uit de data zoals het daar staat. $commit is de stand van het project die is gemeten.

measured-source-reruns = gemeten met benchmarks/reruns.py
measured-source-mutants = gemeten met tests/robustness/mutants.py

measured-part-run = Alle rapporten opnieuw draaien
measured-part-review = Alle rapporten met een nieuwe run vergelijken
measured-reruns-title = Alle { $reports } rapporten opnieuw draaien gaat { $times } keer zo snel als met { $way }
measured-seconds = Seconden
measured-reruns-caption = Balken: seconden van begin tot eind; tussen haakjes hoeveel keer zo snel als de eerste manier van elk deel.
    Oranje: de gebruikelijke manieren; blauw: de onze. Alles na elkaar op dezelfde machine met { $cores } processorkernen.
    Gemeten op { $date } (commit { $commit }).
measured-reruns-alt = Balken. { $ways }.
measured-reruns-way = { $way }: { $seconds } seconden
# De manieren, bij hun naam in de data.
measured-way-papermill-one-after-another = papermill, na elkaar
measured-way-nbconvert-one-after-another = nbconvert, na elkaar
measured-way-owlib-run-ordinary-kernels = owlib run, gewone kernels
measured-way-owlib-run-for-the-first-time = owlib run, voor het eerst
measured-way-owlib-run = owlib run
measured-way-owlib-run-nothing-changed = owlib run, niets veranderd
measured-way-pytest-nbval = pytest --nbval
measured-way-owlib-review = owlib review
measured-way-simulated-cases = { $count } gesimuleerde casussen
# Naast een balk.
measured-bar = { $seconds } s
measured-bar-ours = { $seconds } s ({ $times }×)

measured-builds = Het hele boek in beide talen is klaar in { $all } seconden, { $times } keer zo snel als in de vorige versie; zonder wijziging in { $again }
measured-source-builds = gemeten met benchmarks/builds.py
measured-column-build = Wat er wordt gebouwd
measured-column-cores = Seconden rekentijd
measured-build-before-all = Vorige versie: alles, in beide talen
measured-build-owlib-all = owlib book: alles, in beide talen
measured-build-owlib-again = owlib book: nog eens, niets gewijzigd
measured-build-owlib-word-site = owlib book: één woord van een uitspraak gewijzigd, tot de website er staat
measured-build-owlib-word-all = owlib book: hetzelfde, tot ook pdf’s en EPUB’s er zijn
measured-build-owlib-page = owlib book: één woord van een pagina gewijzigd, alleen de website
measured-build-jupyter-book-all = jupyter-book build: alleen de Nederlandse website
measured-build-jupyter-book-again = jupyter-book build: nog eens, niets gewijzigd
measured-build-before-first = Vorige versie: van een lege kloon tot een website die opent
measured-build-owlib-first = make book: van een lege kloon tot een website die opent
measured-builds-note = Seconden: van begin tot eind, op { $cores } rekenkernen. Rekentijd: die van alle kernen samen. Geheugen: het meeste
    dat alle processen samen gebruikten, waarbij gedeeld geheugen één keer telt. Gemeten op { $date }, versie { $commit }.

measured-scale = Met { $last } kost een rapport { $ratio } keer zoveel tijd als met { $first }
measured-column-project = Project
measured-column-reports = Rapporten
measured-column-seconds = Seconden per rapport
measured-column-memory = Geheugen, MiB
measured-scale-note = Geheugen: het hoogste gebruik van het proces dat het werk verdeelt. Seconden: van begin tot eind, gedeeld
    door het aantal rapporten. Gemeten op { $date } (commit { $commit }).

measured-mutants = Van { $tried } wijzigingen die met opzet zijn gemaakt, één tegelijk, zijn er { $with } gevonden,
    en { $without } ook als de bronteksten ontbreken; daarvan vielen er { $changed } alleen als wijziging op, en { $tests } alleen in tests
measured-column-kind = Wat er is gewijzigd
measured-column-tried = Aantal
measured-column-with = Gevonden met de teksten
measured-column-without = Gevonden zonder de teksten
measured-column-changed = Daarvan alleen als gewijzigd
measured-column-tests = Daarvan alleen door tests
measured-mutants-note = Gevonden: een bevinding van de controle noemt het bestand, en de rij, cel of regel van de wijziging; of een test
    mislukt die zonder de wijziging slaagt. Alleen als gewijzigd: geen controle ervoor zei dat er iets mis is; één zegt dat dit niet
    meer is wat iemand het laatst heeft bekeken. Gemeten op { $date } (commit { $commit }).
measured-kind-data = De gegevens: een cijfer van een getal, een woord, een code, een plaats, een bron, twee rijen verwisseld, een rij
    weg of dubbel
measured-kind-definitions = Definities: codeboek, thema's, begrippenlijst, vragenlijsten
measured-kind-dutch = Alleen de Nederlandse tekst van een rij
measured-kind-editions = Eén taal alleen: een bericht, pagina of figuur weg, een tekst in het Engels, een getal, een link
measured-kind-pages = Pagina's: een woord, een telwoord, een zin, waar een getal of citaat vandaan komt
measured-kind-links = Links, inhoudsopgave, en de onderbouwing van een zin
measured-kind-templates = Sjablonen van rapporten: een cel, een aanroep, een kop, een woord; berichten
measured-kind-reports = Wat een rapport laat zien, met een nieuwe vingerafdruk van het rapport zelf
measured-kind-code = Code: een operator of een constante
measured-kind-styles = Stijlen en scripts van de website: wat ze verbergen, een andere kleur geven of in een andere volgorde zetten
measured-kind-metadata = Metadata: citatiebestand, vastgelegde versies, afhankelijkheden, bibliografie, tabellen zoals deze
# $never: daarvan ook met de teksten niet gevonden.
measured-missed = Wat erdoorheen glipte: { $missed } wijzigingen zonder de bronteksten; ook met de teksten: { $never }
# Waarin de wijziging zat die erdoorheen glipte; $kind is de code daarvan.
measured-missed-kind = { $kind ->
    [data] gegevens
    [definitions] definities
    [dutch] Nederlandse tekst
    [editions] één taal alleen
    [pages] pagina's
    [templates] sjablonen
    [reports] rapporten
    [styles] stijlen en scripts
   *[other] { $kind }
}
measured-column-place = Waar
measured-column-change = Was, werd
measured-column-still = Gevonden
measured-by-texts = alleen met de teksten
measured-by-nothing = helemaal niet
measured-none = Niets.
measured-missed-note = De woorden naast de wijziging zijn die eromheen. Plaats en wijziging staan er zoals het programma ze schreef, in
    het Engels.
