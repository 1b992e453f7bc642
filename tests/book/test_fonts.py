"""Letters of the website: small, whole for Dutch and English, the same each time, and under a name of their own."""

import io

import pytest
from fontTools.ttLib import TTFont

from owlib.book.fonts import FACES, FOLDER, make_fonts


@pytest.mark.long
def test_each_font_has_the_signs_of_both_languages_and_bears_no_reserved_name():
    made = dict(make_fonts())
    assert dict(make_fonts()) == made
    assert sum(map(len, made.values())) < 100_000
    for name in FACES:
        font = TTFont(io.BytesIO(made[f"{FOLDER}/{name}.woff2"]))
        assert {
            ord(sign) for sign in "aZ0%\u00a7\u00e9\u00eb\u00ef\u2019\u201c\u2013\u2212\u20ac\u2192\u2265"
        } <= font.getBestCmap().keys()
        called = {str(record) for record in font["name"].names if record.nameID in (1, 4, 6, 16)}
        assert called == {f"book-{name}"}  # the licence keeps "Source" for the whole font
        assert "Open Font License" in str(font["name"].getDebugName(13))
