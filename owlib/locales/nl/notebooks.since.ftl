# Het proza van de sjabloon: wat officiële cijfers sindsdien laten zien.

prose-since-apart =
    Deze cijfers komen niet uit de bronnen van dit boek, en veranderen niets aan wat die zeggen. Wij lazen ze op openbare
    pagina's, waarvan wij geen kopie hebben. Veel cijfers kennen wij alleen uit lokale media en vakmedia, en van bijna
    alle pagina's lazen wij alleen het begin. Elke rij hieronder zegt waar wij het cijfer lazen, en hoe het te vergelijken
    is.
prose-since-growth = ## Groeide het aantal zzp'ers door?
prose-since-reasons = ## Zijn de redenen dezelfde?
prose-since-turn = ## Is er een kentering?
prose-since-unknown = ## Wat wij niet konden inzien
prose-since-numbers = ## De cijfers, een voor een
