# Het proza van de sjabloon: of een organisatie moet beginnen.

prose-start-learned =
    ## Wat A en B met vallen en opstaan leerden

    Meer over A en B staat in [het hoofdstuk over de pilots](pilots.ipynb).

    ### Wat het management zegt te hebben geleerd
prose-start-seen = ### Wat de onderzoekers zagen
prose-start-for = ## Wat ervoor pleit
prose-start-against = ## Wat ertegen pleit
prose-start-conditions = ## Voorwaarden
prose-start-unknown = ## Wat niet in onze bronnen staat
