# The chapter on what official statistics have shown since

since-part-of = { $part } in { $whole }
since-number = { $label }: [{ $number }](#official-{ $id })
since-number-plain = { $label }: { $number }
since-case = Since then, by official statistics: { $numbers }. None of this is in the five sources; [a chapter of its own](since.ipynb) sets it beside them.
since-source = Published figures of { $publishers }, which are none of the five sources; we do not hold these pages
since-sources = our sources: { $told }
since-uncounted = no number was to be read
since-counted-otherwise = not as a reason: see the table
since-people-women = women
since-people-men = men
since-share = { $share } of { $people }
since-row = { $reason }: our sources, { $sources }; survey of 2023, { $shares }; { $outcome }
since-title = Say over one’s own time comes first: { $women } of women and { $men } of men who freelance in care name it
since-caption = Bold: the reason; below it, what the five sources report of it in words. Bars: the share of freelancers in care and welfare, child care included, who name the reason in the survey of 2023, blue with a dot for women, orange with a diamond for men. Our sources asked flexible workers of all kinds at a few organisations, so that the two can be set side by side but not subtracted.
since-alt = Reasons to work freelance, as our sources report them and as the survey of 2023 counts them. { $rows }.
since-overview-title = A say over one’s own hours comes first among reasons to freelance
since-overview-sources = Our sources
since-overview-survey = Survey of 2023
# $reason: id of the reason; $shares: who, and how many of them, as in since-share.
since-overview-shares = { $reason ->
    [workload] workload too high for { $shares }
   *[other] { $shares }
}
since-overview-caption = What our sources report in words, beside a survey of { $people } freelancers in care and welfare, child care
    included. Other reasons have no number that we could read.
since-overview-alt = Reasons to work freelance, as our sources report them and as the survey of 2023 counts them. { $rows }.
since-overview-row = { $reason } – our sources: { $sources }; survey: { $shares }

since-column-reason = Reason, and our sources
since-column-counted = Official numbers, 2023
since-column-outcome = What follows
since-column-what = What it is
since-column-number = Number
since-column-compare = How it compares
since-column-origin = Published by, and read where
since-reasons-table = Of the reasons that our sources give, the survey of 2023 sharpens { $sharpened }, bears out { $borne_out } and contradicts { $contradicted }; { $not_comparable } cannot be compared
since-numbers-table = { $count } numbers of official statistics, read on { $pages } pages
since-printed = printed: { $token }
since-undated = no date
since-page = { $site }, “{ $title }”, { $date }, read on { $read }
since-beginning = only its beginning could be read
# A picture in words: how the number of freelancers went, in care and in all sectors.
since-turn-title = Freelancing grew about twice as fast in care as in all sectors, and then turned
since-turn-care = Freelancers in care
since-turn-all = In all sectors
since-turn-long = Over the years
since-turn-year = In the last year of these
since-turn-fall = Then the turn
since-turn-long-told = { $number } more from { $first } to { $last }
since-turn-year-told = { $number } more from { $first } to { $last }
since-turn-fall-told = { $place ->
        [home-care] { $number } fewer registered in home care, November 2024 to July 2025
       *[other] { $number } fewer in { $last }
    }
since-turn-row = { $name }: { $care }; all sectors: { $all }
since-turn-caption = Care: care and welfare, child care included, and at the turn home care in the trade register. Around 1 January 2025 the tax
    office began to enforce the rules on false self-employment.
since-turn-alt = How the number of freelancers went in care, beside all sectors. { $rows }.
