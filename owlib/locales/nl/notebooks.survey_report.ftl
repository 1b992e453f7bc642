# Het proza van de sjabloon: de enquêterapporten.

prose-survey-flow = ## Van ontvangen naar geanalyseerd
prose-survey-background = ## Wie de enquête invulden
prose-survey-answers = ## Wat zij antwoordden
prose-survey-cases = ## Casussen vergeleken
prose-survey-groups = ## Twee groepen respondenten
prose-survey-waves = ## Twee metingen
prose-survey-model = ## Casussen en groepen samen
prose-survey-open = ## Open antwoorden
prose-survey-protection = ## Hoe respondenten worden beschermd
