# What stands in the frames of a survey's report: labels, steps, methods and findings.

## Which answers count in a share

# $answers: each in quotes, of which any will do.
survey-answered-many = answered { $answers }
survey-answered-one = answered { $answers }
# One of several answers that may be ticked.
survey-ticked-many = ticked it
survey-ticked-one = ticked it
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
survey-step-identifying = identifying text
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
survey-why-identifying = The text may hold a name, number, address or date that tells who somebody is: it is dropped whole.
survey-why-unknown-place = The row does not tell its case or wave: it counts in the whole, and in no part of it.
survey-why-straight-lining = The same answer to all questions of a block of { $least } or more: kept.
survey-why-no-long-block = No block is long enough.
survey-why-too-fast = Done in less than a third of the median time: kept.
survey-why-no-times = No times in the export: not looked at.

## How something was estimated

survey-method-wilson = Wilson
survey-method-wilson-weighted = Wilson, weighted
survey-method-wilson-finite = Wilson, finite population
survey-method-wilson-weighted-finite = Wilson, weighted, finite population
survey-method-whole-population = all of the population
survey-method-newcombe-chi-squared = Newcombe; chi-squared test
survey-method-newcombe-fisher = Newcombe; Fisher's exact test
survey-method-chi-squared = chi-squared test; Cramer's V
survey-method-t-feldt = t interval; Cronbach; Feldt
survey-method-paired = paired t-test
survey-method-welch = Welch's t-test
survey-method-logistic-case = logistic regression, against the average of the cases; Wald
survey-method-logistic-other = logistic regression; Wald
survey-method-not-shown = not shown
survey-method-no-answers = no answers
survey-method-nothing = nothing to compare
survey-method-too-few = not tested: too few answers expected in some cells

## Waves, and who is compared

survey-wave = wave { $wave }
survey-people-paired = the same people, twice
survey-people-welch = all, as different people

## The model

# Odds of those with one answer, compared with those with another.
survey-term = { $level } rather than { $than }
survey-model-left-out = { $cases } cases with too few answers are left out.
survey-model-group-held = The group of the respondent is held equal.
survey-model-group-left = The group of the respondent is left out: too few people of a group in a case gave one of the answers.
survey-no-model-cases = The answers do not bear one: expected two or more cases, each with { $least } respondents with and
    { $least } without the answer, found { $count ->
        [0] none
       *[other] one
    }.
survey-no-model-answers = The answers do not bear one: expected two or more answers, each of { $least } respondents with and
    { $least } without the outcome, found answers that do not bear it.
survey-no-model-parameters = The answers do not bear one: expected more respondents with the rarer answer than parameters, found
    { $parameters } parameters and fewer of these.
survey-no-model-columns = The answers do not bear one: expected columns that tell different things, found columns that follow from
    others.
survey-no-model-unsettled = The answers do not bear one: expected a fit that settles, found effects that grow without end: columns
    together tell the outcome.

# What was checked of it, and what was found.
survey-check-missing = missing answers
survey-check-left-out = cases left out
survey-check-convergence = convergence
survey-check-separation = separation
survey-check-events = events per parameter
survey-check-case-effects = case effects
survey-check-calibration = calibration
survey-check-collinearity = collinearity
survey-check-weights = weights
survey-found-missing = { $share }% of the respondents lack an answer that the model needs and are left out.
survey-found-none-left-out = All cases are in the model.
survey-found-some-left-out = Left out for too few answers, or to protect them: { $cases }.
survey-found-convergence = The fit settled after { $steps } steps.
survey-found-separation = No case and no answer goes with the outcome alone or with its absence alone.
survey-found-enough-events = About { $each } respondents with the rarer answer for each of { $parameters } parameters: enough.
survey-found-few-events = About { $each } respondents with the rarer answer for each of { $parameters } parameters: with fewer
    than { $least } the odds ratios may be too far from 1.
# $p: "= 0.34" or "< 0.01".
survey-found-cases-differ = The cases differ by more than chance (likelihood ratio test, p { $p }).
survey-found-cases-alike = The cases do not differ by more than chance: read none apart (likelihood ratio test, p { $p }).
survey-found-not-calibrated = Not checked: the model has too few different predictions.
survey-found-predictions-agree = Predicted shares agree with the observed ones; the largest gap among { $groups } groups by
    predicted chance is { $gap } percentage points (Hosmer-Lemeshow, p { $p }).
survey-found-predictions-differ = Predicted shares differ from the observed ones; the largest gap among { $groups } groups by
    predicted chance is { $gap } percentage points (Hosmer-Lemeshow, p { $p }).
survey-found-told-apart = The effects can be told apart.
survey-found-hardly-told-apart = The effects can hardly be told apart (above { $most }).
survey-found-weights = Weights are not used: the odds ratios describe the respondents, not all employees.
