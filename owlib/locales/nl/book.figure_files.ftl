# De toelichting bij de bestanden van een figuur.

files-svg = de afbeelding
files-csv = de data erachter
files-json = wat de figuur laat zien, voor programma's
files-source = Bron: { $source }.
files-page = Van de pagina: { $address }
files-licence = Licentie: { $licence } ({ $short }).
files-cite = Citeren als: { $reference }
