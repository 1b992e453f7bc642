# Het rapport over een casus.

case-title-interim = { $case }: tusseneditie
case-title-final = { $case }

## De bevinding, en wat een editie kan weten

# $address: van het rapport, voor links ernaar; $branch: soort organisatie; $edition: een van de twee berichten hieronder;
# $rests: soorten veldwerk; $told: of de bronnen een aantal mensen noemen.
case-kind = [{ $branch }. { $study }. { $edition } Veldwerk: { $rests }.{ $told ->
    [no] {" "}Hoeveel mensen meededen, staat niet in de bronnen.
   *[yes] {""}
}]{"{"}#{ $address } .kind{"}"}
# $point: een zin over de tussenstand van het onderzoek; $case: id van de casus; $date: van de jongste gegevens.
case-edition-interim = *Ons rapport, tusseneditie: wat bij de tussenstand van het onderzoek te zeggen was. { $point }* Wat er later
    bijkwam, staat in de [eindeditie](#{ $case }-final-glance).
case-edition-final = *Ons rapport, eindeditie, stand van { $date }.*
case-scale = [Achter elke zin staat hoe zeker die is, op [één schaal](#how-sure).]{"{"}.sure{"}"}

# $own: onderdelen van het rapport; $parts: van de berichten hieronder.
case-added = *Vergeleken met de tusseneditie:* { $own ->
    [none] over de casus zelf is er niets bij gekomen
   *[other] nieuw over de casus zelf: { $own }
}{ $parts ->
    [none] {""}
   *[other] ; door ons ernaast gezet, uit dezelfde of andere bronnen: { $parts }
}{ $since ->
    [no] .
   *[yes] ; ook toegevoegd: officiële cijfers van daarna.
}
case-added-study = wat het onderzoek over de vragen van de casus zegt
case-added-conflicts = passages die botsen

## De figuur

# $study: id van het onderzoek; bij de pilots lopen de lijnen van wat is geprobeerd tot hoe het afliep.
case-thread-asked = { $study ->
    [ow] Geprobeerd
   *[other] Gevraagd
}
case-thread-seen = { $study ->
    [ow] Wat het opleverde en kostte
    [limburg] Gevonden
   *[other] Gezien
}
case-thread-planned = { $study ->
    [ow] Hoe het verderging
    [limburg] Gewenst
   *[other] Plan, actie of voorstel
}
case-thread-open = Nog open
case-thread-untold = { $edition ->
    [interim] op dat moment niet bekend
   *[final] staat niet in onze bronnen
}
# $which: in welke lijnen er een plan is, van de casus of van geïnterviewden; $planned, $rest: namen van lijnen met en zonder.
case-threads-title = { $study ->
    [ow] { $edition ->
        [interim] { $case }: wat is geprobeerd
       *[final] { $case }: wat is geprobeerd, wat dat opleverde en kostte, en hoe het verderging
    }
    [limburg] { $case }: wat is gevraagd, wat is gevonden en wat men wil
   *[other] { $which ->
        [all] { $case }: over elk onderwerp is er een plan, actie of voorstel
        [some] { $case }: een plan, actie of voorstel over { $planned }; over { $rest } staat er geen in de bronnen
        [none] { $case }: onze bronnen noemen geen plan, actie of voorstel
       *[bare] Wat { $case } vroeg en wat daar is gezien, staat niet in onze bronnen
    }
}
case-threads-caption = Elke lijn loopt van { $study ->
    [ow] wat is geprobeerd
   *[other] een vraag
} naar wat nog openstaat. Gestreepte rand: { $untold }.
# $threads: van elke lijn de naam en de vakken.
case-threads-alt = { $case }, in lijnen van vier vakken. { $threads }.

## De korte tekst

# $views: van wie de invalshoek is.
case-views = Van wie dit beeld komt: { $views }.
case-stops-before = Hoe het verderging en wat andere onderzoeken zeggen, valt buiten deze editie.
# $parts: wat ontbreekt, van de berichten hieronder.
case-missing = { $edition ->
    [interim] Tot het punt waar deze editie ophoudt, noemen de bronnen
   *[final] De bronnen noemen
} voor { $case } geen { $parts }.
case-missing-or = { $first } of { $next }
case-missing-question = vragen
case-missing-finding = bevindingen
case-missing-way = oplossingsrichtingen
case-missing-step = plannen
case-changing = { $pairs ->
    [one] Een [conclusie](contradictions.ipynb) over deze casus hangt ervan af welke van twee passages wordt gevolgd:
   *[other] [Conclusies](contradictions.ipynb) over deze casus hangen ervan af welke van twee passages wordt gevolgd:
}
# $changing, $others: hoeveel paren passages die botsen een conclusie veranderen, en hoeveel andere er zijn.
case-conflicts = { $changing ->
    [0] { $others ->
        [one] Over deze casus botst één paar passages
       *[other] Over deze casus botsen { WORDS($others) } paren passages
    }; dat verandert geen conclusie
   *[other] { $others ->
        [0] Andere passages over deze casus botsen niet
        [one] Verder botst over deze casus één paar passages
       *[other] Verder botsen over deze casus { WORDS($others) } paren passages
    }
}. Het {"{"}filter{"}"}`register van tegenstrijdigheden <conflicts?case={ $case }>` geeft van elk paar beide vindplaatsen.
# $all: beweringen over getallen van de casus die zijn nagerekend of vergeleken; $faults: van de twee berichten hieronder.
case-claims = { $all ->
    [one] Eén bewering over getallen van deze casus is getoetst:
   *[other] Over getallen van deze casus zijn { $all } beweringen getoetst. Daarvan { $faults }:
}
case-claims-fails = { $count ->
    [one] klopt er één niet
   *[other] kloppen er { WORDS($count) } niet
}
case-claims-unclear = { $count ->
    [one] is er één onduidelijk
   *[other] zijn er { WORDS($count) } onduidelijk
}
case-claim = **{ $verdict ->
    [fails] Klopt niet.
   *[unclear] Onduidelijk.
}** { $what } { $link }

## De gegevens

case-records = De { $count } gegevens over { $case }; eerst die waarop de opening berust
case-column-record = Gegeven, met code en vindplaats
case-column-kind = Soort en invalshoek, of waarde

## Citeren en opnieuw draaien

case-citation = De zinnen hierboven zijn van ons. Elke zin leidt naar de gegevens waarop die berust: weergaven in onze woorden, met de
    regels in de bron. Hoe zij zijn gemaakt, staat in [data en methode](../../nl/method.md). Citeer dit rapport onder de titel *{ $title }*, als
    deel van het boek ([hoe dat gaat](../../nl/reuse.md)). Wie het rapport zelf wil maken, naast het rapport dat hier staat, typt in de projectmap:
case-uses = { $case } in de hoofdstukken: { $links }
# $case: id van de casus.
case-lookup = Filteren en downloaden: alle {"{"}filter{"}"}`uitspraken <statements?case={ $case }>`, {"{"}filter{"}"}`cijfers
    <numbers?case={ $case }>` en {"{"}filter{"}"}`getoetste beweringen <claims?case={ $case }>` van deze casus.

## Alle casussen

case-compare = De { WORDS($count) } casussen per branche{ $untold ->
    [0] {""}
   *[other] ; { WORDS($told) } ervan met een rapport
}
case-compare-case = Casus
case-compare-asked = Gevraagd of geprobeerd
case-compare-seen = Gevonden
case-compare-planned = Gepland, voorgesteld, of hoe het verderging
# $names: wat de casus verder vroeg of probeerde, elk in een paar woorden.
case-compare-also = Ook: { $names }
# $plans: wat het leerteam zelf van plan is, waar het eerst genoemde plan van geïnterviewden komt.
case-compare-team = Plan van het team zelf – { $plans }
case-compare-untold = –
