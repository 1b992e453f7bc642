# Het proza van de sjabloon: het landelijke beeld.

prose-national-groups =
    Deze groepen zijn niet hetzelfde. *Zzp'ers* zijn zelfstandigen zonder personeel. *Flexwerkers* vormen een ruimere
    groep: zzp'ers, uitzendkrachten, oproep- en invalkrachten, en werknemers zonder vaste uren. Werknemers met vaste uren
    in een interne flexpool tellen in deze statistiek niet als flexwerker. De *overige werkgelegenheid* omvat alle andere
    werkenden, dus ook wie vaste uren heeft in een pool.

    Alle gepubliceerde cijfers van dit hoofdstuk komen van één plek: hoofdstuk 2 van de tussenrapportage van het
    flexwerkonderzoek. Die haalde ze bij het CBS (AZW Statline) en uit de Barometer Nederlandse Gezondheidszorg van EY. Elk cijfer leidt naar zijn rij in
    het [cijferregister](../register.md); wat geen link heeft, hebben wij daaruit berekend. De cijfers houden op bij het
    laatste jaar dat hier staat; wat daarna gebeurde, staat niet in onze bronnen.

    ## Groei per groep
prose-national-branches = ## Branches verschillen
prose-national-cost = ## Kosten van personeel niet in loondienst
prose-national-unknown =
    De groei van het aantal flexwerkers buiten loondienst is volgens het rapport ook in de kosten te zien. Toch hoeven het
    aandeel flexwerkers en de kosten geen gelijke tred te houden: tarieven verschillen, een bureau kan een opslag rekenen,
    en het functieniveau telt mee. Het rapport haalt EY aan, dat een samenhang ziet tussen deze kosten en het
    ziekteverzuim, en voegt eraan toe dat dit niets zegt over de oorzaak.

    ## Wat niet bekend is

    - De waarden in de figuren van dat hoofdstuk van de tussenrapportage. Zij staan niet in onze kopie van de tekst, en
    wij schatten ze niet.
    - Het aantal werknemers met vaste uren in interne flexpools; daarvan bestaat volgens de bron geen statistiek.
prose-national-since = ## Sindsdien
