# The report on a case.

case-title-interim = { $case }, at the interim point
case-title-final = { $case }, with all evidence to hand

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
case-statements = { $case }: { $lane }
case-statements-note = Statements are paraphrases of ours.
case-column-statement = Statement, and where it stands
case-column-kind = Kind and view
case-column-themes = Themes
case-remark-view = view: { $label }
case-remark-level = level: { $label }
case-remark-direction = aim: { $label }

## What was found

# $views: of whom the views are.
case-strength = Whose view the findings are: { $views }.
case-strength-untold = The sources do not tell how many people took part.

# $chapter: name of the chapter on the study; $study: its id.
case-together = What the sources say of the cases of this study together, or in general, stands once: in the [chapter on
    them]({ $chapter }.ipynb) and in the [register of statements](#table-statements-{ $study }).
case-together-table = What the study says of its cases together, or in general: what the opening of this report rests on

case-themes-title = { $case }: which themes come up, and in which part of the report
case-themes-caption = A mark says that at least one statement is on the theme; statements on the situation are left out.
# $lanes: for each part of the report its themes.
case-themes-alt = Dot matrix of the themes of { $case }. { $lanes }.

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

## Other studies

case-elsewhere = The themes that this case put first are: { $themes }. On these, picked by theme and not by its question,
    the table has what is found elsewhere: { $origins }.
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
# $mark: that it changes a conclusion.
case-conflict-changing = **{ $mark }.** { $conflict }
case-conflict = { $what } ({ $strength }; [both places](#contradiction-{ $contradiction }))

## What the final edition adds

case-added = Added since the interim edition:
case-added-themes = on the themes that this case put first: { $study }

## Cite and re-run

case-citation = Cite this report by its title, *{ $title }*, as a part of the book ([how to cite](../reuse.md)). To run it again
    beside the one kept here, type in the project folder:
case-uses = { $case } in the chapters: { $links }
