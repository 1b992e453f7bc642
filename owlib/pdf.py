"""Typesetting: a document for print becomes a PDF by WeasyPrint, with fonts from packages and tags mended."""

from __future__ import annotations

import logging
from importlib.resources import files
from pathlib import Path

from owlib.errors import BuildError
from owlib.pdf_tags import mend_tags

SOURCE_FACES = {
    "-Regular": (400, "normal"),
    "-It": (400, "italic"),
    "-Semibold": (600, "normal"),
    "-SemiboldIt": (600, "italic"),
    "-Bold": (700, "normal"),
    "-BoldIt": (700, "italic"),
}
DEJAVU_FACES = {"": (400, "normal"), "-Bold": (700, "normal")}
DEJAVU_FOLDER = "mpl-data/fonts/ttf"
FONTS = {
    "Source Serif Pro": ("font_source_serif_pro", "files", "SourceSerifPro", SOURCE_FACES),
    "Source Sans Pro": ("font_source_sans_pro", "files", "SourceSansPro", SOURCE_FACES),
    "DejaVu Sans": ("matplotlib", DEJAVU_FOLDER, "DejaVuSans", DEJAVU_FACES),
    "DejaVu Sans Mono": ("matplotlib", DEJAVU_FOLDER, "DejaVuSansMono", DEJAVU_FACES),
}
"""Package, folder, stem and faces of each family; the last two for code and for letters that the first two lack."""
PANGO_HELP = (
    "WeasyPrint could not load Pango. What to do: install it (Debian and Ubuntu: apt install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango), or build the website alone with --no-pdf."
)


def render_pdf(page: str, style: str, folder: Path, *, strict: bool = False) -> bytes:
    """Return a print document as PDF.

    Parameters
    ----------
    page
        HTML, as :func:`owlib.print_page.make_print_page` gives it.
    style
        Print style sheet.
    folder
        Where the pictures that the page names lie.

    Raises
    ------
    BuildError
        If the typesetter is not to be had, or, where it is strict, if it warns of anything.

    """
    for name in ("weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        import weasyprint  # noqa: PLC0415 - needs a library of the system
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - the same
    except OSError as error:
        raise BuildError(f"{PANGO_HELP} ({error})") from error
    heard = _Listener()
    weasyprint.LOGGER.handlers = [heard]
    document = weasyprint.HTML(string=page, base_url=f"{folder.resolve().as_uri()}/")
    fonts = FontConfiguration()
    sheets = [weasyprint.CSS(string=make_font_faces() + style, font_config=fonts)]
    pdf = document.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", finisher=mend_tags)
    if strict and heard.messages:
        raise BuildError("\n".join(["The typesetter warns:", *heard.messages]))
    return pdf


class _Listener(logging.Handler):
    """Keeps what the typesetter warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


def make_font_faces() -> str:
    """Return style rules that name the fonts, from the packages that carry them: none is taken from the machine."""
    rules = []
    for family, (package, folder, stem, faces) in FONTS.items():
        for face, (weight, slant) in faces.items():
            uri = files(package).joinpath(folder, f"{stem}{face}.ttf")
            look = f'font-family: "{family}"; font-weight: {weight}; font-style: {slant}'
            rules.append(f'@font-face {{ {look}; src: url("{Path(str(uri)).as_uri()}"); }}')
    return "\n".join(rules) + "\n"
