# The note that goes with the files of a figure.

files-svg = the picture
files-csv = the data behind it
files-json = what it shows, for programs
files-source = Source: { $source }.
files-page = From the page: { $address }
files-licence = Licence: { $licence } ({ $short }).
files-cite = Cite as: { $reference }
