# Het proza van de sjabloon: wat officiële cijfers sindsdien laten zien.

prose-since-apart =
    Deze cijfers komen uit geen van de bronnen van dit boek, en veranderen daar niets aan. Wij lazen ze op openbare pagina's,
    waarvan wij geen kopie hebben: veel cijfers alleen zoals lokale media en vakmedia ze weergeven, en van bijna alle pagina's
    alleen het begin. Elke rij hieronder zegt waar wij het cijfer lazen, en hoe het te vergelijken is.
prose-since-growth = ## Groeide het zzp-schap door?
prose-since-reasons = ## Zijn de redenen dezelfde?
prose-since-turn = ## Is er een kentering?
prose-since-unknown = ## Wat wij niet konden inzien
prose-since-numbers = ## De cijfers, een voor een
