# The national chapter.

## Its answer

# $clauses: how each group grew or fell, as below.
national-opening = In care and welfare, from { $first } to { $last }, { $clauses }.
national-opening-freelancers = the number of freelancers { $rate }
national-opening-flexible-workers = that of all flexible workers { $rate }
national-opening-other-employment = other employment { $rate }
national-opening-branches = By branch the picture is uneven; the text gives numbers for { WORDS($numbers) } of { WORDS($branches) } branches.
national-opening-costs = In youth care the cost of staff not on the payroll went from { $first } to { $last } of all staff cost.
national-opening-pairs = Of the { WORDS($pairs) } printed growth rates that can be checked, { WORDS($agree) } fit the other numbers and { $differ ->
        [one] { WORDS($differ) } does
       *[other] { WORDS($differ) } do
    } not.

# How a group went, in the sentence above.
national-rate-changed = changed by { $span }
national-rate-fell = fell by { $rate }
national-rate-grew = grew by { $rate }
national-rate-fell-unchecked = fell by { $rate } (levels not printed)
national-rate-grew-unchecked = grew by { $rate } (levels not printed)
# $allowed: what the other numbers give; $claim: the claim on the rate.
national-rate-fell-unfit = fell by { $rate } as printed, which [does not fit the other numbers](#failure-{ $claim }): they give
    { $allowed }
national-rate-grew-unfit = grew by { $rate } as printed, which [does not fit the other numbers](#failure-{ $claim }): they give
    { $allowed }

## Growth by group

national-levels = Care and welfare had { $start } { $group } in { $first } and { $end } in { $last }.
national-levels-rate = Care and welfare had { $start } { $group } in { $first } and { $end } in { $last }, a growth of { $printed }.
national-difference = For { $group } in { $branch } the text gives { $start } and { $end }, which leaves a growth of { $span };
    it prints { $printed }. We report both and do not guess at the cause.
national-unfit = For { $group } in { $branch } it prints { $printed } and no levels. From the numbers and shares of flexible workers
    a change of { $allowed } follows, so this rate [does not fit](#failure-{ $claim }) either; the answer at the head stands all the
    same.

national-balance-title = All the net growth of flexible work in care, { $first } to { $last }, is freelancing
national-balance-freelancers = Freelancers
national-balance-others = All other flexible workers
national-balance-change-freelancers = grew by { $rate }
national-balance-change-others = fell by { $least } to { $most }
national-balance-caption = People at work in care and welfare. The others: all flexible workers less freelancers, by our arithmetic.
national-balance-alt = From { $first } to { $last } freelancers in care and welfare grew by { $rate }, while all other flexible workers
    together fell by { $least } to { $most }. { $rows }.
national-balance-row = { $group }: { $start } in { $first }, { $end } in { $last }

national-growth-title = Growth in care and welfare from { $first } to { $last }: { $groups }{ $differ ->
    [0] {""}
    [one] ; { WORDS($differ) } printed rate, in orange, not following from the levels
   *[other] ; { WORDS($differ) } printed rates, in orange, not following from the levels
}
national-growth-by = { $group } by { $rate }
national-growth-axis = Growth { $first } to { $last }, per cent
national-growth-caption = Bars: the growth that the printed levels leave open after rounding. Diamonds: the rate as printed;
    where no levels are printed the diamond stands alone, and only the claim audit tells whether it fits. A diamond away from its bar
    does not follow from the levels.
national-growth-label = { $span }; printed: { $printed }
national-growth-alt = Bars and diamonds for growth { $first } to { $last }. { $rows }.
national-growth-row = { $group }, { $branch }: { $growth }
national-growth-printed-alone = { $printed }, no levels printed
national-growth-levels = { $span } from the levels, { $printed }
national-growth-levels-agrees = { $span } from the levels, which agrees with { $printed }
national-growth-levels-differs = { $span } from the levels, which does not agree with { $printed }
national-printed = { $rate } as printed
national-printed-none = no rate printed

national-growth-table = Levels and printed growth rates, { $first } to { $last }: of { WORDS($pairs) } rates with printed levels { WORDS($agree) } agree with them
national-column-group = Group
national-column-levels = Growth from levels
national-column-printed = Growth as printed
national-column-pair = Pair
national-pair-agree = agree
national-pair-differ = do not agree
national-pair-unknown = levels not printed
# A rate without levels that other numbers contradict.
national-pair-unfit = levels not printed; the other numbers give { $allowed }
national-growth-note = Growth from levels is given as the range that rounding leaves.
national-growth-note-differ = A pair does not agree where no values inside the rounding can give the printed rate.
national-growth-note-open = What can be said where levels are not printed stands in the claim audit.

national-course = The end points hide a peak. In { $year } there were { $peak } flexible workers in care and welfare, the most
    of the period. They also hide a shift. Without the freelancers among them, flexible workers went from { $start } in
    { $first } to { $end } in { $last }: with rounding, a fall of { $least } to { $most }.

## Branches

national-shares = In care and welfare as a whole the share was { $first } in { $first_year } and { $last } in { $last_year }.
    For { WORDS($count) } branches the text gives only words: { $branches }. The values drawn in the report's own chart are not in
    our copy of the text, so we do not show them.
national-value-missing = a value that the text does not give
# Directions in words: over the whole period, then on the way.
national-on-the-way = { $main }; on the way: { $way }

national-shares-title = Flexible workers as a share of employment, { $first } to the last value: { $branches }
national-shares-axis = Flexible workers, per cent of employment
national-shares-peak = highest in between
national-shares-later = later, year not given
national-shares-caption = For branches without numbers the direction is given in words, as in the text.
national-shares-undated = Where the last value is a square, the text does not give its year.
national-shares-alt = Dot plot of the share of flexible workers by branch. { $branches }.
national-share-course = { $branch } from { $first } to { $last }
national-share-course-peak = { $branch } from { $first } by way of { $peak } in { $year } to { $last }
national-share-in = { $share } in { $year }
national-share-undated = { $share } afterwards, year not given
national-share-worded = { $branch }: no numbers, in words: { $words }
national-share-row-worded = { $branch }, no numbers, in words: { $words }

national-shares-table = Share of flexible workers in employment by branch, { $first } to { $last }
national-column-branch = Branch
national-column-peak = Highest in between
national-column-last = Last value
national-column-words = In words only
national-year-missing = year not given

## Cost

national-costs = Staff not on the payroll (Dutch: personeel niet in loondienst, PNIL) took { $first } of staff cost in
    { $branch } in { $first_year } and { $last } in { $last_year }. The text says the share doubled, and { $verdict }: rounding
    leaves { $low } to { $high } times. For care as a whole it gives developments in words and no numbers; they stand
    in the [register](#register-of-trends).
national-costs-holds = that holds
national-costs-fails = that does not follow
national-costs-title = In { $branch }, staff not on the payroll took { $start } of staff cost in { $first } and { $end } in { $last }
national-costs-axis = Per cent of staff cost
national-costs-caption = The text gives these two years. After rounding, the later share is { $low } to { $high } times the
    earlier one.
national-costs-alt = Line from { $start } of staff cost in { $first } to { $end } in { $last } in { $branch }; the later share is
    { $low } to { $high } times the earlier.
