# The tables of the pages for looking things up.

## Headings of columns

registers-column-activity = Activity
registers-column-all = all
registers-column-amount = Number
registers-column-both = Both
registers-column-code = Code
registers-column-coded = What was coded
registers-column-definition = Definition
registers-column-direction = Direction
registers-column-first = First only
registers-column-given = Same, where both gave one
registers-column-kappa = Cohen's kappa (95% interval)
registers-column-about-whom = About
registers-column-kind-view = Kind and view
registers-column-licence = Licence of the source
registers-column-list = List
registers-column-number = Number
registers-column-place = Where it stands
registers-column-range = Range before rounding
registers-column-same = Same, or both none
registers-column-second = Second only
registers-column-settled = How it was settled
registers-column-short = Short name
registers-column-source = Source
registers-column-statement = Statement
registers-column-text = Our text of it
registers-column-theme = Theme
registers-column-themes = Themes
registers-column-used = Statements
registers-column-what = What it is
registers-column-when = When to use it, and when not
registers-column-who = Who or what
registers-column-whom = Of whom

## What a register may be filtered by

registers-facet-case = Case or study
registers-facet-source = Source
registers-facet-kind = Kind
registers-facet-view = Whose view
registers-facet-theme = Theme
registers-facet-measure = What is counted
registers-facet-group = Of whom
# $side: a side, such as staff, whose views are told apart above.
registers-all-views = any: { $side }
registers-whole = the study as a whole
registers-nation = the country as a whole

## Where a row stands, and how it is printed

# $token: the number or word of the source, which is Dutch.
registers-printed = printed: { $token }
registers-decrease = a decrease, by the words around it
registers-about = approximate
registers-provisional = provisional
# $place: section and lines of the first place; $also: lines of the others.
registers-place-also = { $place }; also { $also }
registers-years-missing = no years given

## Numbers and developments

registers-all-numbers = Numbers, as printed
registers-numbers = Every quantity of the national chapter, and its place: { $count } records
registers-years = Every year, period, count and scale of the national chapter: { $count } records
registers-study-numbers = { $study }: { $count } numbers about the study and its cases
registers-hr-themes = Ranks of { $count } HR themes in { $year }, by sector; 1 is the highest
registers-fieldwork = The fieldwork: { $count } activities, { $numbered } of them with a number
registers-trends = Developments that the text gives in words only: { $count } records

## Statements and their codes

registers-all-statements = Statements of the sources, in our own words
# $study: a study as a whole, or a case.
registers-statements = { $study }: { $count } statements
registers-themes = The code book: { $count } themes
registers-codes = Kinds, views and the other codes of statements: { $count } codes
registers-when-not = Not: { $when }
# Lists of codes.
registers-list-kind = kind
registers-list-view = whose view
registers-list-level = level
registers-list-direction = aim of a solution
registers-list-determinant = determinant
registers-list-affected = who is affected
registers-list-themes = theme
registers-main-themes = main theme
registers-from-coding = our own coding

## Agreement of two codings

# $kappas: the least and the highest.
registers-agreement = Agreement of two codings of { $count } statements: kappa { $kappas } by field
registers-agreement-note = Counted are the statements for which a field is coded at all. Kappa has no interval where the two
    codings agree throughout.
registers-part = { $part } of { $total }
registers-kappa-undefined = not defined
registers-by-code = Agreement by code, weakest first: { $count } codes given by either coder to { $least } statements or more,
    and ‘none given’ for { $lists } lists
registers-by-code-note = The download has { $codes } codes and { $none } rows for none given; for codes given to few statements
    kappa means little.
registers-code-none = none given

## Sources, and the second reading of their numbers

registers-sources = The { $count } sources
registers-published = { $publisher }, { DATE($date) }
# $start: the first twelve digits of its hash.
registers-lines = { $lines } lines; SHA-256 { $start }…
registers-from-sources = the sources themselves
registers-readings = The second reading listed { $count } numbers and vague amounts; { $held } were in a record already
