# Het landelijke hoofdstuk.

## Het antwoord

# $clauses: hoe elke groep groeide of kromp, zoals hieronder.
national-opening = Zorg en welzijn van { $first } tot { $last }: { $clauses }.
national-opening-freelancers = het aantal zzp'ers { $rate }
national-opening-flexible-workers = het totale aantal flexwerkers { $rate }
national-opening-other-employment = de overige werkgelegenheid { $rate }
national-opening-branches = Per branche verschilt het beeld; het rapport geeft cijfers voor { WORDS($numbers) } van de { WORDS($branches) } branches.
national-opening-costs = In de jeugdzorg gingen de kosten van personeel niet in loondienst van { $first } naar { $last } van alle
    personeelskosten.
national-opening-pairs = Van de { WORDS($pairs) } groeicijfers in het rapport die te toetsen zijn, { $agree ->
        [one] klopt er { WORDS($agree) }
       *[other] kloppen er { WORDS($agree) }
    } met de andere cijfers en { WORDS($differ) } niet.

# Hoe een groep veranderde, in de zin hierboven.
national-rate-changed = veranderde met { $span }
national-rate-fell = daalde met { $rate }
national-rate-grew = steeg met { $rate }
national-rate-fell-unchecked = daalde met { $rate } (het rapport geeft geen aantallen)
national-rate-grew-unchecked = steeg met { $rate } (het rapport geeft geen aantallen)
# $allowed: wat de andere cijfers geven; $claim: de bewering over het groeicijfer.
national-rate-fell-unfit = daalde volgens het rapport met { $rate }, maar dat [klopt niet met de andere cijfers](#failure-{ $claim }):
    daaruit volgt een verandering van { $allowed }
national-rate-grew-unfit = steeg volgens het rapport met { $rate }, maar dat [klopt niet met de andere cijfers](#failure-{ $claim }):
    daaruit volgt een verandering van { $allowed }

## Groei per groep

national-levels = Het aantal { $group } in zorg en welzijn ging van { $start } in { $first } naar { $end } in { $last }.
national-levels-rate = Het aantal { $group } in zorg en welzijn ging van { $start } in { $first } naar { $end } in { $last }, een groei van { $printed }.
national-difference = Voor de { $group } in { $branch } geeft het rapport { $start } en { $end }. Daaruit volgt een groei van { $span },
    maar het rapport noemt { $printed }. Wij vermelden beide en gissen niet naar de oorzaak.
national-unfit = Voor de { $group } in { $branch } noemt het rapport { $printed }, zonder aantallen. Uit de aantallen en aandelen van
    flexwerkers volgt een verandering van { $allowed }. Ook dit groeicijfer [klopt dus niet](#failure-{ $claim }); het antwoord bovenaan
    blijft overeind.

national-balance-title = De nettogroei van flexwerk in de zorg van { $first } tot { $last } komt geheel voor rekening van zzp'ers
national-balance-freelancers = Zzp'ers
national-balance-others = Alle andere flexwerkers
national-balance-change-freelancers = aantal steeg met { $rate }
national-balance-change-others = aantal daalde met { $least } tot { $most }
national-balance-caption = Werkenden in zorg en welzijn. Alle andere flexwerkers: alle flexwerkers min de zzp'ers, volgens onze berekening.
national-balance-alt = Van { $first } tot { $last } steeg het aantal zzp'ers in zorg en welzijn met { $rate }; dat van alle andere
    flexwerkers samen daalde met { $least } tot { $most }. { $rows }.
national-balance-row = { $group }: { $start } in { $first }, { $end } in { $last }

national-growth-title = Groei in zorg en welzijn van { $first } tot { $last }: { $groups }{ $differ ->
    [0] {""}
    [one] ; { WORDS($differ) } groeicijfer, in oranje, volgt niet uit de aantallen
   *[other] ; { WORDS($differ) } groeicijfers, in oranje, volgen niet uit de aantallen
}
national-growth-by = { $group } { $rate }
national-growth-axis = Groei van { $first } tot { $last }, in procent
national-growth-caption = Balken: de groei die volgens de aantallen mogelijk is, gezien de afronding. Ruiten: de groei die het rapport
    noemt. Waar het rapport geen aantallen geeft, staat alleen een ruit; of die klopt, zegt alleen de controle van de beweringen. Een
    ruit buiten de balk volgt niet uit de aantallen.
national-growth-label = { $span }; rapport: { $printed }
national-growth-alt = Balken en ruiten voor de groei van { $first } tot { $last }: { $rows }.
national-growth-row = { $group }, { $branch }: { $growth }
national-growth-printed-alone = { $printed }, zonder aantallen
national-growth-levels = { $span } volgens de aantallen, { $printed }
national-growth-levels-agrees = { $span } volgens de aantallen, wat klopt met { $printed }
national-growth-levels-differs = { $span } volgens de aantallen, wat niet klopt met { $printed }
national-printed = { $rate } in het rapport
national-printed-none = geen groeicijfer in het rapport

national-growth-table = Aantallen en groeicijfers van { $first } tot { $last }: van de { WORDS($pairs) } groeicijfers met aantallen in het rapport
    { $agree ->
        [one] klopt er { WORDS($agree) }
       *[other] kloppen er { WORDS($agree) }
    }
national-column-group = Groep
national-column-levels = Groei volgens de aantallen
national-column-printed = Groei volgens het rapport
national-column-pair = Vergelijking
national-pair-agree = klopt
national-pair-differ = klopt niet
national-pair-unknown = geen aantallen in het rapport
# Een groeicijfer zonder aantallen, dat andere cijfers weerspreken.
national-pair-unfit = geen aantallen in het rapport; de andere cijfers geven { $allowed }
national-growth-note = De groei volgens de aantallen is de bandbreedte die de afronding openlaat.
national-growth-note-differ = Een groeicijfer klopt niet als geen enkele waarde binnen de afronding het kan opleveren.
national-growth-note-open = Wat er te zeggen valt waar aantallen ontbreken, staat in de controle van de beweringen.

national-course = Wie alleen begin- en eindjaar vergelijkt, mist een piek. In { $year } waren er { $peak } flexwerkers in zorg en welzijn,
    het hoogste aantal van de periode. Ook een verschuiving blijft dan buiten beeld. Zonder de zzp'ers ging het aantal flexwerkers van
    { $start } in { $first } naar { $end } in { $last }: gezien de afronding een daling van { $least } tot { $most }.

## Branches

national-shares = In zorg en welzijn als geheel was het aandeel flexwerkers { $first } in { $first_year } en { $last } in { $last_year }. Voor { WORDS($count) }
    branches geeft het rapport alleen woorden: { $branches }. De waarden in de figuur van het rapport staan niet in onze kopie van de
    tekst; daarom tonen wij ze niet.
national-value-missing = een waarde die het rapport niet geeft
# De richting in woorden: over de hele periode, dan tussentijds.
national-on-the-way = { $main }; tussentijds: { $way }

national-shares-title = Aandeel flexwerkers in de werkgelegenheid, van { $first } tot de laatste waarde: { $branches }
national-shares-axis = Flexwerkers, in procent van de werkgelegenheid
national-shares-peak = hoogste tussentijds
national-shares-later = later, zonder jaartal
national-shares-caption = Van branches zonder cijfers staat de richting er in woorden, zoals in het rapport.
national-shares-undated = Is de laatste waarde een vierkant, dan noemt het rapport het jaar niet.
national-shares-alt = Puntendiagram van het aandeel flexwerkers per branche: { $branches }.
national-share-course = { $branch } van { $first } naar { $last }
national-share-course-peak = { $branch } van { $first } via { $peak } in { $year } naar { $last }
national-share-in = { $share } in { $year }
national-share-undated = daarna { $share }, zonder jaartal
national-share-worded = { $branch }: geen cijfers, in woorden: { $words }
national-share-row-worded = { $branch }, alleen in woorden: { $words }

national-shares-table = Aandeel flexwerkers in de werkgelegenheid per branche, van { $first } tot { $last }
national-column-branch = Branche
national-column-peak = Hoogste tussentijds
national-column-last = Laatste waarde
national-column-words = Alleen in woorden
national-year-missing = zonder jaartal

## Kosten

national-costs = Personeel niet in loondienst (PNIL) was in de { $branch } goed voor { $first } van de personeelskosten in
    { $first_year } en voor { $last } in { $last_year }. Het rapport spreekt van een verdubbeling, en { $verdict }: gezien de afronding is het aandeel
    { $low } tot { $high } maal zo groot. Voor de hele zorg geeft het ontwikkelingen in woorden, zonder cijfers; zij staan
    in het [register](#register-of-trends).
national-costs-holds = dat klopt
national-costs-fails = dat klopt niet
national-costs-title = Personeel niet in loondienst was in de { $branch } goed voor { $start } van de personeelskosten in { $first } en { $end } in { $last }
national-costs-axis = Procent van de personeelskosten
national-costs-caption = Het rapport geeft deze twee jaren. Gezien de afronding is het latere aandeel { $low } tot { $high } maal het
    eerdere.
national-costs-alt = Lijn van { $start } van de personeelskosten in { $first } naar { $end } in { $last } in de { $branch }; het latere
    aandeel is { $low } tot { $high } maal het eerdere.
