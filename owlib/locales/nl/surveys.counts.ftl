# Vragen en antwoorden van een enquête, zoals het rapport ze noemt.

# Een schaalscore, bij haar naam.
survey-score = Score: { $score }
# Een klasse van getallen, zonder het eind ervan.
survey-band = { $low } tot { $end }
