# The questionnaires, as the page on surveys shows them.

# Answers of which any will do; a third is joined to the first two.
survey-either = { $first } or { $second }

## Which there are

survey-questionnaires = { $count } questionnaires of { $items } items, of which { $reported } are reported and the others assumed
survey-column-questionnaire = Questionnaire
survey-column-filled-in = Who fills it in
survey-column-waves = Waves
survey-column-items = Items
survey-column-reported = Of which reported
survey-column-known = What is known of it
# Follows the sources.
survey-source-ours = what is assumed: ours

## What each asks of whom

survey-items = { $title }: { $items } items, { $reported } of them reported
survey-items-note = Wording, filters and answers are ours throughout. Reported: the source tells that it was asked, or what
    was answered. Technical items come with the export and are asked of nobody.
survey-column-item = Item
survey-column-asked = Asked of
survey-column-answers = Answers
survey-column-origin = Where it comes from
survey-asked-nobody = nobody
survey-asked-everyone = everyone
# Those who gave one of these answers to this item.
survey-asked-if = { $item }: { $answers }
survey-answers-number = a number from { $low } to { $high }
survey-answers-bands = a number from { $low } to { $high }, shown as { $bands }
# Answers of items without a scale.
survey-answers-text = own words
survey-answers-date = a date
survey-answers-id = a key
survey-answers-code = a code
# In the score of several items, a low answer to this one counts as a high one.
survey-answers-reversed = { $labels } (turned round in the score)
survey-origin-technical = technical
survey-origin-assumed = assumed by us
survey-origin-reported = reported, no table named
survey-origin-tables = reported, { $tables }
