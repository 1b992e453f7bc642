# Names of what a simulated survey is made up of.

# An invented organisation of our own simulated surveys; $place is its code.
survey-place = { $place ->
   *[other] { $place }
}
