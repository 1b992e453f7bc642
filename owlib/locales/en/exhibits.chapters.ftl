# The chapters that answer questions from the coded statements. Of each figure there are a title, a caption and an alternative
# text, of each table a caption, by the name of chapter and exhibit. What a figure has in its rows follows upon its alternative text.

chapters-basis = The sentences of this chapter rest on: { $sources }. Where it counts, groups or compares what they say, and
    where it sets the studies side by side, that is ours.
chapters-no-theme = no theme
# Ids of records, of which only the first are named.
chapters-ids-more = { $ids } and { $more } more
chapters-view = view: { $view }
chapters-view-themes = view: { $view }; { $themes }
-chapters-counted = Counts are statements in our coding: how often the texts say something, not how many people say it nor
    how often it occurs.

chapters-column-statement = Statement
chapters-column-record = Record
chapters-column-theme = Theme
chapters-column-kind = Kind, view and themes
chapters-column-case = Case

# Mirrored bars in words: the numbers of a row, then the row with them.
chapters-count-benefits = { $count } benefits
chapters-count-drawbacks = { $count } drawbacks
chapters-count-helping = { $count } helping
chapters-count-hindering = { $count } hindering
chapters-count-gains = { $count } gains
chapters-count-burdens = { $count } burdens
chapters-bars = { $row } { $numbers }

## Reasons: why people work flexibly, and organisations hire them

chapters-title-reasons-worker = The reason to work flexibly that the texts give most often is { $reason }: { $given } statements
    give it{ $doubt ->
        [0] {""}
        [one] , { $doubt } questions it
       *[other] , { $doubt } question it
    }
chapters-title-reasons-organisation = The reason to hire flexible staff that the texts give most often is { $reason }: { $given }
    statements give it{ $doubt ->
        [0] {""}
        [one] , { $doubt } questions it
       *[other] , { $doubt } question it
    }
-chapters-marks = Each mark counts statements that give this reason: a square where something pushes, a circle where something
    pulls, a diamond where the text questions the reason.
chapters-caption-reasons-worker = { -chapters-marks } { -chapters-counted }
chapters-caption-reasons-organisation = { -chapters-marks } { -chapters-counted }
chapters-alt-reasons-worker = Matrix of reasons to work flexibly by who tells them.
chapters-alt-reasons-organisation = Matrix of reasons to hire flexible staff by who tells them.
# $force: whether it pushes, pulls or is questioned; $view: who tells it.
chapters-reason-count = { $count } { $force } ({ $view })

chapters-table-reasons-worker-table = Reasons to work flexibly, statement by statement: { $count } links of statement and reason
chapters-table-reasons-organisation-table = Reasons to hire flexible staff, statement by statement: { $count } links of statement
    and reason
chapters-column-reason = Reason
chapters-note-reasons = A statement that gives two reasons stands under both.

## Effects: what flexible work does to care

chapters-axis-benefits = benefits
chapters-axis-drawbacks = drawbacks
chapters-title-effects-sides = Drawbacks told most: { $drawbacks } of { $drawbacks_n }; benefits told most: { $benefits } of
    { $benefits_n }
chapters-caption-effects-sides = Benefits to the right, drawbacks to the left (hatched), by main theme and by who tells them.
    { -chapters-counted } Themes with fewer than { $least } statements are in the data alone; what compares internal with
    external flexible workers, or is of something else, is left out.
chapters-alt-effects-sides = Mirrored bars of benefits and drawbacks of flexible work.

chapters-table-effects-both = { $count } themes are named as a benefit and as a drawback of flexible work
chapters-column-benefits = Benefits: number, and the first of them
chapters-column-drawbacks = Drawbacks: number, and the first of them
chapters-same = both named by: { $sides }
chapters-same-none = both named by: no side; one side names the one, another the other

chapters-table-effects-table = Benefits and drawbacks of flexible work by theme: { $count } statements
chapters-column-side = Benefit or drawback
chapters-side-benefits = benefit
chapters-side-drawbacks = drawback
chapters-subject-view = { $subject }; view: { $view }

## Plans: what the cases want and plan

chapters-way-reduce-flex = need less flexible work
chapters-way-use-flex-differently = use it differently
chapters-way-planned = on the action agenda
# $scope: all where all cases have the themes in the lead, else some.
chapters-title-plans-ways = { $scope ->
    [all] All { $cases } cases name
   *[some] { $shared } of { $cases } cases name
} or plan something on { $themes }; { $single } themes come up in one case only
chapters-caption-plans-ways = Statements by theme and case: a circle where people interviewed would need less flexible work, a
    diamond where they would use it differently, a square for the learning team's agenda. A statement with two themes counts
    under both. Themes of one case only are in the data.
chapters-alt-plans-ways = Matrix of themes by case.
chapters-way-case = { $case } ({ $ways })
chapters-way-count = { $count } { $way }

chapters-table-plans-levels = Where the { $count } directions of the cases would act, and to what end
chapters-level-aim = { $level }: { $aim }
chapters-all = All

chapters-table-plans-table = Directions and planned actions by theme, the most shared first: { $count } rows
chapters-column-way = Direction or action
chapters-column-aim = Aim and level
chapters-shared = { $shared } of { $cases } cases
chapters-note-ways = A statement with two themes stands under both.

## Pilots

chapters-table-pilots-designs = The { $count } pilots side by side
chapters-column-subject = Subject
chapters-pilot-about = What it is
chapters-pilot-held = What was held
chapters-pilot-ended = How it ended
chapters-pilot-not-known = What is not known
chapters-pilot-report = Report
chapters-pilot-final = final report

chapters-axis-gains = what it brought
chapters-axis-burdens = what weighed
chapters-pilots = Pilots in general
chapters-title-pilots-determinants = Of both pilots the paper tells more on what it brought than on what weighed: { $first_gains }
    and { $first_burdens } statements for { $first }, { $second_gains } and { $second_burdens } for { $second }
chapters-caption-pilots-determinants = By determinant: what it brought to the right, what weighed to the left (hatched). A sentence
    on both pilots counts for each; how much a text tells of a pilot is no measure of the pilot. Pilots with fewer than { $least }
    such statements are not drawn. { -chapters-counted }
chapters-alt-pilots-determinants = Mirrored bars by determinant.

chapters-table-pilots-dilemmas = Dilemmas and open questions of the pilots ({ $count } statements)

chapters-table-pilots-conditions = What it takes, by determinant: statements on conditions, success factors and lessons
chapters-column-determinant = Determinant
chapters-column-general = In general
chapters-brought-weighed = brought { $gains }; weighed { $burdens }
chapters-note-conditions = Small print: statements on what it brought and on what weighed.

## Region

chapters-axis-helping = helps
chapters-axis-hindering = hinders
chapters-factors = Statements on working together
chapters-limburg = Limburg
chapters-title-region-factors = { $hindering_n } hindering factors, most on { $hindering }; { $helping_n } helping factors, most on
    { $helping }
chapters-caption-region-factors = Helping factors to the right, hindering ones to the left (hatched), by main theme.
    { -chapters-counted }
chapters-alt-region-factors = Mirrored bars of helping and hindering factors.

chapters-table-region-themes = Core values and themes for joint work ({ $count } statements)

chapters-concordance = The { $sectors } sectors rank the { $themes } HR themes alike: Kendall's coefficient of concordance W is
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

chapters-nothing = nothing told
chapters-title-synthesis-matrix = On { $offered } of { $reasons } reasons to work flexibly we read something that the pilots or the
    concept offered, on { $costed } something that they cost or asked
chapters-caption-synthesis-matrix = The number counts statements cited for the cell; a sentence on both pilots counts for each. The
    darker the mark, the wider: told in general, of one pilot, of both. All that is told of entrepreneurial employeeship comes from
    one study, its paper and a web page; whether it met the reason was not measured.
chapters-alt-synthesis-matrix = Matrix of reasons to work flexibly by what entrepreneurial employeeship offers and costs.
# $breadth: how widely it is told.
chapters-synthesis-cell = { $aspect } { $count } ({ $breadth })

chapters-table-synthesis-table = Each reason to work flexibly, and what entrepreneurial employeeship (OW) offers, costs and leaves
    open
chapters-column-leave = Reason to work flexibly
# The cells below it go on: offers, costs, leaves open.
chapters-column-aspect = OW…, told of
chapters-column-words = In our words
chapters-column-evidence = Evidence
chapters-no-record = no record
chapters-note-synthesis = A link leads to the first record. All that is told of OW comes from one study, its paper and a web page.

chapters-table-synthesis-questions = The { $count } research questions of the flexible-work study, as far as all five sources answer
    them
chapters-column-question = The question, in our words
chapters-column-answer = What the evidence allows to say
chapters-column-missing = What is missing
chapters-column-far = Answered

# $links: the numbers of respondents, each a link; $large: the larger groups; $small: the smallest.
chapters-precision = The paper counts { $links } respondents to questionnaires, without telling of which group, pilot or round, and
    prints no result in numbers. So we ask what numbers like these could show at all. Groups of { $large } would show a rise from
    50% to about { $rise }, not a small one; a group of { $small } hardly any. A new study should plan for more, or ask the same
    people twice.
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
