# Het hoofdstuk over wat officiële cijfers sindsdien laten zien

since-part-of = { $part } op de { $whole }
since-number = { $label }: [{ $number }](#official-{ $id })
since-number-plain = { $label }: { $number }
since-case = Officiële cijfers van daarna, deels gelezen in lokale media en vakmedia: { $numbers }. Deze cijfers staan niet in de vijf bronnen; [een apart hoofdstuk](since.ipynb) legt ze ernaast.
# $press: all als elk cijfer alleen in de pers is gelezen, some als dat voor een deel geldt, none als de instantie elk zelf geeft.
since-source = gepubliceerde cijfers van { $publishers }{ $press ->
        [all] , zoals lokale media en vakmedia ze weergeven
        [some] , deels zoals lokale media en vakmedia ze weergeven
       *[none] {""}
    }; zij horen niet bij de vijf bronnen, en wij hebben deze pagina's niet in bezit
since-sources = onze bronnen: { $told }
since-uncounted = geen cijfer gevonden
since-counted-otherwise = niet als reden: zie de tabel
since-people-women = vrouwen
since-people-men = mannen
since-share = { $share } van de { $people }
since-unread = geen cijfer voor { $people }
since-row = { $reason }: onze bronnen, { $sources }; enquête van 2023, { $shares }; { $outcome }
since-title = Zeggenschap over de eigen werktijd staat bovenaan: { $women } van de vrouwelijke en { $men } van de mannelijke zzp'ers in de zorg noemt die reden
# $others: de redenen die niet getekend zijn, in woorden.
since-caption = Balken: het deel van de zzp'ers in zorg en welzijn, met kinderopvang, dat de reden noemt in de enquête van 2023. Onze
    bronnen bevroegen flexwerkers van alle soorten bij enkele organisaties; beide zijn dus naast elkaar te zetten, maar niet van elkaar
    af te trekken. Niet getekend, omdat wij niet vonden hoeveel zzp'ers ze noemen: { $others }.
since-alt = Redenen om als zzp'er te werken, zoals onze bronnen ze weergeven en zoals de enquête van 2023 ze telt: { $rows }.
since-overview-title = Zeggenschap over de eigen werktijd: een hoofdreden in onze bronnen, en het meest genoemd in een enquête uit 2023
since-overview-sources = Onze bronnen
since-overview-survey = Enquête uit 2023
# $reason: id van de reden; $shares: wie, en hoeveel van hen, zoals in since-share.
since-overview-shares = { $reason ->
    [workload] werkdruk te hoog voor { $shares }
   *[other] { $shares }
}
since-overview-unread = Geen baas, en een nieuwe uitdaging
since-overview-caption = Wat onze bronnen in woorden melden, zonder rangorde, naast een enquête onder { $people } zzp'ers in zorg en
    welzijn, met kinderopvang. Over werkdruk vulden werknemers een eigen enquête in.
since-overview-alt = Redenen om als zzp'er te werken, zoals onze bronnen ze weergeven en zoals de enquête van 2023 ze telt. { $rows }.
since-overview-row = { $reason } – onze bronnen: { $sources }; enquête: { $shares }

since-column-reason = Reden, en onze bronnen
since-column-counted = Officiële cijfers, 2023
since-column-outcome = Wat eruit volgt
since-column-what = Wat het is
since-column-number = Cijfer
since-column-compare = Hoe te vergelijken
since-column-origin = Van wie, en waar gelezen
since-reasons-table = Van de redenen in onze bronnen preciseert de enquête van 2023 er { WORDS($sharpened) }, bevestigt zij er
    { WORDS($borne_out) } en spreekt zij er { $contradicted ->
        [0] geen
       *[other] { WORDS($contradicted) }
    } tegen; { $not_comparable ->
        [one] { WORDS($not_comparable) } is
       *[other] { WORDS($not_comparable) } zijn
    } niet te vergelijken
since-numbers-table = { $count } officiële cijfers, gelezen op { $pages } pagina's, van de instanties zelf en uit lokale media en vakmedia
# $unit: de eenheid waarin het cijfer is gedrukt.
since-printed = gedrukt: { $token }{ $unit ->
        [thousand-workers] , in duizenden
       *[other] {""}
    }
since-undated = zonder datum
since-page = { $site }, ‘{ $title }’, { DATE($date) }, gelezen op { DATE($read) }
since-beginning = alleen het begin was te lezen
# Hoeveel het aantal zzp'ers groeide, in de zorg en in alle sectoren.
since-growth-title = Tot 2022 groeide het aantal zzp'ers in de zorg ongeveer twee keer zo snel als in alle sectoren
since-growth-period = Van { $first } tot { $last }
since-growth-care = { $number } meer in de zorg
since-growth-all = { $number } meer in alle sectoren
since-growth-row = { $period }: { $bars }
since-growth-caption = Zorg: zorg en welzijn, met kinderopvang. Voor de hele zorg vonden wij na 2022 geen cijfer.
since-growth-alt = Groei van het aantal zzp'ers in de zorg, naast alle sectoren. { $rows }.
