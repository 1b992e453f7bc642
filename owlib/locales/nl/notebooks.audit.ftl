# Het proza van de sjabloon: de controle van de beweringen.

prose-audit-failures =
    ## Wat niet klopt

    Een bewering klopt niet als gedrukte getallen niet met elkaar te rijmen zijn. Welk getal ernaast zit en waarom, blijkt
    daar niet uit, en ook niet dat de bevindingen van een onderzoek onjuist zijn. Geen van deze beweringen verandert het
    antwoord aan het begin van een hoofdstuk; bij elke bewering staat waarom niet.

    Bij elk getal staat wat het zou moeten zijn als alle andere kloppen, afgerond zoals de bron het afrondt. Een getal met
    een link leidt naar zijn rij in het [cijferregister](../register.md). Onder *wat wij hebben afgewogen* staat waar wij
    voor dit oordeel op hebben gelet, niet waarom de getallen verschillen.
prose-audit-conditional =
    ## Wat niet te beslissen is

    Bij de meeste van deze beweringen ontbreekt een getal dat voor de toets nodig is. Enkele andere zouden niet kloppen
    als hun getallen over hetzelfde gingen. Of dat zo is, staat niet in de teksten; wij laten het dus open.
prose-audit-rules =
    ## Hoe de controle werkt

    Een bewering over getallen is vaak te toetsen aan andere getallen: een groeicijfer aan begin- en eindwaarde, een
    totaal aan de delen, een aantal aan een lijst. Wij rekenden elke bewering na waarvoor de teksten de getallen geven.
    Een gepubliceerde 18% kan alles zijn van 17,5 tot 18,5; met die hele bandbreedte rekenen wij.

    - Een bewering *klopt niet* als geen enkele waarde binnen die bandbreedtes erop uitkomt.
    - Zij is *onduidelijk* als er wel te rekenen valt maar geen conclusie mogelijk is: de tekst zegt niet dat de getallen over
    hetzelfde gaan, of geeft maar een deel van wat nodig is.
    - Zij is *niet te toetsen* als een getal ontbreekt. Dat pleit niet tegen een bron: bij de tussenrapportage staat zo'n
    getal vaak in een bijlage of figuur die wij niet hebben.
prose-audit-conflicts =
    ## Wat niet bekend is

    - Welk getal ernaast zit als getallen niet kloppen, en waarom. Dat is aan de schrijvers van de teksten.
    - Of klopt wat wij niet konden toetsen. De bijlagen en figuren van de tussenrapportage bevatten die getallen misschien;
    wij hebben ze niet.
    - Hoeveel beweringen een ruimere keuze had opgeleverd. Wij kozen zelf wat wij toetsten; welk deel klopt, zegt dus niet hoe
    goed een bron is.

    Alle beweringen staan in het [register van beweringen](../claims.md), passages die in woorden botsen in het [register
    van tegenstrijdigheden](../conflicts.md). Hoe wij ze vinden en wegen, staat bij [data en methode](../method.md).
