# The chapter on the claim audit.

audit-opening = **We checked { $total } statements about numbers against other numbers that the sources print. { $holds } hold,
    { $fails } fail, { $unclear } stay unclear, and { $unchecked } cannot be checked, because our texts lack a number.** Most
    that hold are simple: { $simple } are counts, or a number given twice. Of the growth rates that could be checked,
    { $growing } hold and { $failing ->
        [one] { $failing } does
       *[other] { $failing } do
    } not. In words, { $hard } pairs of passages conflict and no other place settles it; another { $soft } are tensions, loose
    wording, or people who see things differently. Of all these pairs, { $changing } change a conclusion.

# Why a claim is left open.
audit-reason-about = A number is printed as approximate, and the text does not say how much is left open.
audit-reason-part = A part of it cannot be checked.
audit-reason-months = No months are printed that could decide it.
audit-reason-rounding = Rounding leaves it open.
audit-reason-noted = { $reason } { $note }

## Verdicts

audit-verdicts-axis = Statements about numbers
# Beside the block of a bar.
audit-verdicts-failed = { $count ->
    [one] { $count } fails
   *[other] { $count } fail
}
audit-verdicts-title = Of { $total } statements about numbers { $held } hold and { $failed } fail; { $open } cannot be decided
audit-verdicts-caption = Each block is a verdict; the number in it counts statements, where there is room. Unclear: we can
    compute but not conclude. Not checkable: a number is missing.
# How many statements of a source have a verdict.
audit-verdicts-part = { $count } { $verdict }
# $sources: each source with the number of each verdict.
audit-verdicts-alt = Stacked bars of verdicts by source. { $sources }.

audit-kinds = Verdicts on { $count } statements, by source and then by kind
audit-kinds-total = All
audit-kinds-source = our own audit
audit-column-group = Source, and kind of statement
audit-column-all = all

## What does not fit

audit-no-failure = No statement fails.
audit-said = [**Said: { $statement }**]{ "{" }#failure-{ $claim }{ "}" } ({ $place }; [in the register](#claim-{ $claim }))
audit-allowed = The text prints { $printed }. The other numbers give { $allowed }.
audit-impossible = The text prints { $printed }. The other numbers give no such value.
audit-exception = The text says { $printed }. { $count ->
    [one] It names one exception itself.
   *[other] It names { $count } exceptions itself.
}
audit-rests = It rests on these claims, of which at least one fails: { $claims }.
audit-difference = The numbers leave a difference of { $allowed }.
audit-remedies = Any one of these would make it fit:
# $number: what is counted.
audit-remedy = { $number }: { $span } (printed: { $printed })
audit-remedy-none = { $number }: no value would do (printed: { $printed })
audit-good-to-know = What we weighed: { $note }
audit-or-more = { $number } or more
audit-or-less = { $number } or less

audit-conditional = { $count } statements would fail if their numbers are of the same thing; the texts do not say so
audit-column-said = Said
audit-column-printed = Printed
audit-column-allowed = Other numbers give
audit-column-reason = Why we do not call it a failure

## The register of claims

audit-all-claims = Statements about numbers, each with its verdict
audit-claims = { $source }: { $count } statements about numbers
audit-facet-case = Case
audit-no-case = none
# Before links to the verdicts on what a number or statement is used for.
audit-checked = Claims that use it:
# The short name of a claim: its kind and period, as in "growth 2010-2018: fails"; $period is none where it has none.
audit-named = { $period ->
    [none] { $kind }: { $verdict }
   *[other] { $kind } { $period }: { $verdict }
}
audit-unchecked = not checked
audit-facet-verdict = A claim on it
# Before links to the records that a claim is recomputed from.
audit-computed = Computed from:
audit-column-statement = Statement
audit-column-source = Source
audit-column-kind = Kind
audit-column-reported = Reported
audit-column-verdict = Verdict
audit-others-give = the other numbers give: { $allowed }
audit-check = check: { $check }
audit-check-records = check: { $check } ({ $count } records)

## Passages that conflict

# $mark: that it changes a conclusion.
audit-conflict-changing = { $mark }. { $what }
audit-contradictions = Pairs of passages that conflict, or pull against each other, in words
audit-conflicts = { $part }: { $count ->
    [one] one pair of passages
   *[other] { $count } pairs of passages
}
audit-conflicts-changing = what changes a conclusion
audit-conflicts-sources = one source beside another
audit-facet-changes = Conclusion
audit-facet-between = Between
audit-between-sources = one source and another
audit-between-source = passages of one source
audit-column-conflict = What conflicts
audit-facet-strength = How strong
audit-column-where = Where
audit-column-treatment = How our records treat it
# $contradiction: its id.
audit-touches = { $contradiction }; touches { $cases }
audit-treatment-usual = both, as they stand
audit-treatment-note = Where the last column has ‘{ audit-treatment-usual }’: { $treatment }
