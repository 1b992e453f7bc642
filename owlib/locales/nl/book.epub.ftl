# De EPUB: titelpagina, colofon, inhoud. Een bericht met <a> is HTML.

epub-version = Versie { $version }, { DATE($date) }
epub-cite = Citeren als: { $reference }
epub-licence = Tekst, figuren en data: <a href="{ $address }">{ $licence }</a>. Code: { $code }-licentie. Voor de bronnen
    gelden hun eigen licenties.
epub-contents = Inhoud
epub-landmarks = Oriëntatiepunten
epub-title-page = Titelpagina
# Wat programma's zeggen tegen een lezer die het boek niet kan zien.
epub-access = Bij figuren staat een alternatieve tekst die zegt wat ze laten zien, en tabellen hebben kopcellen. Er is geen
    geluid, beweging of script.
