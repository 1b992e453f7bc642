# Questions and answers of a survey, as its report names them.

# A scale score, by its name.
survey-score = Score: { $score }
# A band of numbers, its end not within.
survey-band = { $low } to under { $end }
