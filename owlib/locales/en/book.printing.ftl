# The documents for print: what stands around the chapters. A message with <em> or <a> is HTML.

print-version = Version { $version }, { $date }
print-contents = Contents
print-figures = Figures
print-tables = Tables
# Before the number of a page that a link leads to: (p. 12).
print-page = p.

# Colophon.
print-colophon = Colophon
print-what = What this is
print-cite = How to cite
# $book is the title; author and year stand before it.
print-cited = <em>{ $book }</em> (version { $version }).
print-cited-report = { $report }. In <em>{ $book }</em> (version { $version }).
print-address = Address
print-licence = Licence
print-licence-what = Text, figures and data: { $licence } ({ $short }). Code: { $code } licence. The sources keep their own licences.
print-follow-number = How to follow a number or a sentence
print-follow-sentence = How to follow a sentence
print-follow-how = A name in small type after a sentence, such as <em>zgao-001</em>, is that of the record behind it. It
    stands again, with its place in the source, in a table of the same chapter or in a register.
print-left-out = What is not in this PDF
print-left-out-what = The website holds what paper cannot: the reference of the library <em>owlib</em>, which is left out
    here, the code that made each figure and table, the files with their data, and below each record the pages that use it.

# The report of a case. What it says of its edition begins with these words.
print-edition-interim = Interim edition
print-edition-final = Final edition
print-back = Sources and terms
print-back-sources = Sources
print-back-name = Name in this report
print-back-source = Source
print-back-works = Works
print-back-terms = Terms
