# What stands in the frames of a survey's report: labels, steps, methods and findings.

## Which answers count in a share

# $answers: each in quotes, of which any will do.
survey-answered-many = answered { $answers }
survey-answered-one = answered { $answers }
# One of several answers that may be ticked.
survey-ticked-many = ticked it
survey-ticked-one = ticked it
# Scale scores.
survey-scored-many = have a mean answer above the middle of the scale
survey-scored-one = has a mean answer above the middle of the scale
survey-quoted = ‘{ $answer }’

## The steps of cleaning, and why each is taken

survey-kept-back = kept back
survey-step-received = received
survey-step-tests = test responses
survey-step-empty = empty responses
survey-step-duplicates = duplicates
survey-step-screened-out = screened out
survey-step-outside = outside the scale
survey-step-unreadable = unreadable
survey-step-not-applicable = not applicable
survey-step-dont-know = don't know
survey-step-contradictions = contradictions
survey-step-unknown-place = unknown case or wave
survey-step-straight-lining = straight-lining
survey-step-too-fast = too fast
survey-why-received = All rows of the export.
survey-why-tests = Made to try the survey out.
survey-why-empty = No question was answered.
survey-why-duplicates = The same respondent, case and wave again, or without an id the same in every column: the one with most
    answers stays, of equals the last.
survey-why-screened-out = Not one of those whom the survey is for.
survey-why-outside = The answer is none that the question allows: it counts as missing.
survey-why-unreadable = No number or date can be read from what stands there: it counts as missing.
survey-why-not-applicable = Said not to apply: it counts as missing.
survey-why-dont-know = Said not to be known, or no opinion: it counts as missing.
survey-why-contradictions = By the answer to an earlier question this one was not to be asked: the answer to it is dropped.
survey-why-unknown-place = The row does not tell its case or wave: it counts in the whole, and in no part of it.
survey-why-straight-lining = The same answer to all questions of a block of five or more: kept.
survey-why-no-long-block = No block is long enough.
survey-why-too-fast = Done in less than a third of the median time: kept.
survey-why-no-times = No times in the export: not looked at.

## Waves

survey-wave = wave { $wave }

## The model

# Odds of those with one answer, compared with those with another.
survey-term = { $level } rather than { $than }
