# The lists of figures and of tables: what can be downloaded of an exhibit.

lists-download = Download:
lists-download-csv = data
lists-download-svg = picture
lists-download-json = metadata
lists-download-zip = all of it
