# The EPUB: title page, colophon, contents. A message with <a> is HTML.

epub-version = Version { $version }, { DATE($date) }
epub-cite = Cite as: { $reference }
epub-licence = Text, figures and data: <a href="{ $address }">{ $licence }</a>. Code: { $code } licence. The sources keep their own licences.
epub-contents = Contents
epub-landmarks = Landmarks
epub-title-page = Title page
# What programs tell a reader who cannot see the book.
epub-access = Figures have alternative texts that tell what they show, tables header cells; no sound, motion or script.
