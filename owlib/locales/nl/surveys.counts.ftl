# Vragen en antwoorden van een enquête, zoals het rapport ze noemt.

# Een schaalscore, bij haar naam; $score is de code ervan.
survey-score = Score: { $score ->
    [autonomy] autonomie
    [engagement] bevlogenheid
    [quality-of-care] kwaliteit van zorg
    [satisfaction-own-work] tevredenheid over het eigen werk
   *[other] { $score }
}
# Een klasse van getallen, zonder het eind ervan.
survey-band = { $low } tot { $end }
