# What the archive of a release holds.

release-site = The website; begin with index.html
release-pdf = The book as PDF
release-annex = Its annex as PDF: registers, code book and data dictionary
release-epub = The book as EPUB
release-case = Case report as PDF: { $report }
release-notebooks = Executed notebooks
