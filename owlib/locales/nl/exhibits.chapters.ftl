# De hoofdstukken die vragen beantwoorden met de gecodeerde uitspraken. Elke figuur heeft een titel, een bijschrift en een
# alternatieve tekst, elke tabel een bijschrift, naar de naam van hoofdstuk en onderdeel. Wat een figuur in haar rijen heeft,
# volgt op haar alternatieve tekst.

# $official: of zinnen ook op officiële cijfers rusten, die niet bij de bronnen horen.
chapters-basis = Bronnen: { $sources }{ $official ->
        [yes] . Daarnaast officiële cijfers
       *[no] {""}
    }. Tellingen en vergelijkingen zijn van ons.

# $total: paren passages die een conclusie veranderen.
chapters-conflicts = Van alle passages die botsen, veranderen {"{"}filter{"}"}`{ WORDS($total) } paren <conflicts?changes=yes>` een conclusie: met
    alleen de ene passage zou het antwoord boven een hoofdstuk anders luiden dan met alleen de andere. Zij staan hier onder
    { $questions } vragen.
chapters-no-theme = geen thema
# Ids van gegevens, waarvan alleen de eerste staan genoemd.
chapters-ids-more = { $ids } en nog { $more }
chapters-view = invalshoek: { $view }
chapters-view-themes = invalshoek: { $view }; { $themes }
-chapters-marked = Een teken betekent dat iets is genoemd; het zegt niet door hoeveel mensen of hoe vaak.
# Een kolom of rij van een figuur, en de tekens die zij daar heeft: { $column } is wie het zegt, of een casus.
chapters-mark = { $column } ({ $kinds })

chapters-column-statement = Uitspraak
chapters-column-record = Vindplaats
chapters-column-theme = Thema
chapters-column-kind = Soort, invalshoek en thema's
chapters-column-case = Casus
# Een rij van een figuur met twee zinsneden naast elkaar, onder haar naam.
chapters-beside = { $name }: { $first } | { $second }

## Redenen: waarom mensen flexibel werken, en organisaties flexwerkers inhuren

chapters-title-reasons-worker = Redenen om flexibel te werken: wie noemt ze, en wie betwijfelt ze
chapters-title-reasons-organisation = Redenen om flexwerkers in te huren: wie noemt ze, en wie betwijfelt ze
-chapters-marks = Vierkant: pushfactor. Rondje: pullfactor. Ruit: de tekst betwijfelt de reden.
chapters-caption-reasons-worker = { -chapters-marks } { -chapters-marked }
chapters-caption-reasons-organisation = { -chapters-marks } { -chapters-marked }
chapters-alt-reasons-worker = Matrix van redenen om flexibel te werken, naar wie ze noemt.
chapters-alt-reasons-organisation = Matrix van redenen om flexwerkers in te huren, naar wie ze noemt.
chapters-table-reasons-worker-table = Redenen om flexibel te werken, uitspraak voor uitspraak
chapters-table-reasons-organisation-table = Redenen om flexwerkers in te huren, uitspraak voor uitspraak
chapters-column-reason = Reden
chapters-note-reasons = Een uitspraak met twee redenen staat bij beide.

## Gevolgen: wat flexwerk met de zorg doet

chapters-effects-gain = Genoemd voordeel
chapters-effects-loss = Genoemd nadeel
chapters-effects-none = Geen voordeel genoemd in onze bronnen
chapters-effects-staffing = Bezetting
chapters-effects-care = Continuïteit en kwaliteit van zorg
chapters-effects-workload = Werkdruk
chapters-effects-team = Het team
chapters-effects-themselves = Flexwerkers zelf
chapters-effects-cost = Kosten
chapters-title-effects-gains = Mensen noemen bezetting een voordeel van flexwerk en kosten een nadeel; bij zorg, werkdruk en team noemen zij
    voor- én nadelen
chapters-caption-effects-gains = Wat mensen zeggen, niet wat is gemeten. Vaak genoemd: door werknemers en leidinggevenden in de enquête;
    over flexwerkers zelf door flexwerkers.
chapters-alt-effects-gains = Voordelen van flexwerk naast de nadelen, per onderwerp.
chapters-sides-benefits = genoemd als voordeel
chapters-sides-drawbacks = genoemd als nadeel
chapters-title-effects-sides = Voor- en nadelen van flexwerk: wie noemt wat
chapters-caption-effects-sides = Naar hoofdthema. Rondje: hier wordt een voordeel genoemd. Vierkant: hier wordt een nadeel genoemd.
    { -chapters-marked } Vergelijkingen van interne met externe flexwerkers en uitspraken over iets anders zijn weggelaten.
chapters-alt-effects-sides = Matrix van voor- en nadelen van flexwerk, naar wie ze noemt.

chapters-table-effects-both = Wat als voordeel van flexwerk wordt genoemd, en bij hetzelfde thema als nadeel
chapters-column-benefits = Genoemd als voordeel, bijvoorbeeld
chapters-column-drawbacks = Genoemd als nadeel, bijvoorbeeld
chapters-same = beide genoemd door: { $sides }
chapters-same-none = geen enkele kant noemt beide; de ene noemt een voordeel, de andere een nadeel

chapters-table-effects-table = Voor- en nadelen van flexwerk per thema, uitspraak voor uitspraak
chapters-column-side = Voordeel of nadeel
chapters-side-benefits = voordeel
chapters-side-drawbacks = nadeel
chapters-subject-view = { $subject }; invalshoek: { $view }

## Plannen: wat de casussen willen en van plan zijn

chapters-plans-asked = Vraag van het team
chapters-plans-planned = Plan van het team
chapters-title-plans-agendas = Elk team vraagt iets anders en is iets anders van plan; wat ervan kwam, staat niet in onze bronnen
chapters-caption-plans-agendas = Van elke casus de eerste lijn uit het casusrapport; de andere lijnen staan daar.
chapters-alt-plans-agendas = Wat het leerteam van elke casus vroeg, naast wat het van plan is.
chapters-way-reduce-flex = minder flexwerk nodig
chapters-way-use-flex-differently = anders inzetten
chapters-way-planned = op de actieagenda
chapters-title-plans-ways = Wat men bij de casussen zou veranderen of van plan is: welk thema speelt bij welke casus
chapters-caption-plans-ways = Rondje: een richting van geïnterviewden om minder flexwerk nodig te hebben. Ruit: een richting om
    flexwerk anders in te zetten. Vierkant: de actieagenda van het leerteam. Thema's van één casus staan alleen in de tabel. { -chapters-marked }
chapters-alt-plans-ways = Matrix van thema's per casus.

chapters-table-plans-table = Oplossingsrichtingen en voorgenomen acties per thema; thema's die bij de meeste casussen spelen, staan bovenaan
chapters-column-way = Oplossingsrichting of actie
chapters-column-aim = Doel en niveau
chapters-shared = { WORDS($shared) } van de { WORDS($cases) } casussen
chapters-note-ways = Een uitspraak met twee thema's staat bij beide.

## Pilots

chapters-title-pilots-contrast = Met Ondernemend Werknemerschap veranderde het werk veel bij A en weinig bij B; de belasting van medewerkers
    nam toe
chapters-caption-pilots-contrast = Volgens de paper, die geen uitkomst in cijfers geeft. De zwaardere belasting meldt zij voor beide pilots
    samen; organisatie 1 is naar onze lezing A. Pilot C is voortijdig afgebroken.
chapters-alt-pilots-contrast = Wat Ondernemend Werknemerschap opleverde en kostte, organisatie A naast organisatie B.
chapters-contrast-head = Organisatie { $side }
chapters-contrast = { $name } – bij A: { $a }; bij B: { $b }

chapters-table-pilots-designs = De { WORDS($count) } pilots naast elkaar
chapters-column-subject = Onderwerp
chapters-pilot-about = Wat het is
chapters-pilot-held = Wat er is gedaan
chapters-pilot-ended = Hoe het afliep
chapters-pilot-not-known = Wat onbekend is
chapters-pilot-report = Rapport
chapters-pilot-final = rapport

chapters-table-pilots-dilemmas = Dilemma's en open vragen bij de pilots

## Regio

chapters-table-region-themes = Kernwaarden en thema's voor samenwerking

chapters-concordance = De { WORDS($sectors) } sectoren zetten de { $themes } HR-beleidsthema's in bijna dezelfde volgorde: de
    overeenstemmingscoëfficiënt W van Kendall is { $w }. Daarbij staat 1 voor overal dezelfde volgorde en 0 voor geen
    overeenstemming; zonder één van de sectoren komt W uit op { $low } tot { $high }. Overlappen kolommen elkaar, wat de bron niet
    uitsluit, dan valt W te hoog uit. Het verst uiteen loopt *{ $theme }*: rang { $least } in de ene sector en
    { $most } in een andere. Hoeveel mensen er achter de rangen zitten, staat niet in de bron, en de zorg heeft geen eigen kolom. Dit
    laat dus zien hoe vast zulke rangordes elders zijn; over de zorg zelf zegt het niets.

# $agreed: yes waar alle sectoren één thema op de eerste plaats zetten.
chapters-title-region-ranks = { $agreed ->
    [yes] Alle sectoren zetten { $first } bovenaan; het meest verschillen zij over { $themes }
   *[no] Sectoren verschillen het meest over { $themes }
}
chapters-caption-region-ranks = Stipjes: de rang in elk van de { WORDS($sectors) } sectoren. Ruit: de rang in totaal. Lijn: van de hoogste tot de
    laagste rang, in oranje voor de thema's die het verst uiteenlopen.
chapters-alt-region-ranks = Puntendiagram van de rangen van { $count } HR-beleidsthema's.
chapters-rank-apart = { $theme } (rang { $least } tot { $most })
chapters-rank-row = { $theme }: in totaal { $rank }; per sector op zijn hoogst { $least }, op zijn laagst { $most }
chapters-axis-ranks = Rang; 1 is de hoogste

# $least tot $most: de correlaties; $first tot $last: de ondergrenzen van hun intervallen.
chapters-title-region-correlations = Sectoren zetten de HR-beleidsthema's in bijna dezelfde volgorde: correlaties van { $least } tot { $most }
    (ondergrenzen van de intervallen { $first } tot { $last }), Kendalls W { $w }
chapters-caption-region-correlations = Stippen: rangcorrelatie van twee sectoren. Balken: 95%-intervallen, die de thema's opvatten als een
    steekproef uit de HR-beleidsthema's die men had kunnen rangschikken. W is { $low } tot { $high } als één sector wegblijft.
chapters-alt-region-correlations = Stippen met intervallen voor paren van sectoren.
chapters-correlation = { $first } – { $second }: { $rho } ({ $low } tot { $high })
chapters-axis-correlations = Rangcorrelatie van Spearman; 1 is dezelfde volgorde

chapters-table-region-ranks-table = Rangen van { $count } HR-beleidsthema's per sector; wat het verst uiteenloopt, staat bovenaan
chapters-column-hr-theme = HR-beleidsthema
chapters-column-spread = Verschil
chapters-note-ranks = Verschil: laagste min hoogste rang van de sectoren; de rang in totaal telt niet mee.

## Synthese

chapters-table-synthesis-table = Elke reden om flexibel te werken, en wat Ondernemend Werknemerschap (OW) daarbij biedt, kost en openlaat
chapters-column-leave = Reden om flexibel te werken
# De cellen eronder gaan verder: biedt, kost, laat open.
chapters-column-aspect = OW…
chapters-column-words = In onze woorden
chapters-column-evidence = Onderbouwing
chapters-no-record = geen
chapters-note-synthesis = Een link leidt naar het eerste gegeven. Alles over OW komt uit één onderzoek, met zijn paper en een webpagina.

# $links: de aantallen respondenten, elk een link; $rises: de kleinste stijging die elk zou laten zien, de grootste groep eerst.
chapters-precision = De paper noemt { $links } respondenten bij de vragenlijsten. Van welke groep, pilot of meting zij zijn, vermeldt zij niet,
    en zij geeft geen uitkomst in cijfers. Daarom vragen wij wat zulke aantallen zouden kunnen laten zien, bij een meting in
    twee aparte groepen van dezelfde grootte. De kleinste stijging vanaf 50% die zichtbaar zou worden, is een stijging naar ongeveer { $rises }.
    Een nieuw onderzoek heeft meer respondenten nodig, of moet dezelfde mensen twee keer bevragen.
# Een van de stijgingen hierboven.
chapters-precision-rise = { $rise } met twee groepen van { $count }
chapters-title-synthesis-precision = Als { $count } mensen antwoorden, is een aandeel rond 50% bekend tot op ongeveer { $reach }
    procentpunt nauwkeurig
chapters-caption-synthesis-precision = Wat groepen van deze grootte kunnen laten zien. De paper geeft geen uitkomst en geen eerste meting, en
    vermeldt niet wat de aantallen tellen. Balken: 95%-interval van Wilson bij een aandeel van 50%. Pijlen: de kleinste stijging vanaf
    50% die twee aparte groepen van deze grootte in vier van de vijf gevallen zouden laten zien (tweezijdige toets, 5%;
    arcsinusbenadering van Cohen, voor de kleinste groep wat te gunstig).
chapters-alt-synthesis-precision = Balken en pijlen naar aantal respondenten.
chapters-precision-row = { $count } respondenten: interval { $span }, kleinste stijging { $points } procentpunt, of { $deviations }
    standaarddeviaties van de verandering als dezelfde mensen twee keer antwoorden
chapters-axis-precision = Procent van de respondenten
chapters-respondents = { $count } respondenten
chapters-rise = +{ $points } procentpunt

chapters-table-synthesis-precision-table = Wat de aantallen respondenten van de pilots kunnen laten zien
chapters-column-respondents = Respondenten
chapters-column-half = Interval bij 50%
chapters-column-tenth = Interval bij 10%
chapters-column-rise-half = Kleinste stijging vanaf 50%, in procentpunt
chapters-column-rise-tenth = Kleinste stijging vanaf 10%, in procentpunt
chapters-column-change = Kleinste verandering van een gemiddelde, in standaarddeviaties
chapters-note-precision = 95%-intervallen van Wilson. Stijgingen: twee groepen van deze grootte, onderscheidend vermogen 80%, tweezijdig
    5%. Verandering van een gemiddelde: dezelfde mensen twee keer, in standaarddeviaties van de verandering.

## De vragen van het ministerie

chapters-table-questions-table = In hoeverre elke vraag van het ministerie is beantwoord, en waarmee
chapters-column-question = Wat het ministerie vroeg
chapters-column-far = Beantwoord
chapters-column-by = Waarmee
chapters-questions-answer = **Beantwoord: { $far }.** { $answer }
chapters-questions-missing = *Wat ontbreekt.* { $missing }

## Voor wie beslist

# $cases: links naar de rapporten over haar casussen, elk met waar het over gaat.
chapters-branch = **{ $branch }:** { $cases }
