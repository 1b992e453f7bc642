# Onder elke figuur en tabel.

nodes-source = Bron: { $source }.
nodes-source-and-data = Bron en data
nodes-download-csv = Data (CSV)
nodes-download-svg = Afbeelding (SVG)
nodes-download-json = Metadata (JSON)
nodes-download-zip = Alles (ZIP)
