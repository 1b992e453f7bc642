# Below each figure and table.

nodes-source = Source: { $source }.
nodes-download-csv = Data (CSV)
nodes-download-svg = Picture (SVG)
nodes-download-json = Metadata (JSON)
nodes-download-zip = All (ZIP)
