# Wat archieven en zoekmachines te horen krijgen: namen van de delen van het project.

metadata-licences = Tekst, figuren en data: { $licence }. Code: { $code }.
metadata-data = Datapakket van het boek.
metadata-datapackage = Beschrijving van alle tabellen en kolommen
metadata-pages = Pagina's van het boek
metadata-templates = Sjablonen van de rapporten
metadata-library = owlib, de bibliotheek waarmee het boek is gemaakt
metadata-tests = Tests van de bibliotheek en van het boek
metadata-readme = Wat dit is, en hoe te beginnen
metadata-changelog = Wat er van versie tot versie veranderde
metadata-citation = Hoe dit te citeren is
metadata-code-licence = Licentie van de code
metadata-licence = Licentie van tekst, figuren en data
metadata-lock = Versies van alle bibliotheken

# Namen van licenties, zoals hun makers die in deze taal noemen.
metadata-name-cc-by-4-0 = Creative Commons Naamsvermelding 4.0 Internationaal
metadata-name-mit = MIT-licentie
