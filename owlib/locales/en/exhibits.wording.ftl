# How numbers, places and sources read on a page.

not-given = not given
source-line = Source: { $places }
span = { $low } to { $high }
provisional = Values of { $years } are provisional.

# Units that are measures; things that are counted have none.
unit-percentage-point = { $many ->
    [one] { $text } percentage point
   *[other] { $text } percentage points
}
unit-hours = { $many ->
    [one] { $text } hour
   *[other] { $text } hours
}
unit-years = { $many ->
    [one] { $text } year
   *[other] { $text } years
}
unit-months = { $many ->
    [one] { $text } month
   *[other] { $text } months
}
unit-days = { $many ->
    [one] { $text } day
   *[other] { $text } days
}

# A number with one end, or printed as approximate.
bound-most = at most { $text }
bound-least = at least { $text }
bound-above = more than { $text }
about = about { $text }

# Shares in words; the Dutch word that is printed stands in the id.
quantifier-meerderheid = a majority
quantifier-ruime-meerderheid = an ample majority
quantifier-merendeel = the greater part
quantifier-meeste = most
quantifier-meesten = most
quantifier-de-meeste = most
quantifier-alle = all
quantifier-al = all
quantifier-alleen = only
quantifier-halverwege = halfway
quantifier-unaniem = unanimous
quantifier-unanieme = unanimous
quantifier-geen = none
quantifier-groot-deel = a large part
quantifier-kleiner-deel = a smaller part
quantifier-beperkt-deel = a limited part

# What rounding leaves of a number; of a share in words, what we take it to leave open, in per cent.
bounds-name = a name, no amount
# $bound: which end it is.
bounds-one-end = { $bound ->
    [most] only an upper end printed
   *[other] only a lower end printed
}
bounds-about = approximate, not rounded
bounds-exact = exact
reading-50-100 = our reading: above half
reading-100-100 = our reading: all
reading-50-50 = our reading: half
reading-0-0 = our reading: none
reading-0-100 = a word without a bound

# Places in a source.
lines = { $many ->
    [one] line { $lines }
   *[other] lines { $lines }
}

# Sections without a number, by what the data call them.
section-abstract = abstract
section-introduction = introduction
section-win-win-win = win-win-win
section-innovation = innovation
section-two-pilots = two pilots
section-new-way-of-working = new way of working
section-not-by-itself = not by itself
section-from-the-top = from the top
section-new-relations = new relations
section-win-for-clients = win for clients
section-win-for-organisations = win for organisations
section-win-for-employees = win for employees
section-front = front
section-photo-before-3 = photo before 3
section-photo-caption-before-3 = photo caption before 3
section-box-internal-external = box internal-external
section-after-the-box = after the box
section-box-survey-results = box survey results
section-mirror-session = mirror session
section-colophon = colophon
section-main-text = main text
section-back = back

# What a statement is about that belongs to no single case: $study is the title of its study.
origin-across = { $study }, across its cases

# A count in a sentence: in words up to twelve.
count-in-words = { $count ->
    [0] no
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
    [11] eleven
    [12] twelve
   *[other] { $count }
}
