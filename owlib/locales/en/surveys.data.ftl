# Questions and answers of a survey, as its report names them.

# An item that counts the other way round in its score.
survey-low-is-good = { $item } (low is good)
# A band of numbers, its end not within.
survey-band = { $low } to under { $end }
