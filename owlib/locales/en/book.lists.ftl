# The passages that conflict on a case; a numbered link for each pair follows.
lists-conflicts = { $name }: { $pairs ->
    [one] { $pairs } pair
   *[other] { $pairs } pairs
}, { $hard ->
    [0] none
   *[other] { $hard }
} of them hard.
lists-conflicts-changing = Changes a conclusion:
lists-conflicts-others = The others:
