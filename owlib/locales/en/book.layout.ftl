# The frame of the website: templates in book/_templates, and what scripts say. A message with <a> is HTML.

## Every page

layout-skip = Skip to main content
layout-contents = Contents
layout-contents-book = Contents of the book
layout-contents-close = Close contents
layout-contents-page = On this page
layout-home = Home
layout-languages = Language
# What the language is called in itself: in the head of pages in another, and on the way in.
layout-language = English

## Parts of the book, by their captions in _toc.yml

part-begin-where-you-are = Begin where you are
part-findings = Findings
part-cases = Cases
part-how-it-is-known = How it is known
part-look-up = Look up

## More of every page

layout-search = Search
layout-search-book = Search this book
layout-parts = Parts of the book
layout-editions = Editions of this report
layout-edition-interim = Interim edition
layout-edition-final = Final edition
layout-code = Show code
# Before the first note on how sure a sentence is.
layout-sure = How sure?
# What is folded and bears no title of its own.
layout-folded = Show it
# A numbered link behind a sentence; $record is the name of the record that it leads to.
layout-evidence = Evidence { $number }: { $record }
layout-cite = Cite this page
layout-cite-file = { $form } file
layout-take-pdf = PDF
layout-take-notebook = Notebook
layout-turn = Pages before and after
layout-turn-before = Before
layout-turn-next = Next
layout-foot = { $author }. Version { $version }, { DATE($date) }. Text, figures and data
    <a rel="license" href="{ $address }">{ $licence }</a>; code { $code }.
layout-foot-pdf = The book as PDF
layout-foot-epub = EPUB
layout-foot-annex = Its annex
layout-foot-data = Data and code
layout-foot-access = Accessibility and privacy

## What scripts say

layout-theme-light = Light theme
layout-theme-dark = Dark theme
# $form: APA, BibTeX or RIS.
layout-copy = Copy { $form }
layout-copied = Copied { $form }
# Where the browser lets no page copy.
layout-selected = Selected: press Ctrl+C
layout-filter = Filter the table
layout-filter-words = Words
layout-filter-all = all
layout-filter-rows = { $shown } of { $all } rows

## Search

layout-search-words = Words to look for
# $index: the address of the index, or "none" where an edition has none.
layout-search-off = Search needs scripts, which are off in this browser. { $index ->
    [none] The
   *[other] The <a href="{ $index }">index</a>, the
} <a href="{ $glossary }">glossary</a> and the registers of <a href="{ $numbers }">numbers</a>,
    <a href="{ $statements }">statements</a>, <a href="{ $claims }">claims</a> and <a href="{ $conflicts }">conflicts</a>
    need none.
layout-search-now = Searching …
layout-search-found = { $count ->
    [one] One place has “{ $words }”.
   *[other] { $shown } places have “{ $words }”.
}
# Where a word is found only in another spelling.
layout-search-near = Nothing is spelt “{ $words }”; what comes near is below.
layout-search-part = No place has all of “{ $words }”; those with some of the words are below.
layout-search-some = Places with some of the words follow.
# Above a text in Dutch, where no English word of the place was looked for.
layout-search-dutch = Found in the Dutch wording:
layout-search-none = Nothing found for “{ $words }”. Try fewer or shorter words.
layout-search-more = Show more
layout-search-kind = Show
layout-search-kind-all = everything
layout-search-kind-text = text
layout-search-kind-record = records
layout-search-kind-number = numbers
layout-search-kind-term = terms
layout-search-kind-figure = figures
layout-search-kind-row = other tables
layout-search-kind-code = code

## Index

layout-index = Index
layout-index-what = Terms of the glossary, and the functions of the library.
layout-index-place = { $name }, place { $place }

## An address that is not there, and the way in

layout-lost-title = Page not found
layout-lost = This page is not here
layout-lost-why = The address may be mistyped, or the page may have another name in this version of the book.
layout-lost-ways = <a data-page="{ $home }" href="{ $home }">Go to the home page</a> or
    <a data-page="{ $search }" href="{ $search }">search the book</a>.
layout-lost-else = You can also go back, or take the last part off the address.
