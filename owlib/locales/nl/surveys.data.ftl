# Namen van waar een gesimuleerde enquête uit bestaat.

# Een verzonnen organisatie van onze eigen gesimuleerde enquêtes; $place is de code ervan.
survey-place = { $place ->
    [centre] midden
    [coast] kust
    [east] oost
    [first] eerste
    [north] noord
    [second] tweede
    [south] zuid
    [west] west
   *[other] { $place }
}
