# Het proza van de sjabloon: de vragen van het ministerie.

prose-question-1 = ## Waarom verlaten mensen loondienst?
prose-question-2 = ## Waarom huren organisaties flexwerkers in?
prose-question-3 = ## Wat is push, en wat is pull?
prose-question-4 = ## Wat doet flexwerk met het organiseren van zorg?
prose-question-5 = ## Wat doet de teamsamenstelling met de kwaliteit?
prose-question-6 = ## Wat kost flexwerk?
prose-question-7 = ## Wat is eraan te doen, en wat vraagt dat van beleid?
