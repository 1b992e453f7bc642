# Het proza van de sjabloon: de pilots.

prose-pilots-what-it-is = ## Wat het is
prose-pilots-designs = ## Hoe de pilots waren opgezet
prose-pilots-comparison = ## A tegenover B
prose-pilots-early-end = ## Het voortijdige einde van C
prose-pilots-wins = ## Wat het opleverde
prose-pilots-costs = ## Wat het kostte
prose-pilots-dilemmas = ## Dilemma's
prose-pilots-conditions = ## Voorwaarden
prose-pilots-unknown = ## Wat niet bekend is
