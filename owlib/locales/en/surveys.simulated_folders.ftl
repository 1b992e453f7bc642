# What the folders of simulated surveys say of themselves.

simulated-title = { $mark }: surveys made by a generator
simulated-notice = Simulated: made by a generator and marked in every row. Nobody answered it, its numbers of respondents are our
    choice, and nothing in it is a finding about any organisation.
simulated-neutral = Neutral items have one and the same distribution in every case, group and wave: symmetric with most in the
    middle where all answers have a value, triangular for numbers, equal shares for all other answers.
