# Het proza van de sjabloon: de pagina voor een HR-directeur.

prose-hr-tried = ## Wat organisaties probeerden of van plan waren
prose-hr-expect = ## Wat te verwachten is
prose-hr-differ =
    ## Waardoor A en B verschilden

    Wat pleit voor en tegen beginnen met Ondernemend Werknemerschap, staat op [een eigen pagina](start.ipynb).
prose-hr-list = ## Een lijst om mee te werken
prose-hr-cases = ## Een vergelijkbare casus
