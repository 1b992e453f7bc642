# De begrippenlijst.

lookup-see-also = Zie ook { $terms }.

# Het gegevenswoordenboek: voor elke tabel van de data een tabel met haar kolommen.

# $table: de naam van de tabel, die niet wordt vertaald; $where: haar bestanden.
lookup-table = { $table }: { $count ->
    [one] { $count } rij
   *[other] { $count } rijen
} in { $where }
lookup-files = { $count } bestanden, zoals { $first }
lookup-column = Kolom
lookup-column-holds = Wat erin staat
lookup-column-rules = Type en regels
lookup-source = het datapakket
lookup-type-boolean = ja of nee
lookup-type-integer = een geheel getal
lookup-type-number = een getal
lookup-type-string = tekst

# Regels waar een kolom zich aan houdt.
lookup-rule-required = verplicht
lookup-rule-enum = een van { $values }
lookup-rule-minimum = { $limit } of meer
lookup-rule-pattern = volgens het patroon { $limit }
lookup-rule-codes = codes uit de lijst { $list }

# Registers: wat boven de rijen staat, en links erin.

# $what: wat in het register staat.
lookup-register-filter = Filteren: { $what }
lookup-register-words = Woorden
lookup-register-any = alle
# $label: een soort, invalshoek, thema, casus of bron; $count: hoeveel rijen die hebben.
lookup-register-option = { $label } ({ $count })
# $register: de naam ervan; $match, $all, $shown: getallen, door een script ingevuld.
lookup-register-found = { $register ->
    [claims] Passende beweringen
    [conflicts] Passende paren
    [numbers] Passende cijfers
   *[statements] Passende uitspraken
}: { $match } van { $all }; getoond: { $shown }
lookup-register-none = Niets past: wis een keuze
# $count: een getal, door een script ingevuld. Een knop.
lookup-register-untold = Nog { $count } van flexwerkers van wie de bron het type niet noemt: tonen
lookup-register-counts = Het getal achter een keuze telt { $register ->
    [claims] beweringen
    [conflicts] paren van passages
    [numbers] cijfers van dit register
   *[statements] uitspraken; één uitspraak kan meerdere thema's hebben
}.
lookup-register-download = Deze rijen downloaden (CSV)
lookup-register-more = Meer tonen
lookup-register-clear = Wissen
lookup-register-all = Alle { $count } rijen, met alle kolommen (CSV)
lookup-register-source = Naar de webpagina van de bron
