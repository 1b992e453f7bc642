# The glossary.

lookup-see-also = See also { $terms }.

# The data dictionary: a table for each table of the data, with its columns.

# $table: the name of the table, which is not translated; $where: its files.
lookup-table = { $table }: { $count } rows in { $where }
lookup-files = { $count } files, such as { $first }
lookup-column = Column
lookup-column-holds = What it holds
lookup-column-rules = Type and rules
lookup-source = the data package
lookup-type-boolean = yes or no
lookup-type-integer = a whole number
lookup-type-number = a number
lookup-type-string = text

# Rules that a column keeps.
lookup-rule-required = required
lookup-rule-enum = one of { $values }
lookup-rule-minimum = { $limit } or more
lookup-rule-pattern = matches { $limit }
lookup-rule-codes = codes of the list { $list }

# Registers: what stands above the rows, and links into them.

# $what: what the register holds.
lookup-register-filter = Filter: { $what }
lookup-register-words = Words
lookup-register-any = all
# $label: a kind, view, theme, case or source; $count: how many rows have it.
lookup-register-option = { $label } ({ $count })
# $register: its name; $match, $all, $shown: numbers, put in by a script.
lookup-register-found = { $register ->
    [claims] Claims
    [conflicts] Pairs
    [numbers] Numbers
   *[statements] Statements
} that fit: { $match } of { $all }; shown: { $shown }
lookup-register-none = Nothing fits: clear a choice
# $count: a number, put in by a script. A button.
lookup-register-untold = { $count } more by flexible workers whose type is not told: show them
lookup-register-counts = The number after a choice counts { $register ->
    [claims] claims
    [conflicts] pairs of passages
    [numbers] numbers of this register
   *[statements] statements; one may have several themes
}.
lookup-register-download = Download these (CSV)
lookup-register-more = Show more
lookup-register-clear = Clear
lookup-register-all = All { $count } rows, with all columns (CSV)
lookup-register-source = To the address of the source
