# Onder elke figuur en tabel.

# Van een genummerde figuur of tabel; $number is het nummer.
nodes-figure-number = Figuur { $number }
nodes-table-number = Tabel { $number }
nodes-source = Bron: { $source }.
nodes-source-and-data = Bron en data
nodes-download-csv = Data (CSV)
nodes-download-svg = Afbeelding (SVG)
nodes-download-json = Metadata (JSON)
nodes-download-zip = Alles (ZIP)
