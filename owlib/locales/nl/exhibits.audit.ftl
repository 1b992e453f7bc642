# The chapter on the claim audit.

# Why a claim is left open.
audit-reason-about = een getal is bij benadering gegeven, zonder marge
audit-reason-part = een deel ervan is niet te toetsen
audit-reason-months = er staan geen maanden bij die het kunnen beslissen
audit-reason-rounding = de afronding laat het open
audit-reason-noted = { $reason }. { $note }

## Het register van beweringen

audit-all-claims = Beweringen over getallen, elk met het oordeel
audit-claims = { $source }: { $count } beweringen over getallen
audit-facet-case = Casus
audit-no-case = geen
# Voor links naar de oordelen over beweringen die een getal of uitspraak gebruiken.
audit-checked = Beweringen die dit gebruiken:
audit-named = { $period ->
    [none] { $kind }: { $verdict }
   *[other] { $kind } { $period }: { $verdict }
}
audit-unchecked = niet getoetst
audit-facet-verdict = Een bewering erover
audit-computed = Berekend uit:

## Passages die botsen

audit-contradictions = Paren passages die botsen of schuren
audit-conflicts = { $part }: { $count ->
    [one] één paar passages
   *[other] { $count } paren passages
}
audit-conflicts-changing = wat een conclusie verandert
audit-conflicts-sources = de ene bron naast de andere
audit-facet-changes = Conclusie
audit-facet-between = Tussen
audit-between-sources = twee bronnen
audit-between-source = passages van één bron
audit-facet-strength = Hoe sterk
