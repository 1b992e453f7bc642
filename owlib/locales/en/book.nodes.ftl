# Below each figure and table.

nodes-source = Source: { $source }.
nodes-source-and-data = Source and data
nodes-download-csv = Data (CSV)
nodes-download-svg = Picture (SVG)
nodes-download-json = Metadata (JSON)
nodes-download-zip = All (ZIP)
