# What was measured: how fast reports are run and reviewed, and what the review finds. What was changed where comes from the
# data as it is. $commit is the state of the project that was measured.

measured-source-reruns = measured by benchmarks/reruns.py
measured-source-mutants = measured by tests/robustness/mutants.py

measured-part-run = Run all reports again
measured-part-review = Compare all reports with a new run
measured-reruns-title = All { $reports } reports run again { $times } times as fast as by { $way }
measured-seconds = Seconds
measured-reruns-caption = Bars: seconds from start to end; in brackets, how many times as fast as the first way of each part.
    Orange: the usual ways; blue: ours. All on the same machine with { $cores } cores, one after another.
    Measured on { $date } (commit { $commit }).
measured-reruns-alt = Bars. { $ways }.
measured-reruns-way = { $way }: { $seconds } seconds
# The ways, by their names in the data.
measured-way-papermill-one-after-another = papermill, one after another
measured-way-nbconvert-one-after-another = nbconvert, one after another
measured-way-owlib-run-ordinary-kernels = owlib run, ordinary kernels
measured-way-owlib-run-for-the-first-time = owlib run, for the first time
measured-way-owlib-run = owlib run
measured-way-owlib-run-nothing-changed = owlib run, nothing changed
measured-way-pytest-nbval = pytest --nbval
measured-way-owlib-review = owlib review
measured-way-simulated-cases = { $count } simulated cases
# Beside a bar.
measured-bar = { $seconds } s
measured-bar-ours = { $seconds } s ({ $times }×)

measured-builds = The whole book in both languages is made in { $all } seconds, { $times } times as fast as by the commit before; with nothing changed in { $again }
measured-source-builds = measured by benchmarks/builds.py
measured-column-build = What is built
measured-column-cores = Seconds of cores
measured-build-before-all = The commit before: everything, in both languages
measured-build-owlib-all = owlib book: everything, in both languages
measured-build-owlib-again = owlib book: once more, nothing changed
measured-build-owlib-word-site = owlib book: a word of a statement changed, until the website stands
measured-build-owlib-word-all = owlib book: the same, until PDFs and EPUBs are made as well
measured-build-owlib-page = owlib book: a word of a page changed, website alone
measured-build-jupyter-book-all = jupyter-book build: the Dutch website alone
measured-build-jupyter-book-again = jupyter-book build: once more, nothing changed
measured-build-before-first = The commit before: from an empty clone to a website that opens
measured-build-owlib-first = make book: from an empty clone to a website that opens
measured-builds-note = Seconds: from start to end, on { $cores } cores. Seconds of cores: those of all cores together. Memory: the most that all
    processes held together, what they share counted once. Measured on { $date }, state { $commit }.

measured-scale = With { $last } a report takes { $ratio } times as long as with { $first }
measured-column-project = Project
measured-column-reports = Reports
measured-column-seconds = Seconds a report
measured-column-memory = Memory, MiB
measured-scale-note = Memory: the most that the process held which hands out the work. Seconds: from start to end, by reports.
    Measured on { $date } (commit { $commit }).

measured-mutants = Of { $tried } changes made on purpose, one at a time, { $with } were found, { $without } of them without
    the source texts: { $changed } only as changed, { $tests } by tests alone
measured-column-kind = What was changed
measured-column-tried = Changes
measured-column-with = Found with the texts
measured-column-without = Found without the texts
measured-column-changed = Of these only as changed
measured-column-tests = Of these by tests alone
measured-mutants-note = Found: a finding of the review names the file, and the row, cell or line, of the change; or a test
    fails that passes without it. Only as changed: no check before it told that something is wrong; one tells that it is
    not what a person last looked at. Measured on { $date } (commit { $commit }).
measured-kind-data = The record: a digit, a word, a code, a place, a source, two rows exchanged, a row gone or doubled
measured-kind-definitions = Definitions: code book, themes, glossary, questionnaires
measured-kind-dutch = Only the Dutch text of a row
measured-kind-editions = One language alone: a message, page or exhibit gone, a text left in English, a number, a link
measured-kind-pages = Pages: a word, a number word, a sentence, what a number or a citation is taken from
measured-kind-links = Links, contents, and the evidence behind a sentence
measured-kind-templates = Templates of reports: a cell, a call, a heading, a word; messages
measured-kind-reports = What a report shows, its own fingerprint made anew
measured-kind-code = Code: an operator or a constant
measured-kind-styles = Styles and scripts of the website: what they hide, recolour or put in another order
measured-kind-metadata = Metadata: citation file, lock, dependencies, bibliography, tables like this one
# $never: of these, found with the texts neither.
measured-missed = What slipped through: { $missed } changes without the source texts; with them, too: { $never }
# What of the project a change that slipped through was made to; $kind is the code of it.
measured-missed-kind = { $kind ->
    [data] data
    [definitions] definitions
    [dutch] Dutch text
    [editions] one language alone
    [pages] pages
    [templates] templates
    [reports] reports
    [styles] styles and scripts
   *[other] { $kind }
}
measured-column-place = Where
measured-column-change = From, to
measured-column-still = Found
measured-by-texts = only with the texts
measured-by-nothing = not at all
measured-none = Nothing.
measured-missed-note = The words beside the change are those around it.
