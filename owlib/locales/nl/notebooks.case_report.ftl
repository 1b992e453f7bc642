# Het proza van de sjabloon: de casusrapporten.

prose-case-question = ## Meer over wat er is gevraagd of geprobeerd
prose-case-found = ## Meer over wat er is gevonden, en door wie
prose-case-planned = ## Meer over wat het plan was, en wat ervan kwam
prose-case-around = ## Wat het onderzoek erover zegt
prose-case-since = ## Officiële cijfers sindsdien
prose-case-unknown = ## Wat niet bekend is
prose-case-differs = ## Wat niet overeenkomt, of onduidelijk is
prose-case-records = ## De onderbouwing
prose-case-cite = ## Hoe dit rapport is gemaakt
