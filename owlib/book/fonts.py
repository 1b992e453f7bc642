"""The letters of the website: two families from packages, cut to the signs that pages show, and packed for browsers.

Their licence, the SIL Open Font License, keeps the name *Source* for what is whole, so that a part bears another, and
asks that the licence goes with it.
"""

from __future__ import annotations

import io
import logging
import tempfile
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from owlib.places import write_whole

FOLDER = "_static/fonts"
FACES = {
    "sans": ("font_source_sans_pro", "SourceSansPro-Regular"),
    "sans-italic": ("font_source_sans_pro", "SourceSansPro-It"),
    "sans-bold": ("font_source_sans_pro", "SourceSansPro-Semibold"),
    "serif": ("font_source_serif_pro", "SourceSerifPro-Regular"),
    "serif-bold": ("font_source_serif_pro", "SourceSerifPro-Bold"),
}
"""Package and file of each face, by its name in the site; ``site.css`` says where each is used."""
SIGNS = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x160, 0x161, 0x17D, 0x17E,
    *range(0x2010, 0x2027), 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, *range(0x2190, 0x2196), 0x2212, 0x2248,
    0x2260, 0x2264, 0x2265,
]  # fmt: skip
"""What Dutch and English pages need; for any other sign the browser takes a letter of the machine."""
FEATURES = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "tnum"]
FAMILY, WHOLE_NAME, FILE_NAME, LICENCES = 1, 4, 6, [0, 13, 14]
"""Numbers of the names that a font bears: two for people, one for programs; whose it is, and its licence."""


def read_fonts(kept: Path) -> dict[str, bytes]:
    """Return each font of the site, and their licences, by path; they are made where that folder is not there."""
    if not kept.is_dir():
        with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
            for path, content in make_fonts().items():
                write_whole(Path(scratch) / "whole" / Path(path).name, content)
            (Path(scratch) / "whole").rename(kept)
    return {f"{FOLDER}/{path.name}": path.read_bytes() for path in sorted(kept.iterdir())}


def make_fonts() -> dict[str, bytes]:
    """Return each font of the site, and their licences, by path."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    made = {}
    for name, (package, file) in FACES.items():
        font = files(package).joinpath("files", f"{file}.ttf").read_bytes()
        made[f"{FOLDER}/{name}.woff2"] = cut_font(font, name)
    for package in dict.fromkeys(package for package, _ in FACES.values()):
        made[f"{FOLDER}/{package}.txt"] = files(package).joinpath("files", "LICENSE.txt").read_bytes()
    return made


def cut_font(content: bytes, name: str) -> bytes:
    """Return a font with the signs that pages show, under a name of ours; the same bytes each time."""
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=LICENCES)
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=SIGNS)
    cutter.subset(font)
    for number in (FAMILY, WHOLE_NAME, FILE_NAME):
        font["name"].setName(f"book-{name}", number, 3, 1, 0x409)
    packed = io.BytesIO()
    subset.save_font(font, packed, options)
    return packed.getvalue()
