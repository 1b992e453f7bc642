# Het proza van de sjabloon: waar de bronnen elkaar tegenspreken.

prose-contradictions-critical = ## Wie is kritisch over flexwerk?
prose-critical-where = Te lezen in: [Wat flexwerk volgens betrokkenen teweegbrengt](effects.ipynb).
prose-contradictions-escape = ## Ontsnappen zzp'ers, of kiezen zij?
prose-escape-where = Te lezen in: [Waarom mensen flexibel werken, en waarom organisaties flexwerkers inhuren](reasons.ipynb).
prose-contradictions-quality = ## Lossen flexwerkers problemen met kwaliteit op, of veroorzaken zij die?
prose-quality-where = Te lezen in: [Wat flexwerk volgens betrokkenen teweegbrengt](effects.ipynb).
prose-contradictions-variety = ## Is afwisseling een echte reden?
prose-variety-where = Te lezen in: [Waarom mensen flexibel werken, en waarom organisaties flexwerkers inhuren](reasons.ipynb).
prose-contradictions-actions = ## Waren de leerteams al in actie gekomen?
prose-actions-where = Te lezen in: [Wat organisaties van plan waren](plans.ipynb).
prose-contradictions-clients = ## Waren de pilots goed voor cliënten?
prose-clients-where = Te lezen in: [Ondernemend Werknemerschap en de pilots](pilots.ipynb).
prose-contradictions-workers = ## Waren de pilots goed voor medewerkers?
prose-workers-where =
    Te lezen in: [Ondernemend Werknemerschap en de pilots](pilots.ipynb); [Is Ondernemend Werknemerschap een
    antwoord?](synthesis.ipynb)
prose-contradictions-freedom = ## Brachten de pilots vrijheid?
prose-freedom-where =
    Te lezen in: [Ondernemend Werknemerschap en de pilots](pilots.ipynb); [Is Ondernemend Werknemerschap een
    antwoord?](synthesis.ipynb)
prose-contradictions-stayed = ## Bleven mensen dankzij de pilots?
prose-stayed-where =
    Te lezen in: [Ondernemend Werknemerschap en de pilots](pilots.ipynb); [Is Ondernemend Werknemerschap een
    antwoord?](synthesis.ipynb)
prose-contradictions-rest =
    ## De andere paren

    Bij deze paren blijft naar ons oordeel elk antwoord gelijk, of wordt het alleen stelliger of voorzichtiger. Zij staan
    in het [register](../conflicts.md), elk met beide vindplaatsen en met wat wij ermee hebben gedaan.
