# The documents for print: what stands around the chapters. A message with <em> or <a> is HTML.

print-version = Version { $version }, { DATE($date) }
print-contents = Contents
# Before the number of a page that a link leads to: (p. 12).
print-page = p.
# In brackets after what a link would lead to, where that is printed in the other volume.
print-in-annex = annex
print-in-book = book

# The second volume.
# Ends the name of its file.
print-annex-name = annex
print-annex = Annex: registers, code book and data dictionary
print-annex-what = What the book rests on, to look it up: each statement and number with its place in the source, the
    claims about numbers, the codes, the columns of the data, and what others can use of the code.

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
    stands again, with its place in the source, in a table of the same chapter or in a register of the annex.
# $file is the file of the annex; $linked is "yes" where the website has an address.
print-annex-file = The annex is <em>{ $file }</em>: search it for the name. Few programs follow a link from one PDF into
    another, so one that leaves this file { $linked ->
        [yes] leads to the website
       *[other] is plain text
    }.
print-left-out = What is not in this PDF
print-left-out-what = The website holds what paper cannot: tables that are folded away, the code that made each figure and
    table, the files with their data, how to bring a survey of your own, and below each record the pages that use it. The
    interim edition of each case report is a PDF of its own.

# The report of a case.
print-edition-interim = Interim edition
print-edition-final = Final edition
print-back-sources = Sources
print-back-terms = Terms
# $example: the name of a record on the report.
print-follow-from-case = A name in small type after a sentence, such as <em>{ $example }</em>, is that of the record behind it;
    the annex of the book has it, with its place in the source.
