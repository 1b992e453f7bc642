# Het proza van de sjabloon: de redenen om flexibel te werken en in te huren.

prose-reasons-push = ## Wat mensen verdrijft
prose-reasons-pull = ## Wat mensen trekt
prose-reasons-voices = ## Wie wat zegt
prose-reasons-organisations = ## Waarom organisaties inhuren
prose-reasons-assumptions = ## Aannames die het onderzoek betwijfelt
prose-reasons-since = ## Sindsdien
prose-reasons-unknown = ## Wat niet bekend is
prose-reasons-statements =
    ## De uitspraken erachter

    Ingeklapt: wie welke reden noemt, en elke uitspraak met de vindplaats in de bron.
