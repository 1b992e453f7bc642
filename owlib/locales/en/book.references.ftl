# The list of works, in what pybtex does not say in this language.

# Before the last name.
references-and = and
# After its number.
references-edition = edition
# Before its number, and before the series.
references-volume = volume
references-of = of
