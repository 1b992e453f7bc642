# De lijst van werken: wat pybtex alleen in het Engels zegt.

# Voor de laatste naam.
references-and = en
# Na het nummer: 2e druk.
references-edition = druk
# Voor het nummer, en voor de reeks.
references-volume = deel
references-of = van
