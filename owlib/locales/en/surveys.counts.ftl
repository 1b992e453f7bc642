# Questions and answers of a survey, as its report names them.

# A scale score; $score is its code.
survey-score = Score: { $score ->
    [quality-of-care] quality of care
    [satisfaction-own-work] satisfaction own work
   *[other] { $score }
}
# A band of numbers, its end not within.
survey-band = { $low } to under { $end }
