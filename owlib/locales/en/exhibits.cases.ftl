# The report on a case.

case-title-interim = { $case }: interim report
case-title-final = { $case }: final report

## Its answer, and what an edition may know

# $point: a sentence on what the interim point of the study is; $case: id of the case.
case-edition-interim = *Interim edition: what could be said at the interim point of the study. { $point } [The final
    edition](#{ $case }-final-glance) has all of it, and what came later.*
case-edition-final = *Final edition: what can be said with all the evidence to hand, other studies included.*

case-glance = { $case } at a glance
case-column-subject = Subject
case-column-told = What the sources tell
case-glance-name = Name
case-glance-about = What it is
case-glance-place = Place
case-glance-branch = Branch
case-glance-study = Study
case-glance-interim = Interim point
case-glance-held = What was held
case-glance-status = How it stands
case-glance-ended = How it ended

## Question and statements

case-question = The study asked: *{ $question }*

# $lane: which part of the report, such as what was asked.
case-statements = { $case }: { $lane } ({ $count ->
    [one] { $count } statement
   *[other] { $count } statements
})
case-statements-note = Statements are paraphrases of ours.
case-column-statement = Statement, and where it stands
case-column-kind = Kind and view
case-column-themes = Themes
case-remark-view = view: { $label }
case-remark-level = level: { $label }
case-remark-direction = aim: { $label }

## What was found

# $views: numbers of statements, each with a view.
case-strength = { $count ->
    [one] { $count } statement
   *[other] { $count } statements
}, by whose view it is: { $views }.
case-strength-behind = Behind them: { $activities }.
case-strength-untold = The sources do not tell how many people took part.

case-themes-title = { $case }: { $themes } { $count ->
    [one] comes
   *[other] come
} up most often
case-themes-caption = Number of statements by theme, most frequent first. A statement with two themes counts under both;
    statements on the situation are left out.
# $lanes: for each part of the report its themes with their numbers.
case-themes-alt = Dot matrix of the themes of { $case }. { $lanes }.

## Ways forward

# $levels, $aims: names, each with a number of statements.
case-ahead-levels = By level: { $levels }.
case-ahead-no-level = no level named { $count }
case-ahead-aims = By aim: { $aims }.

## Numbers

case-numbers = Numbers: { $own ->
    [0] none
   *[other] { $own }
} about { $case }, { $branch ->
    [0] none
   *[other] { $branch }
} about its branch
case-numbers-note = Audit: what became of the claims that use the number; each leads to the ledger.
case-column-what = What it is
case-column-number = Number
case-column-audit = Audit
case-column-where = Where it stands
case-own = this case
case-branch = its branch
case-study = whole study
case-printed = printed: { $token }
case-as-printed = as printed
case-no-claim = in no claim

## Beside other cases

case-comparison-all = Of the themes of { $case }, { $themes } { $count ->
        [one] comes
       *[other] come
    } up in all of the { $others } other cases of its study that have statements.
case-comparison-some = Of the themes of { $case }, { $themes } { $count ->
        [one] comes
       *[other] come
    } up in { $shared } of the { $others } other cases of its study that have statements.
case-comparison-alone = In its study it is alone with { $themes }.
case-comparison-near = Of its branch ({ $branch }) in other studies: { $cases }.
case-comparison-near-themes = Of its branch ({ $branch }) in other studies: { $cases }; themes common to all of them: { $themes }.

case-comparison-title = { $case } beside { $peers ->
    [one] { $peers } other case
   *[other] { $peers } other cases
}: { $theme } is shared by { $shared } of them
# $most: 0 where all themes are drawn.
case-comparison-caption = Statements by theme; the situation is left out, and a statement with two themes counts under both.
    Drawn are themes of { $case }{ $most ->
        [0] {""}
       *[other] , the { $most } most frequent
    }. Numbers differ also because the sources say more of some cases than of others.
# $themes: each theme with the cases that have it, and their numbers of statements.
case-comparison-alt = Matrix of themes by case. { $themes }.

## Other studies

case-elsewhere = The themes that this case put first are: { $themes }. On these, picked by theme and not by its question,
    other studies have { $count } statements: { $origins }.
case-elsewhere-table = What other studies found on the themes that { $case } put first
case-column-theme = Main theme
case-column-origin = Of

## How it was studied, and what is not known

case-fieldwork = Fieldwork behind the report on { $case }
case-column-activity = Activity
case-column-who = Who took part
case-column-known = What is known

case-stops-before = How things went on, and what other studies say: this edition stops before it.
# $parts: what is missing, of the messages below.
case-missing = { $edition ->
    [interim] At the point of this edition the
   *[final] The
} sources report no { $parts } for { $case }.
case-missing-or = { $first } or { $next }
case-missing-question = questions
case-missing-finding = findings
case-missing-way = ways forward
case-missing-step = plans

case-conflicts = Our sources hold { $count ->
    [one] { $count } pair
   *[other] { $count } pairs
} of passages on this case that conflict or pull against each other:
case-conflict = { $what } ({ $strength }; [both places](#contradiction-{ $contradiction }))

## What the final edition adds

case-added = Added since the interim edition: { $own } statements on this case, { $others } of other studies
case-column-stage = From
case-column-added = What
case-column-count = Statements
case-added-stage = This study: { $stage }
case-added-themes = on the themes that this case put first

## Cite and re-run

case-citation = Cite this report by its title, *{ $title }*, as a part of the book ([how to cite](../reuse.md)). To run it again
    beside the one kept here, type in the project folder:
case-uses = { $case } in the chapters: { $links }
