# The chapters that answer questions from the coded statements. Of each figure there are a title, a caption and an alternative
# text, of each table a caption, by the name of chapter and exhibit. What a figure has in its rows follows upon its alternative text.

# $official: whether sentences rest on official statistics, too, which are none of the sources.
chapters-basis = From { $sources }{ $official ->
        [yes] , and official statistics
       *[no] {""}
    }; counts and comparisons are ours.

# $total: pairs of passages that change a conclusion.
chapters-conflicts = Of all passages that conflict, {"{"}filter{"}"}`{ WORDS($total) } pairs <conflicts?changes=yes>` change a conclusion: had the
    sources only one of the two passages, the answer at the head of a chapter would be another than with only the other. Here they
    stand under { $questions } questions.
chapters-no-theme = no theme
# Ids of records, of which only the first are named.
chapters-ids-more = { $ids } and { $more } more
chapters-view = view: { $view }
chapters-view-themes = view: { $view }; { $themes }
-chapters-marked = A mark says that it is told there, not by how many people nor how often it occurs.
# A column or row of a picture, and the marks it has there: { $column } is who tells it, or a case.
chapters-mark = { $column } ({ $kinds })

chapters-column-statement = Statement
chapters-column-record = Record
chapters-column-theme = Theme
chapters-column-kind = Kind, view and themes
chapters-column-case = Case
# A row of a picture of two phrases side by side, below its name.
chapters-beside = { $name }: { $first } | { $second }

## Reasons: why people work flexibly, and organisations hire them

chapters-title-reasons-worker = Reasons to work flexibly: who gives them, and who questions them
chapters-title-reasons-organisation = Reasons to hire flexible staff: who gives them, and who questions them
-chapters-marks = A square where something pushes, a circle where something pulls, a diamond where the text questions the reason.
chapters-caption-reasons-worker = { -chapters-marks } { -chapters-marked }
chapters-caption-reasons-organisation = { -chapters-marks } { -chapters-marked }
chapters-alt-reasons-worker = Matrix of reasons to work flexibly by who tells them.
chapters-alt-reasons-organisation = Matrix of reasons to hire flexible staff by who tells them.
chapters-table-reasons-worker-table = Reasons to work flexibly, statement by statement
chapters-table-reasons-organisation-table = Reasons to hire flexible staff, statement by statement
chapters-column-reason = Reason
chapters-note-reasons = A statement that gives two reasons stands under both.

## Effects: what flexible work does to care

chapters-effects-gain = Named as a gain
chapters-effects-loss = Named as a loss
chapters-effects-none = Not among the gains that our sources name
chapters-effects-staffing = Staffing
chapters-effects-care = Continuity and quality of care
chapters-effects-workload = Workload
chapters-effects-team = The team
chapters-effects-themselves = Flexible workers themselves
chapters-effects-cost = Cost
chapters-title-effects-gains = People credit flexible work with staffing and fault it on cost; on care, workload and the team they name both
chapters-caption-effects-gains = What people say, not what was measured. Often named: by employees and managers in the survey; on flexible workers
    themselves, by flexible workers.
chapters-alt-effects-gains = Gains of flexible work beside its losses, subject by subject.
chapters-sides-benefits = named as a benefit
chapters-sides-drawbacks = named as a drawback
chapters-title-effects-sides = Benefits and drawbacks of flexible work: who names which
chapters-caption-effects-sides = By main theme: a circle where a benefit is named, a square where a drawback is. { -chapters-marked }
    What compares internal with external flexible workers, or is of something else, is left out.
chapters-alt-effects-sides = Matrix of benefits and drawbacks of flexible work by who names them.

chapters-table-effects-both = What is named as a benefit of flexible work, and on the same theme as a drawback
chapters-column-benefits = Named as a benefit, for example
chapters-column-drawbacks = Named as a drawback, for example
chapters-same = both named by: { $sides }
chapters-same-none = both named by: no side; one side names the one, another the other

chapters-table-effects-table = Benefits and drawbacks of flexible work by theme, statement by statement
chapters-column-side = Benefit or drawback
chapters-side-benefits = benefit
chapters-side-drawbacks = drawback
chapters-subject-view = { $subject }; view: { $view }

## Plans: what the cases want and plan

chapters-plans-asked = The team asked
chapters-plans-planned = The team plans
chapters-title-plans-agendas = Each team asks something else and plans something else; what came of it our sources do not tell
chapters-caption-plans-agendas = Of each case the first thread of its report, which has the others.
chapters-alt-plans-agendas = What the learning team of each case asked, beside what it plans.
chapters-way-reduce-flex = need less flexible work
chapters-way-use-flex-differently = use it differently
chapters-way-planned = on the action agenda
chapters-title-plans-ways = What the cases would change or plan to do: which themes come up at which case
chapters-caption-plans-ways = A circle where people interviewed would need less flexible work, a diamond where they would use it
    differently, a square for the learning team's agenda. Themes of one case only are in the table. { -chapters-marked }
chapters-alt-plans-ways = Matrix of themes by case.

chapters-table-plans-table = Directions and planned actions by theme, the most shared first
chapters-column-way = Direction or action
chapters-column-aim = Aim and level
chapters-shared = { WORDS($shared) } of { WORDS($cases) } cases
chapters-note-ways = A statement with two themes stands under both.

## Pilots

chapters-title-pilots-contrast = Entrepreneurial jobs changed much at A and little at B; the load on workers rose
chapters-caption-pilots-contrast = By the paper’s account, which gives no outcome in numbers; the heavier load is told of both pilots together, and organisation 1 is, as we read it, A.
    Pilot C stopped early.
chapters-alt-pilots-contrast = What entrepreneurial employeeship brought and cost, organisation A beside organisation B.
chapters-contrast-head = Organisation { $side }
chapters-contrast = { $name } – at A: { $a }; at B: { $b }

chapters-table-pilots-designs = The { WORDS($count) } pilots side by side
chapters-column-subject = Subject
chapters-pilot-about = What it is
chapters-pilot-held = What was held
chapters-pilot-ended = How it ended
chapters-pilot-not-known = What is not known
chapters-pilot-report = Report
chapters-pilot-final = report

chapters-table-pilots-dilemmas = Dilemmas and open questions of the pilots

## Region

chapters-table-region-themes = Core values and themes for joint work

chapters-concordance = The { WORDS($sectors) } sectors rank the { $themes } HR themes alike: Kendall's coefficient of concordance W is
    { $w }, where 1 is the same order throughout and 0 is no agreement; leaving one sector out gives { $low } to { $high }. Columns
    that overlap, which the source does not rule out, would make W higher than it should be. Furthest apart is *{ $theme }*: rank
    { $least } in one sector and { $most } in another. How many people stand behind the ranks is not told, and care has no column
    of its own. So this tells how settled such rankings are elsewhere; it says nothing on care by itself.

# $agreed: yes where all sectors give one theme the first rank.
chapters-title-region-ranks = { $agreed ->
    [yes] Sectors agree on { $first } first, and differ most on { $themes }
   *[no] Sectors differ most on { $themes }
}
chapters-caption-region-ranks = Small dots: the rank in each of { $sectors } sectors. Diamond: the rank overall. Line: from the
    highest to the lowest rank, in orange for the themes that lie furthest apart.
chapters-alt-region-ranks = Dot plot of the ranks of { $count } HR themes.
chapters-rank-apart = { $theme } (rank { $least } to { $most })
chapters-rank-row = { $theme }: { $rank } overall, { $least } to { $most } by sector
chapters-axis-ranks = Rank, 1 is the highest

# $least to $most: the correlations; $first to $last: the lower ends of their intervals.
chapters-title-region-correlations = Sectors rank the HR themes alike: correlations of { $least } to { $most } (lower ends of the
    intervals { $first } to { $last }), Kendall's W { $w }
chapters-caption-region-correlations = Dots: rank correlation of two sectors. Bars: 95% intervals, which take the themes for a sample
    of the HR themes that might have been ranked. W is { $low } to { $high } when one sector is left out.
chapters-alt-region-correlations = Dots with intervals for pairs of sectors.
chapters-correlation = { $first } and { $second } { $rho } ({ $low } to { $high })
chapters-axis-correlations = Spearman's rank correlation; 1 is the same order

chapters-table-region-ranks-table = Ranks of { $count } HR themes by sector, furthest apart first
chapters-column-hr-theme = HR theme
chapters-column-spread = Spread
chapters-note-ranks = Spread: lowest less highest rank among the sectors, the overall rank left out.

## Synthesis

chapters-table-synthesis-table = Each reason to work flexibly, and what entrepreneurial employeeship (OW) offers, costs and leaves
    open
chapters-column-leave = Reason to work flexibly
# The cells below it go on: offers, costs, leaves open.
chapters-column-aspect = OW…
chapters-column-words = In our words
chapters-column-evidence = Evidence
chapters-no-record = no record
chapters-note-synthesis = A link leads to the first record. All that is told of OW comes from one study, its paper and a web page.

# $links: the numbers of respondents, each a link; $rises: the smallest rise that each would show, largest group first.
chapters-precision = The paper counts { $links } respondents to questionnaires, without telling of which group, pilot or round, and
    prints no result in numbers. So we ask what numbers like these could show at all, measured in two separate groups of one size.
    The smallest rise from 50% that would show is one to about { $rises }. A new study should plan for more, or ask the same people
    twice.
# One of the rises above.
chapters-precision-rise = { $rise } with two groups of { $count }
chapters-title-synthesis-precision = If { $count } people answered, a share near 50% is known to within about { $reach } points
chapters-caption-synthesis-precision = What groups of these sizes could show; the paper prints no outcome and no first measurement,
    and does not tell what the numbers count. Bars: Wilson's 95% interval of a share of 50%. Arrows: the smallest rise from 50% that
    two separate groups of this size would show four times in five (two-sided test, 5%; Cohen's arcsine approximation, somewhat too
    hopeful for the smallest group).
chapters-alt-synthesis-precision = Bars and arrows by number of respondents.
chapters-precision-row = { $count } respondents: interval { $span }, smallest rise { $points } points, or { $deviations } standard
    deviations of the change if the same people answer twice
chapters-axis-precision = Per cent of respondents
chapters-respondents = { $count } respondents
chapters-rise = +{ $points } points

chapters-table-synthesis-precision-table = What the pilots' numbers of respondents allow
chapters-column-respondents = Respondents
chapters-column-half = Interval of 50%
chapters-column-tenth = Interval of 10%
chapters-column-rise-half = Smallest rise from 50%, points
chapters-column-rise-tenth = Smallest rise from 10%, points
chapters-column-change = Smallest change of a mean, in standard deviations
chapters-note-precision = Wilson's 95% intervals. Rises: two groups of this size, power 80%, two-sided 5%. Change of a mean: the same
    people twice, in standard deviations of the change.

## The ministry's questions

chapters-table-questions-table = How far each question of the ministry is answered, and by what
chapters-column-question = What the ministry asked
chapters-column-far = Answered
chapters-column-by = By what
chapters-questions-answer = **Answered: { $far }.** { $answer }
chapters-questions-missing = *What is missing.* { $missing }

## For those who decide

# $cases: links to the reports on its cases, each with what it is about.
chapters-branch = **{ $branch }:** { $cases }
