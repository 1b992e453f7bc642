# Which pages use a record, a case or a term; $pages are links, parted by commas.

links-used = Used in: { $pages }
# The end of a sentence: "ASVZ in the chapters: ..."
links-used-case = { $pages }.
links-used-case-none = no chapter uses it.
