# What archives and search engines are told: names of the parts of the project.

metadata-licences = Text, figures and data: { $licence }. Code: { $code }.
metadata-data = Data package of the book.
metadata-datapackage = Description of all tables and columns
metadata-pages = Pages of the book
metadata-templates = Templates of the reports
metadata-library = owlib, the library that the book is made with
metadata-tests = Tests of the library and of the book
metadata-readme = What this is, and how to begin
metadata-changelog = What changed from version to version
metadata-citation = How to cite
metadata-code-licence = Licence of the code
metadata-licence = Licence of text, figures and data
metadata-lock = Versions of all libraries

# Names of licences, as their makers call them in this language.
metadata-name-cc-by-4-0 = Creative Commons Attribution 4.0 International
metadata-name-mit = MIT License
