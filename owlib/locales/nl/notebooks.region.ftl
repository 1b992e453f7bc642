# Het proza van de sjabloon: werkgevers in Limburg.

prose-region-modern = ## Modern werkgeverschap
prose-region-regional = ## Regionaal en gezamenlijk werkgeverschap
prose-region-helping = ## Wat samenwerking helpt
prose-region-hindering = ## Wat samenwerking belemmert
prose-region-values = ## Kernwaarden
prose-region-themes = ## Thema's voor samenwerking
prose-region-preconditions = ## Randvoorwaarden
prose-region-hr-themes = ## De rangorde van HR-thema's in andere sectoren, en hoezeer die sectoren overeenkomen
prose-region-unknown = ## Wat niet bekend is
