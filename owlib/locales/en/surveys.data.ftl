# Names of what a simulated survey is made up of.

# An invented organisation of our own simulated surveys; $place is its code.
survey-place = { $place ->
    [centre] centre
    [coast] coast
    [east] east
    [first] first
    [north] north
    [second] second
    [south] south
    [west] west
   *[other] { $place }
}
