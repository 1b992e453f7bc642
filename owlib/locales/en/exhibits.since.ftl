# The chapter on what official statistics have shown since

since-part-of = { $part } in { $whole }
since-number = { $label }: [{ $number }](#official-{ $id })
since-number-plain = { $label }: { $number }
since-case = Since then, by official figures, some as reported in the press: { $numbers }. None of this is in the five sources; [a chapter of its own](since.ipynb) sets it beside them.
# $press: all where each number was read in the press alone, some where a part was, none where its publisher tells it.
since-source = Published figures of { $publishers }{ $press ->
        [all] , as local and trade press report them
        [some] , in part as local and trade press report them
       *[none] {""}
    }, which are none of the five sources; we do not hold these pages
since-sources = our sources: { $told }
since-uncounted = no number that we could read
since-counted-otherwise = not as a reason: see the table
since-people-women = women
since-people-men = men
since-share = { $share } of { $people }
since-unread = no number for { $people }
since-row = { $reason }: our sources, { $sources }; survey of 2023, { $shares }; { $outcome }
since-title = Say over one’s own time comes first: { $women } of women and { $men } of men who freelance in care name it
# $others: the reasons that are not drawn, in words.
since-caption = Bars: of freelancers in care and welfare, child care included, the share that names the reason in the survey of 2023. Our
    sources asked flexible workers of all kinds at a few organisations, so that the two can be set side by side but not subtracted.
    Not drawn, as we could read no number of who names them: { $others }.
since-alt = Reasons to work freelance, as our sources report them and as the survey of 2023 counts them. { $rows }.
since-overview-title = A say over one’s own hours: a main reason in our sources, and named most in a survey of 2023
since-overview-sources = Our sources
since-overview-survey = Survey of 2023
# $reason: id of the reason; $shares: who, and how many of them, as in since-share.
since-overview-shares = { $reason ->
    [workload] workload too high for { $shares }
   *[other] { $shares }
}
since-overview-unread = No boss, and a new challenge
since-overview-caption = What our sources report in words, without an order, beside a survey of { $people } freelancers in care and
    welfare, child care included. On workload employees answered a survey of their own.
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
since-numbers-table = { $count } official numbers, read on { $pages } pages, of publishers and of the press
since-printed = printed: { $token }
since-undated = no date
since-page = { $site }, “{ $title }”, { DATE($date) }, read on { DATE($read) }
since-beginning = only its beginning could be read
# How much the number of freelancers grew, in care and in all sectors.
since-growth-title = Up to 2022 freelancing grew about twice as fast in care as in all sectors
since-growth-period = From { $first } to { $last }
since-growth-care = { $number } more in care
since-growth-all = { $number } more in all sectors
since-growth-row = { $period }: { $bars }
since-growth-caption = Care: care and welfare, child care included. For care as a whole we could read no number after 2022.
since-growth-alt = Growth of the number of freelancers in care, beside all sectors. { $rows }.
