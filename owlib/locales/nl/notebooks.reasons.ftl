# Het proza van de sjabloon: de redenen om flexibel te werken en in te huren.

prose-reasons-push = ## Wat mensen wegdrijft
prose-reasons-pull = ## Wat mensen aantrekt
prose-reasons-voices = ## Wie wat zegt
prose-reasons-organisations = ## Waarom organisaties flexwerkers inhuren
prose-reasons-assumptions = ## Aannames die het onderzoek betwijfelt
prose-reasons-since = ## Sindsdien
prose-reasons-unknown = ## Wat niet bekend is
prose-reasons-statements =
    ## De uitspraken erachter

    Ingeklapt: wie welke reden noemt, en elke uitspraak met haar vindplaats in de bron.
