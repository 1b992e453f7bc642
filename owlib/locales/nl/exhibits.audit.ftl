# The chapter on the claim audit.

# Why a claim is left open.
audit-reason-about = een getal is bij benadering gegeven, zonder marge
audit-reason-part = een deel ervan is niet te toetsen
audit-reason-months = er staan geen maanden bij die het kunnen beslissen
audit-reason-rounding = de afronding laat het open
audit-reason-noted = { $reason }. { $note }
