# The report on a survey.

## What it is

survey-analysed = { $count } responses are analysed (rounded to fives).
survey-analysed-of = { $count } responses are analysed (rounded to fives), from { $cases }.
survey-last-wave = They are of wave { $last }, the last, so that a person counts once. Where two waves are compared, the other is
    wave { $first }.
# $mark: the word that all simulated answers carry.
survey-nobody = **Nobody gave these answers.** A program made them, to show what the method gives; every table, figure and file
    made from them says { $mark }. No finding of this book rests on them.
survey-questionnaire-note = The questionnaire: { $note }

## From received to analysed

# A count that is kept back reads as such a count, too.
survey-flow-title = Of { $received } responses received, { $analysed } are analysed{ $waves ->
    [0] {""}
    [1] {""}
   *[other] {""} in all waves
}
survey-flow-title-analysed = { $analysed } responses are analysed{ $waves ->
    [0] {""}
    [1] {""}
   *[other] {""} in all waves
}
survey-flow-axis = Responses left
survey-step-touched = { $step }: { $count }
# $kept: what stands in place of a count.
survey-flow-caption = Above each bar: the step, and how many responses it took out. Counts are rounded to fives; '{ $kept }': small,
    or would give a small one away.
survey-flow-alt = Bars of responses left. { $rows }.
survey-flow-row = { $step }, { $left } left
survey-steps = From received to analysed, step by step
survey-steps-note = Counts are rounded to fives. '{ $kept }': small, or would give a small one away. Nothing is filled in.
survey-column-step = Step
survey-column-touched = Touched
survey-column-left = Responses left
survey-column-why = Why
# What a step touched.
survey-touched-rows = responses
survey-touched-answers = answers
survey-touched-flags = responses, kept

## Who answered, and what

survey-answers-background = Who answered
survey-answers-open = Open answers by code
survey-column-question = Question
survey-column-answer-background = Answer
survey-column-answer-open = Code
survey-column-responses = Responses
survey-column-share = Share, with 95% interval
survey-share = { $share } ({ $low } to { $high })
survey-share-note = –: kept back, so that nobody can be recognised. Counts are rounded to fives, shares follow from them.
survey-n = n { $n }

# $counted: which answers count, as in "Per cent who answered 'good'".
survey-share-axis = Per cent who { $counted }
survey-share-of = { $share } of { $n }
survey-share-row = { $label }: { $share } ({ $low } to { $high }, n { $n })
survey-block-title = { $first } ({ $most } { $counted }) to { $last } ({ $least })
survey-block-title-one = { $first } ({ $most } { $counted })
# $stem: the beginning that the questions of a block share.
survey-block-stem = { $stem }: { $title }
survey-block-caption = Dots: the share among those who answered the item; who was not asked, did not know or found it not
    applicable is left out. Bars: Wilson's 95% interval, from rounded counts. Where bars overlap, the order says little.
survey-block-kept = { $kept } of { $items } items are kept back to protect those who answered.
survey-block-alt = Dots with intervals. { $shares }.

## Cases compared

survey-cases-title = { $item }: { $low } to { $high } { $counted } in { $cases } cases
survey-cases-caption = Dots: the share in each case. Bars: 95% intervals; where they overlap much, the order says little.
survey-cases-kept = Kept back: { $cases }.
survey-cases-alt = Dots with intervals by case. { $shares }.
survey-by-case = Shares in { $cases } cases, with the number who answered
survey-case-tests = A difference between cases can be shown on { $found ->
    [0] none
   *[other] { $found }
} of { $questions } questions
survey-case-tests-note = Cramér's V: 0 is no difference, 1 the largest there can be. p, Holm: holds for all rows together, however
    the counts were rounded.
survey-column-lowest-highest = Lowest to highest share
survey-column-n = n
survey-column-cramers-v = Cramér's V
survey-column-p = p
survey-column-p-holm = p, Holm
survey-column-test = Test

## Two groups, or two waves, compared

survey-changes-title-groups = The groups '{ $first }' and '{ $second }': a difference can be shown on { $found ->
    [0] none
   *[other] { $found }
} of { $items } items
survey-changes-title-waves = Between the waves a change can be shown on { $found ->
    [0] none
   *[other] { $found }
} of { $items } items
survey-changes-caption-groups = Dots: share of group '{ $second }' less share of group '{ $first }', in percentage points.
survey-changes-caption-waves = Dots: share in the second wave less share in the first, in percentage points.
survey-changes-axis-groups = Difference, percentage points: to the right, more among '{ $second }'
survey-changes-axis-waves = Change, percentage points: to the right, more in the second wave
survey-changes-largest = The { $count } largest are drawn; the table has all.
survey-changes-caption = Bars: 95% intervals. Orange diamonds: differences that hold after Holm's correction for looking at many
    items at once; blue dots: differences that chance may have made.
survey-changes-alt = Differences with intervals. { $rows }.
survey-change-row = { $label }: { $difference } points ({ $low } to { $high })
survey-changes-group-shares = Two groups of respondents compared
survey-changes-wave-shares = Two waves compared
survey-column-difference = Difference, points
survey-column-smallest-rise = Smallest rise that would show, points
survey-column-method = Method
# Not even a rise to 100%.
survey-none-would = none would
survey-changes-note = Below a share: how many answered. Below a difference: its 95% interval, widened by what rounding hides.
    Smallest rise: from 50%, for groups of the size of the smaller one, with a power of 80%. People who answered in both waves
    count in each; to take them for different people makes intervals wider, not narrower.

## Scale scores

survey-scores = Scale scores and their reliability
survey-scores-note = Alpha: how far the items of a score go together; 0.7 and above is usually taken as enough for groups.
survey-column-score = Score
survey-column-mean = Mean, with 95% interval
survey-column-reliability = Reliability (alpha), with 95% interval
survey-column-change-of-one = Smallest change of one person beyond error
survey-score-changes = Change of scale scores between the waves
survey-score-changes-note = Smallest change: of the mean of a group of this size, with a power of 80% (two-sided, 5%).
survey-column-who = Who
survey-column-change = Change, with 95% interval
survey-column-smallest-change = Smallest change that would show

## The model

survey-model-none = There is no model here. { $why }
survey-model-reading = The model asks whether cases differ in the odds that someone { $counted } to ‘{ $item }’. An odds ratio of 1
    is no difference from the average of the cases; an interval that holds 1 leaves that open. It describes; it does not tell
    why.
survey-model = Logistic model of those who { $counted } to ‘{ $item }’: { $events } of { $n } responses
survey-model-note = Odds ratios, to two digits.
survey-column-term = Term
survey-column-odds-ratio = Odds ratio, with 95% interval
survey-checks = What was checked of the model: mind { $checks }
survey-checks-fine = What was checked of the model: nothing to worry about
survey-column-check = Check
survey-column-verdict = Verdict
survey-column-finding = What it says
survey-check-fine = fine
survey-check-mind = mind this

## How respondents are protected

survey-rules-real = The rules are the real ones:
survey-rule-threshold = A count below { $threshold }, zero included, is kept back, and whatever rests on fewer respondents.
survey-rule-sums = Further counts are kept back until no sums on this page give a small one away, whoever knew the rest exactly.
survey-rule-rounding = What is left is rounded to fives; shares and intervals are computed from the rounded counts.
survey-rule-never = No lowest or highest value, no answer in someone's own words, no table of two breakdowns at once.
survey-rule-hidden = Here { $hidden } of { $counts } counts are kept back.
