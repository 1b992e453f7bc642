# What was measured: how fast reports are run and reviewed, and what the review finds. Kinds of changes and ways of
# running come from the data as they are.

measured-source-reruns = measured by benchmarks/reruns.py
measured-source-mutants = measured by tests/robustness/mutants.py

measured-part-run = Run all reports again
measured-part-review = Compare all reports with a new run
measured-reruns-title = All { $reports } reports run again { $times } times as fast as by { $way }
measured-seconds = Seconds
measured-reruns-caption = Bars: seconds from start to end; in brackets, how many times as fast as the first way of each part.
    Orange: the usual ways; blue: ours. All on the same machine with { $cores } cores, one after another.
measured-reruns-alt = Bars. { $ways }.
measured-reruns-way = { $way }: { $seconds } seconds
# Beside a bar.
measured-bar = { $seconds } s
measured-bar-ours = { $seconds } s ({ $times }×)

measured-scale = With { $last } a report takes { $ratio } times as long as with { $first }
measured-column-project = Project
measured-column-reports = Reports
measured-column-seconds = Seconds a report
measured-column-memory = Memory, MiB
measured-scale-note = Memory: the most that the process held which hands out the work. Seconds: from start to end, by reports.

measured-mutants = The review found { $found } of { $tried } changes made on purpose, one at a time
measured-column-changed = What was changed
measured-column-changes = Changes
measured-column-renewed = Of them with new fingerprints
measured-column-found = Found
measured-mutants-note = Found: the review failed, and named the report, figure, row or file. Each change is drawn with a seed.
