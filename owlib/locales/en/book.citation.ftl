# How to cite the publication, and a page of it as a chapter, in APA 7 style.

# $title ends without a full stop; author and year stand before it, an address may follow.
citation-whole = { $title } (Version { $version }).
# $part ends as a sentence does; $whole is the message above.
citation-part = { $part } In { $whole }
citation-version = Version { $version }
