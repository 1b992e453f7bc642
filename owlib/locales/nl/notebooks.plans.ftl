# Het proza van de sjabloon: wat organisaties van plan waren.

prose-plans-agendas = ## De actieagenda's
prose-plans-shared = ## Wat meerdere casussen willen
prose-plans-single = ## Wat maar één casus probeert
prose-plans-reduce = ## Minder flexwerk nodig hebben
prose-plans-differently = ## Flexwerk anders inzetten
prose-plans-levels = ## Wie in actie zou moeten komen
prose-plans-unknown = ## Wat niet bekend is
prose-plans-all =
    ## Alle oplossingsrichtingen en acties

    Ingeklapt: welke thema's bij welke casus spelen, en elke oplossingsrichting en actie met haar vindplaats in de bron.
