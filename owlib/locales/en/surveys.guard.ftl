# Where the numbers of a survey's exhibit come from.

survey-source-simulated = answers made by our generator, which say nothing about anyone
survey-source-collected = survey answers, under disclosure control
