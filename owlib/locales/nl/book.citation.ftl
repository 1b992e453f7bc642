# Hoe de publicatie te citeren is, en een pagina eruit als hoofdstuk, volgens APA 7 zoals Nederlandse universiteiten het doen.

# $title eindigt zonder punt; auteur en jaar staan ervoor, een adres kan volgen.
citation-whole = { $title } (Versie { $version }).
# $part eindigt als een zin; $whole is het bericht hierboven.
citation-part = { $part } In { $whole }
citation-version = Versie { $version }
