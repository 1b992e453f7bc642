# Het proza van de sjabloon: of Ondernemend Werknemerschap een antwoord is.

prose-synthesis-offers = ## Wat het biedt
prose-synthesis-security = ### Zekerheid
prose-synthesis-costs = ## Wat het kost of vraagt
prose-synthesis-open = ## Wat het openlaat
prose-synthesis-next = ## Wat nog onderzocht moet worden
prose-synthesis-precision = ## Wat met de aantallen respondenten van de pilots aan te tonen was
prose-synthesis-unknown = ## Wat niet bekend is
prose-synthesis-table =
    ## Reden voor reden

    In hoeverre elke vraag van het ministerie te beantwoorden is, staat op [een eigen pagina](questions.ipynb). Hier gaat
    het om de redenen om flexibel te werken, een voor een.
