# Het proza van de sjabloon: de pagina voor een beleidsmaker.

prose-policy-happened = ## Wat er gebeurde
prose-more-happened = Meer: [het landelijke beeld](national.ipynb) · [sindsdien](since.ipynb)
prose-policy-why = ## Waarom mensen vertrekken, en waarom werkgevers flexwerkers inhuren
prose-more-why = Meer: [waarom mensen flexibel werken](reasons.ipynb)
prose-policy-care = ## Wat het met de zorg doet
prose-more-care = Meer: [wat flexwerk volgens betrokkenen teweegbrengt](effects.ipynb)
prose-policy-tried = ## Wat werkgevers proberen
prose-more-tried = Meer: [wat organisaties van plan waren](plans.ipynb) · [de pilots](pilots.ipynb) · [Limburg](region.ipynb)
prose-policy-rules = ## Landelijke regels en partijen die de bronnen noemen
prose-policy-unknown = ## Wat niet bekend is
prose-more-unknown = Meer: [de vragen van het ministerie](questions.ipynb)
prose-policy-ask = ## Wat wij nu zouden vragen
