# Het proza van de sjabloon: de enquêterapporten.

prose-survey-flow = ## Van ontvangen tot geanalyseerd
prose-survey-background = ## Wie de enquête invulden
prose-survey-answers = ## Wat zij antwoordden
prose-survey-cases = ## Casussen vergeleken
prose-survey-groups = ## Twee groepen respondenten
prose-survey-waves = ## Twee meetrondes
prose-survey-model = ## Casussen en groepen samen
prose-survey-open = ## Open antwoorden
prose-survey-protection = ## Hoe respondenten worden beschermd
