# The report on a case.

case-title-interim = { $case }: interim edition
case-title-final = { $case }

## The finding, and what an edition may know

# $address: of the report, for links to it; $branch: kind of organisation; $edition: one of the two messages below;
# $rests: kinds of fieldwork; $told: whether the sources give any number of people.
case-kind = [{ $branch }. { $study }. { $edition } Fieldwork: { $rests }.{ $told ->
    [no] {" "}How many people took part is not told.
   *[yes] {""}
}]{"{"}#{ $address } .kind{"}"}
# $point: a sentence on what the interim point of the study is; $case: id of the case; $date: of the latest evidence.
case-edition-interim = *Our report, interim edition: what could be said at the interim point of the study. { $point }* [The final
    edition](#{ $case }-final-glance) has what came later.
case-edition-final = *Our report, final edition, with the evidence of { $date }.*
case-scale = [How sure each sentence is, on [one scale](#how-sure).]{"{"}.sure{"}"}

# $own: parts of the report; $parts: of the messages below.
case-added = *Beside the interim edition:* { $own ->
    [none] on the case itself nothing has been added since
   *[other] new on the case itself: { $own }
}{ $parts ->
    [none] {""}
   *[other] ; put beside it by us, from the same or other sources: { $parts }
}{ $since ->
    [no] .
   *[yes] ; also added: official statistics since.
}
case-added-study = what its study says on its questions
case-added-conflicts = passages that conflict

## The picture

# $study: id of the study, as the pilots' threads go from what was tried to how it ended.
case-thread-asked = { $study ->
    [ow] Tried
   *[other] Asked
}
case-thread-seen = { $study ->
    [ow] Brought and cost
    [limburg] Found
   *[other] Seen
}
case-thread-planned = { $study ->
    [ow] How it went on
    [limburg] Wanted
   *[other] Planned, done or proposed
}
case-thread-open = Still open
case-thread-untold = { $edition ->
    [interim] not known at this point
   *[final] not told by our sources
}
# $which: on which threads something is planned, by the case or by people interviewed; $planned, $rest: names of threads with and without.
case-threads-title = { $study ->
    [ow] { $edition ->
        [interim] { $case }: what was tried
       *[final] { $case }: what was tried, what that brought and cost, and how it went on
    }
    [limburg] { $case }: what was asked, what was found, and what is wanted
   *[other] { $which ->
        [all] { $case }: on each of its themes something is planned, done or proposed
        [some] { $case }: something is planned, done or proposed on { $planned }, nothing is told on { $rest }
        [none] { $case }: our sources tell nothing that is planned, done or proposed
       *[bare] Our sources tell neither what { $case } asked nor what it saw
    }
}
case-threads-caption = { $study ->
    [ow] From what was tried to what is open
   *[other] From question to what is open
}, a thread each. Dashed: { $untold }.
# $threads: for each thread its name and boxes.
case-threads-alt = The way of { $case }, in threads of four boxes. { $threads }.

## The short text

# $views: of whom the views are.
case-views = Whose view this is: { $views }.
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
case-changing = { $pairs ->
    [one] A [conclusion](contradictions.ipynb) on this case depends on which of two passages is taken:
   *[other] [Conclusions](contradictions.ipynb) on this case depend on which of two passages is taken:
}
# $changing, $others: how many passages conflict that change a conclusion, and others.
case-conflicts = { $changing ->
    [0] { $others ->
        [one] One pair of passages on this case conflicts
       *[other] On this case { WORDS($others) } pairs of passages conflict
    }; no conclusion changes by it
   *[other] { $others ->
        [0] No other passages conflict
        [one] One other pair of passages conflicts
       *[other] On this case { WORDS($others) } other pairs of passages conflict
    }
}: the {"{"}filter{"}"}`register of conflicts <conflicts?case={ $case }>` has both places of each.
# $all: claims on numbers of the case that were recomputed or compared; $faults: of the two messages below.
case-claims = { $all ->
    [one] One claim on numbers of this case was checked:
   *[other] Claims on numbers of this case that were checked: { $all }; { $faults }:
}
case-claims-fails = { $count ->
    [one] one does not hold
   *[other] { WORDS($count) } do not hold
}
case-claims-unclear = { $count ->
    [one] one is unclear
   *[other] { WORDS($count) } are unclear
}
case-claim = **{ $verdict ->
    [fails] Does not hold.
   *[unclear] Unclear.
}** { $what } { $link }

## The records

case-records = The { $count } records of { $case }, those behind the opening first
case-column-record = Record, its id, and where it stands
case-column-kind = Kind and view, or value

## Cite and re-run

case-citation = The sentences above are ours, and each leads to the records it rests on; those are paraphrases with the
    lines of their source. How they were made is told in [data and method](../../en/method.md). Cite this report by its title, *{ $title }*, as a part of the book ([how to
    cite](../../en/reuse.md)). To run it again beside the one kept here, type in the project folder:
case-uses = { $case } in the chapters: { $links }
# $case: its id.
case-lookup = To filter and download: all {"{"}filter{"}"}`statements <statements?case={ $case }>`, {"{"}filter{"}"}`numbers
    <numbers?case={ $case }>` and {"{"}filter{"}"}`checked claims <claims?case={ $case }>` of this case.

## All cases

case-compare = The { WORDS($count) } cases by branch{ $untold ->
    [0] {""}
   *[other] , { WORDS($told) } of them with reports
}
case-compare-case = Case
case-compare-asked = Asked, or tried
case-compare-seen = Found
case-compare-planned = Planned, proposed, or how it went on
# $names: what else the case asked or tried, in a word or two each.
case-compare-also = Also: { $names }
# $plans: what the learning team itself plans, where the first plan named is of people interviewed.
case-compare-team = The team's own plan – { $plans }
case-compare-untold = –
