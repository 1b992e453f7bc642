# What the archive of a release holds.

release-site = The website; begin with index.html
# $language is the code of the language.
release-pdf = The book as PDF ({ $language })
release-annex = Its annex as PDF: registers, code book and data dictionary ({ $language })
release-epub = The book as EPUB ({ $language })
release-case = Case report as PDF: { $report } ({ $language })
release-notebooks = Executed notebooks
