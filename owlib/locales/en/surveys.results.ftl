# The report on a survey.

## What it is

survey-analysed = Some { $count } responses are analysed.
survey-analysed-of = Some { $count } responses are analysed, from { $cases }.
survey-last-wave = They are of wave { $last }, the last, so that a person counts once. Where two waves are compared, the other is
    wave { $first }.
# $mark: the word that all simulated answers carry.
survey-nobody = **Nobody gave these answers.** A program made them, to show what the method gives; every table, figure and file
    made from them says { $mark }. No finding of this book rests on them.
survey-questionnaire-note = The questionnaire: { $note }

## From received to analysed

survey-steps = From received to analysed, step by step
# $kept: what stands in place of a count.
survey-steps-note = Counts are changed by a little noise. '{ $kept }': fewer than the threshold. Nothing is filled in.
survey-column-step = Step
survey-column-touched = Touched
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
survey-share-note = –: kept back, so that nobody can be recognised. Counts are changed by a little noise; shares follow from them, and
    their intervals allow for it.
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
    applicable is left out. Bars: 95% intervals, which allow for the noise of
    the counts. Where bars overlap, the order says little.
survey-block-kept = { $kept } of { $items } items are kept back to protect those who answered.
survey-block-alt = Dots with intervals. { $shares }.

## Cases compared

survey-cases-title = { $item }: { $low } to { $high } { $counted } in { $cases } cases
survey-cases-caption = Dots: the share in each case. Bars: 95% intervals; where they overlap much, the order says little.
survey-cases-kept = Kept back: { $cases }.
survey-cases-alt = Dots with intervals by case. { $shares }.
survey-by-case = Shares in { $cases } cases: a difference can be shown on { $found ->
    [0] none
   *[other] { $found }
} of { $questions } questions
survey-cases-note = Below a share: how many answered. –: kept back. p, Holm: the chance of such differences if there were none, corrected
    for looking at all questions; below 0.05 the cases differ.
survey-column-p-holm = p, Holm

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
survey-changes-note = Below a share: how many answered. Below a difference: its 95% interval, which allows for the noise of the counts.
    People who answered in both waves count in each; to take them for different people makes intervals wider, not narrower.

## The model

survey-model-none = There is no model here: expected two or more cases in which the counts of each group are shown.
survey-model-reading = The model asks whether cases and groups of respondents differ in the odds that someone { $counted } to
    ‘{ $item }’, the other being equal. An odds ratio of 1 is no difference from the average of the cases; an interval that
    holds 1 leaves that open. It describes; it does not tell why.
survey-model = Logistic model of those who { $counted } to ‘{ $item }’
survey-model-note = Odds ratios from protected counts, with what their noise adds to the intervals. A case of which a count is kept
    back is left out.
survey-column-term = Term
survey-column-odds-ratio = Odds ratio, with 95% interval

## How respondents are protected

survey-rules-real = The rules are the real ones:
survey-rule-noise = Each count is changed by chance, by { $reach } at most; the standard deviation is { $deviation }. The same people
    have the same change, in each table and at each run.
survey-rule-threshold = A count below { $threshold } is kept back, zero included.
survey-rule-computed = Shares, intervals, differences and models are computed from these counts and from nothing else. Their
    intervals allow for the changes.
survey-rule-never = No lowest or highest value and no answer in someone's own words is shown.
survey-rule-hidden = Here { $hidden } of { $counts } counts are kept back.
