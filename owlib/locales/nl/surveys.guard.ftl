# Waar de getallen in een figuur of tabel van een enquête vandaan komen.

survey-source-simulated = antwoorden van onze generator, die over niemand iets zeggen
survey-source-collected = antwoorden op een enquête, statistisch beveiligd
