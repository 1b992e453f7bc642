# Het proza van de sjabloon: wat flexwerk volgens betrokkenen teweegbrengt.

prose-effects-care = ## Zorg en cliënten
prose-effects-teams = ## Teams en vaste medewerkers
prose-effects-workers = ## De flexwerkers zelf
prose-effects-cost = ## Kosten
prose-effects-both = ## Zowel voordeel als nadeel
prose-effects-unknown = ## Wat niet bekend is
prose-effects-statements =
    ## De uitspraken erachter

    Ingeklapt: wie welk voordeel of nadeel noemt, wat als voordeel én als nadeel wordt genoemd, en elke uitspraak met haar
    vindplaats in de bron.
