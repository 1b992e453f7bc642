# Below each figure and table.

# Of a numbered figure or table; $number is its number.
nodes-figure-number = Figure { $number }
nodes-table-number = Table { $number }
nodes-source = Source: { $source }.
nodes-source-and-data = Source and data
nodes-download-csv = Data (CSV)
nodes-download-svg = Picture (SVG)
nodes-download-json = Metadata (JSON)
nodes-download-zip = All (ZIP)
