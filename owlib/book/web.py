"""The website around the text: frame, metadata, citations, search, and what a server shows for an unknown address.

The pages' own content is made in :mod:`owlib.book.nodes`; the frame is ``book/_templates/layout.html``. What
Sphinx and its extensions write as HTML is mended: valid, without inline style, figures with their size.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from owlib.book.archives import make_figure_files
from owlib.book.citation import Facts, cite_page, read_facts
from owlib.book.directives import use_evidence
from owlib.book.editions import REPORTS, find_address, name_page
from owlib.book.fonts import read_fonts
from owlib.book.inputs import ENVIRONMENT
from owlib.book.metadata import LICENCES, describe_data, describe_page, describe_twins, read_description
from owlib.book.nodes import SCREEN, SCREEN_END, Noted, note_pages
from owlib.book.pages import HOME, TEMPLATES, fill_template, hand_over, list_pages, name_files
from owlib.book.search import STEMMERS, make_search_files, read_searched
from owlib.book.ways import (
    Tongue,
    find_listed,
    find_neighbours,
    list_contents,
    list_editions,
    list_languages,
    split_edition,
)
from owlib.places import find_root, hash_content, list_data, write_whole
from owlib.reports.notebooks import list_executed
from owlib.words import COMPLETE, LOCALES, Words

NOTEBOOKS = "notebooks"
DATA_PAGE = "book/reuse"
UNREAD = {"evidence", "kind", "sure"}
"""Classes of what is around the sentences of a page and says nothing of what it is about."""
MOST_LETTERS = 300
LEAST_LETTERS = 50
WIDE, NARROW = 640, 480
"""Pixels above which a picture is drawn for more than the column of the text, and below which for less."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
"""What a page may load: scripts, styles, pictures and letters of the site, and nothing else from anywhere. It may ask
the site itself, as those who audit a page ask through it for the site's robots.txt."""
OWN_FILES = ("site.css", "theme.js", "site.js", "found.js", "tables.js", "search.js")
PREVIEWS = {"en": "preview.png", "nl": "preview-nl.png"}
"""What messengers show of an edition."""
SEARCHED = "searched.json"
NEEDED = {*OWN_FILES, "minisearch", "logo.svg"}
"""What pages need of our folder of static files, beside the picture for messengers."""
CITATION_FORMS = {
    "apa": ("APA", "", ""),
    "bibtex": ("BibTeX", "bib", "application/x-bibtex"),
    "ris": ("RIS", "ris", "application/x-research-info-systems"),
}
"""By format: its name, and ending and kind of its files."""


# The frame of a page


def frame_page(app: Sphinx, pagename: str, _template: str, context: dict, doctree: nodes.document | None) -> None:
    """Give a page what its frame shows: metadata, citation, contents; and mend its text."""
    if app.builder.name != "html":
        return
    facts = read_facts(find_root(), app.config.language)
    files = name_files(facts) if app.config.owlib_pdf else dict.fromkeys(("pdf", "annex", "epub"), "")
    title = _read_title(app, pagename, context, facts.words)
    about = describe(doctree, pagename, facts) if doctree is not None else ""
    drawn = {name: svg for noted in note_pages(app.env).values() for name, (_, svg) in noted.drawn.items()}
    heading, context["body"] = part_heading(mend_body(context.get("body", ""), drawn, facts.words))
    ways = list_languages(app, pagename, facts)
    others = [way.language for way in ways if way.same and not way.current]
    context |= {
        **find_neighbours(app, pagename),
        **hand_over(facts.words),
        "owlib_facts": facts,
        "owlib_author": Markup('<span lang="{}">{}</span>').format(COMPLETE, facts.author),
        "owlib_licence": LICENCES[facts.licence],
        "owlib_policy": POLICY,
        "owlib_title": facts.title if pagename == HOME else f"{title} \u2013 {facts.title}",
        "owlib_kind": "home" if pagename == HOME else "page",
        "owlib_digest": {name: _digest(app, name) for name in OWN_FILES},
        "owlib_sortable": " sortable" in context["body"],
        "owlib_search": ("minisearch/minisearch.js", *STEMMERS[facts.language], "places.js"),
        "owlib_kicker": find_full_name(pagename),
        "owlib_heading": name_heading(app, pagename, heading),
        "owlib_code": ' class="code"' in context["body"],
        "owlib_editions": list_editions(app, pagename, facts.words),
        "pageurl": facts.find_url(name_page(pagename, facts.language)),
        "owlib_languages": ways,
        "owlib_anyone": facts.site if pagename == HOME else _find_anyone(ways),
        "owlib_contents": list_contents(app, pagename),
        "owlib_toc": cut_page_contents(context.get("toc", "")) if doctree is not None else "",
        "owlib_meta": [*list_meta(facts, title, about, pagename, files["pdf"], others)] if about else [],
        "owlib_data": _describe(app, facts, pagename, title, about) if about else "",
        "owlib_citation": list_citations(facts, title, pagename) if about else [],
        "owlib_notebook": f"{NOTEBOOKS}/{Path(pagename).name}.ipynb" if pagename.startswith(REPORTS) else "",
        "owlib_page_pdf": find_page_pdf(pagename, facts.language) if app.config.owlib_pdf else "",
        "owlib_pdf": files["pdf"],
        "owlib_annex": files["annex"],
        "owlib_epub": files["epub"],
    }


def _read_title(app: Sphinx, pagename: str, context: dict, words: Words) -> str:
    """Return the title of a page as plain text; that of a page without a text is in its template."""
    if pagename in app.env.titles:
        return app.env.titles[pagename].astext()
    return {"search": words("layout-search"), "genindex": words("layout-index")}.get(pagename, context.get("title", ""))


def _find_anyone(ways: Sequence[Tongue]) -> str:
    """Return the whole address of a page for whoever reads no language of the site: that in the language of all."""
    return next((way.whole for way in ways if way.language == COMPLETE and way.same), "")


def _digest(app: Sphinx, name: str) -> str:
    """Return a mark that changes with a file, so that no browser shows an old one."""
    return hashlib.sha256((Path(app.srcdir) / "book" / "_static" / name).read_bytes()).hexdigest()[:8]


def _describe(app: Sphinx, facts: Facts, pagename: str, title: str, about: str) -> str:
    """Return the structured data of a page, as JSON that may stand in HTML."""
    home = pagename == HOME
    path = name_page(pagename, facts.language)
    page = describe_page(facts, facts.name if home else title, about, path, whole=home)
    editions = [read_facts(find_root(), language) for language in app.config.owlib_languages.split()]
    page |= describe_twins(pagename, editions, facts)
    parts = [page]
    if pagename in {HOME, DATA_PAGE}:
        parts.append(describe_data(facts, read_description(find_root(), facts.language)))
    text = json.dumps(parts if len(parts) > 1 else page, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def describe(doctree: nodes.document, pagename: str, facts: Facts) -> str:
    """Return what a page is about in a sentence or two: its first paragraph that is long enough."""
    if pagename == HOME:
        return facts.abstract
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(_read_plain(paragraph).split())
        if len(text) >= LEAST_LETTERS and not isinstance(paragraph.parent, nodes.entry | nodes.citation):
            return _shorten(text)
    return facts.abstract


def _read_plain(node: nodes.Node) -> str:
    """Return the text of a node without the marks of its evidence."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if UNREAD & set(node.get("classes", [])):
        return ""
    return "".join(_read_plain(child) for child in node.children)


def _shorten(text: str) -> str:
    """Return the sentences of a text that fit, or as many words."""
    if len(text) <= MOST_LETTERS:
        return text
    cut = text[:MOST_LETTERS]
    end = cut.rfind(". ")
    return cut[: end + 1] if end >= LEAST_LETTERS else cut.rpartition(" ")[0] + " \u2026"


def list_meta(
    facts: Facts, title: str, about: str, pagename: str, pdf: str, others: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield name and content of the meta elements of a page, for search machines, libraries and messengers.

    What needs an absolute address is left out while the site has none. The ``others`` are the further languages in
    which the site has the page.
    """
    home, path = pagename == HOME, name_page(pagename, facts.language)
    yield "description", about
    yield "author", facts.author
    yield "keywords", ", ".join(facts.keywords)
    yield "citation_title", facts.name if home else title
    if not home:
        yield "citation_inbook_title", facts.name
    yield "citation_author", facts.author
    yield "citation_publication_date", facts.date.replace("-", "/")
    yield "citation_publisher", facts.author
    yield "citation_language", facts.language
    if facts.doi:
        yield "citation_doi", facts.doi
    yield "og:title", facts.title if home else title
    yield "og:description", about
    yield "og:type", "website" if home else "article"
    yield "og:site_name", facts.title
    yield "og:locale", LOCALES[facts.language]
    for other in others:
        yield "og:locale:alternate", LOCALES[other]
    if facts.address:
        yield "citation_public_url", facts.address + path
        yield "og:url", facts.address + path
        yield "og:image", f"{facts.address}_static/{PREVIEWS[facts.language]}"
        if pdf:
            yield "citation_pdf_url", facts.address + (find_page_pdf(pagename, facts.language) or pdf)


def find_page_pdf(pagename: str, language: str) -> str:
    """Return the address of the PDF of a page below its edition: reports on cases have one, other pages none."""
    return f"pdf/{Path(find_address(pagename, language)).name}.pdf" if split_edition(pagename)[0] else ""


def list_citations(facts: Facts, title: str, pagename: str) -> list[dict[str, str]]:
    """Return how to cite a page: name and text; of a form that programs read also the address and kind of its file."""
    texts = cite_page(facts, title, "" if pagename == HOME else name_page(pagename, facts.language))
    stem = facts.file_name if pagename == HOME else find_address(pagename, facts.language).replace("/", "-")
    return [
        {"name": name, "text": texts[form], "path": f"cite/{stem}.{ending}" if ending else "", "type": kind}
        for form, (name, ending, kind) in CITATION_FORMS.items()
    ]


# The text of a page, mended


FOLDED = re.compile(
    r'<details class="admonition hide (above|below)-input">\s*<summary aria-label="[^"]*">\s*'
    r'(?:<p class="[^"]*">[^<]*</p>\s*)+</summary>(.*?)</details>',
    flags=re.DOTALL,
)
"""A paragraph may not stand in a summary, and "toggle hidden content" does not say what is hidden: code, which stands
above the input, or what it shows, below it."""
BESIDE = re.compile(r'<p>((?:(?!</?p>|class="sure").)+?) <span class="sure">', flags=re.DOTALL)
"""A sentence and how sure it is, which stands beside it where there is room."""
TITLE = re.compile(r'<span class="caption-text">(.*?)</span>(?=<a |</caption>|</p>)', flags=re.DOTALL)
HEADING = re.compile(r"<h1>.*?</h1>\s*", flags=re.DOTALL)
MEND_BODY = (
    # a header cell says of which cells it is the head
    (re.compile(r"<th class=\"(head[^\"]*)\">"), r'<th scope="col" class="\1">'),
    # a strict policy forbids the style attribute
    (re.compile(r'<col style="width: ([\d.]+)%" ?/>'), lambda found: f'<col class="w{round(float(found[1]))}">'),
    # settings for running code in the page, which goes through other hosts, as inline scripts, which the policy forbids
    (re.compile(r"<script\b[^>]*>.*?</script>\s*", flags=re.DOTALL), ""),
    # a description of several values is a list, which HTML lets no paragraph hold
    (re.compile(r'<p>(<ul class="simple">.*?</ul>)\s*</p>', flags=re.DOTALL), r"\1"),
    # classes of all tables alike, which say nothing
    (re.compile(r'(<table class="[^"]*?) ?docutils align-default"'), r'\1"'),
    # marks of what a screen alone has
    (re.compile(f"{SCREEN}|{SCREEN_END}"), ""),
    # a role that is no longer one
    (re.compile(r' role="doc-biblioentry"'), ' role="listitem"'),
    # the first number behind a sentence stays on its last line
    (re.compile(r' (?=<span class="evidence">)'), "\u00a0"),
    # the finding stands above its picture, and how to read it below
    (
        re.compile(
            r'(<img [^>]*>)\s*<figcaption>\s*(<p>.*?</p>)\s*<div class="legend">\s*(.*?)</div>\s*</figcaption>',
            flags=re.DOTALL,
        ),
        r'<figcaption>\2</figcaption>\n\1\n<div class="legend">\3</div>',
    ),
)
"""What is replaced in the text of a page, and why."""
HEADERLINK = re.compile(r'(<a class="headerlink" href="[^"]*") title="Link to this (\w+)">')
"""The sign behind a heading and the like. Sphinx names it, in English where it has no translation; alone it says
nothing, so that it gets a label."""
EVIDENCE = re.compile(
    r'(<a class="reference internal" href="[^"]*#[^"]*") title="([a-z0-9]+(?:-[a-z0-9]+)+)">'
    r'(<span class="std std-ref">|)(\d+)(?=<)'
)
"""A numbered link to a record; that to a published number tells its source as title."""
IMAGE = re.compile(r'<img alt="([^"]*)" src="([^"]*)"(?: style="[^"]*")? ?/>')
PICTURE = re.compile(r"^((?:\.\./)*)_images/([^/]+)\.svg$")
SVG_SIZE = re.compile(r'<svg[^>]*?\sviewBox="0 0 ([\d.]+) ([\d.]+)"', flags=re.DOTALL)
PAGE_CONTENTS = re.compile(r"^<ul>\s*<li>.*?</a>\s*(<ul>.*</ul>)\s*</li>\s*</ul>$", flags=re.DOTALL)


def mend_body(body: str, drawn: Mapping[str, str], words: Words) -> str:
    """Return the text of a page, mended; ``drawn`` has each picture that lies in ``figures/`` by its name."""
    told = html.escape(words("layout-sure"))
    body = FOLDED.sub(lambda found: _unfold(found, words), body)
    body = BESIDE.sub(rf'<p class="beside"><span>\1</span> <span class="sure"><b>{told}</b> ', body, count=1)
    body = BESIDE.sub(r'<p class="beside"><span>\1</span> <span class="sure">', body)
    body = EVIDENCE.sub(lambda found: _name_evidence(found, words), body)
    body = HEADERLINK.sub(lambda found: _name_link(found, words), body)
    for pattern, replacement in MEND_BODY:
        body = pattern.sub(replacement, body)
    shown = iter(range(body.count("<img ") + 1))
    return IMAGE.sub(lambda found: _mend_image(found, drawn, first=next(shown) == 0), body)


def _unfold(found: re.Match, words: Words) -> str:
    """Return code as a box that the switch of the page opens, and what else is folded by the title of what is in it."""
    if found[1] == "above":
        return f'<div class="code">{found[2]}</div>'
    title = TITLE.search(found[2])
    named = title[1] if title else html.escape(words("layout-folded"))
    return f'<details class="folded"><summary>{named}</summary>{found[2]}</details>'


def _name_evidence(found: re.Match, words: Words) -> str:
    """Return a link to the evidence behind a sentence that says what it leads to, not only its number."""
    told = html.escape(words("layout-evidence", number=found[4], record=found[2]))
    return f'{found[1]} title="{found[2]}" aria-label="{told}">{found[3]}{found[4]}'


def _name_link(found: re.Match, words: Words) -> str:
    """Return the sign behind a heading and the like as a link that says what it leads to."""
    told = html.escape(words("layout-link", what=found[2]))
    return f'{found[1]} title="{told}" aria-label="{told}">'


def part_heading(body: str) -> tuple[str, str]:
    """Return the first heading of a page, which stands in its head, and the rest."""
    found = HEADING.search(body)
    return (found[0].strip(), body[: found.start()] + body[found.end() :]) if found else ("", body)


def name_heading(app: Sphinx, pagename: str, heading: str) -> str:
    """Return the heading of a page; a report on a case is headed by the case alone, as a label tells its edition."""
    listed = find_listed(pagename)
    if listed == pagename or listed not in app.env.titles:
        return heading
    own, case = (html.escape(app.env.titles[page].astext()) for page in (pagename, listed))
    return heading.replace(f"<h1>{own}", f"<h1>{case}", 1)


def find_full_name(pagename: str) -> str:
    """Return the full name of the case that a page is about, where its heading has a shorter one."""
    cases = use_evidence().cases.set_index("case_id")
    case, _ = split_edition(pagename)
    return cases["name"].get(case, "") if case in cases.index[cases["name"].ne(cases["short_name"])] else ""


def _mend_image(found: re.Match, drawn: Mapping[str, str], *, first: bool) -> str:
    """Return a picture with its permanent address and its size, so that the text does not jump when it comes."""
    alt, source = found[1], found[2]
    place = PICTURE.match(source)
    if place is None or place[2] not in drawn:
        return f'<img alt="{alt}" src="{source}">'
    width, height = measure_svg(drawn[place[2]])
    late = "" if first else ' loading="lazy"'
    size = ' class="wide"' if width > WIDE else ' class="narrow"' if width < NARROW else ""
    return f'<img{size} alt="{alt}" src="{place[1]}figures/{place[2]}.svg" width="{width}" height="{height}"{late}>'


def measure_svg(svg: str) -> tuple[int, int]:
    """Return width and height of a drawing in pixels of the screen, of which three are four points."""
    found = SVG_SIZE.search(svg)
    if found is None:
        raise ValueError("expected a drawing with a viewBox from 0 0; found none")
    return round(float(found[1]) * 4 / 3), round(float(found[2]) * 4 / 3)


def cut_page_contents(contents: str) -> str:
    """Return the contents of a page without its title; nothing where it has fewer than two headings."""
    found = PAGE_CONTENTS.match(contents.strip())
    if found is None or found[1].count("<li>") < 2:
        return ""
    return found[1].replace(' class="reference internal"', "")


# Pages without a text, and what stands beside the pages


def leave_search(app: Sphinx) -> None:
    """Keep Sphinx from making its own search, which finds whole pages only."""
    if app.builder.name == "html":
        app.builder.search = False


def add_pages(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Add search."""
    if app.builder.name == "html":
        yield "search", {}, "search.html"


def write_site_pages(root: Path, folder: Path, languages: Sequence[str]) -> None:
    """Write what stands above the editions of a site: the way in, the page for unknown addresses, the sitemap."""
    editions = [read_facts(root, language) for language in languages]
    script, style = ((root / TEMPLATES / f"404.{ending}").read_text(encoding="utf-8") for ending in ("js", "css"))
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )
    told = {facts.language: hand_over(facts.words) for facts in editions}
    pages = {facts.language: name_page(HOME, facts.language) for facts in editions}
    homes = {language: f"{language}/{page}" for language, page in pages.items()}
    searches = {facts.language: f"{facts.language}/{name_page('search', facts.language)}" for facts in editions}
    shown = {"editions": editions, "told": told, "pages": pages, "homes": homes, "searches": searches}
    parts = {"script": Markup(script), "style": Markup(style), "policy": Markup(policy)}  # noqa: S704 - ours
    lost = fill_template("404.html", editions[0], **shown, **parts)
    write_whole(folder / "index.html", fill_template("root.html", editions[0], **shown))
    write_whole(folder / "404.html", lost)
    if editions[0].site:
        listed = {facts.language: list_pages(root, facts.language) for facts in editions}
        write_whole(folder / "sitemap.xml", make_sitemap(editions, listed))


def _hash(text: str) -> str:
    """Return the digest of a script or style by which a policy allows it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def write_beside(app: Sphinx, error: Exception | None) -> None:
    """Write what belongs to the site and is no page: figures, data, citations, notebooks, search, styles, scripts.

    What else lies there was of a page or a picture that is gone, or is brought by an extension, and goes.
    """
    if error or app.builder.name != "html":
        return
    root, folder = find_root(), Path(app.outdir)
    facts = read_facts(root, app.config.language)
    files = {**_list_exhibit_files(app, facts), **_list_citation_files(app, facts), **_list_fonts(app)}
    files |= {**_list_search_files(app, folder), **_list_static_files(root, facts.language)}
    files |= {f"{NOTEBOOKS}/{path.name}": path.read_bytes() for path in list_executed(root, facts.language)}
    files |= {path.relative_to(root).as_posix(): path.read_bytes() for path in list_data(root)}
    for path, content in files.items():
        target = folder / path
        if not target.is_file() or target.read_bytes() != content:
            write_whole(target, content)
    clear_unused(folder, {*files, *_list_page_files(app, folder)})


def _list_fonts(app: Sphinx) -> dict[str, bytes]:
    """Return the fonts of the site by path, those that this code and these packages made before, if they did."""
    inputs = app.builder.inputs
    mark = hash_content(f"{inputs['owlib/book/fonts.py']}{inputs[ENVIRONMENT]}".encode())
    return read_fonts(Path(app.doctreedir) / f"fonts-{mark}")


def _list_static_files(root: Path, language: str) -> dict[str, bytes]:
    """Return styles, scripts and pictures that pages of a language need, by path."""
    folder, needed = root / "book" / "_static", {*NEEDED, PREVIEWS[language]}
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    kept = [path for path in paths if path.relative_to(folder).parts[0] in needed]
    return {f"_static/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in kept}


def _list_page_files(app: Sphinx, folder: Path) -> set[str]:
    """Return the paths of all pages, of the pictures on them that are no figures, and of the list of what they name."""
    builder, drawn = app.builder, {name for noted in note_pages(app.env).values() for name in noted.drawn}
    pages = [*app.env.found_docs, "search", *(["genindex"] if app.config.html_use_index else [])]
    names = {Path(builder.get_outfilename(page)).relative_to(folder).as_posix() for page in pages}
    shown = {Path(name).name for _, name in app.env.images.values() if Path(name).stem not in drawn}
    return {*names, *(f"{builder.imagedir}/{name}" for name in shown), "objects.inv"}


def _list_exhibit_files(app: Sphinx, facts: Facts) -> dict[str, bytes]:
    """Return the files of all figures, and the data behind tables, by their path."""
    files: dict[str, bytes] = {}
    env, noted_pages = app.env, note_pages(app.env)
    for page in app.config.owlib_order:
        noted = noted_pages.get(page, Noted())
        files |= {path: text.encode("utf-8") for path, text in noted.downloads.items()}
        for exhibit, svg in noted.drawn.values():
            files |= make_figure_files(facts, exhibit, svg, name_page(page, facts.language), env.titles[page].astext())
    return files


def _list_citation_files(app: Sphinx, facts: Facts) -> dict[str, bytes]:
    """Return the files by which a reference manager takes over each page."""
    pages = app.config.owlib_order
    found = (form for page in pages for form in list_citations(facts, app.env.titles[page].astext(), page))
    return {form["path"]: form["text"].encode("utf-8") for form in found if form["path"]}


def _list_search_files(app: Sphinx, folder: Path) -> dict[str, bytes]:
    """Return what search needs, from the pages as they were written."""
    language = app.config.language
    titles = {page: app.env.titles[page].astext() for page in app.config.owlib_order}
    pages = {page: (folder / name_page(page, language)).read_text(encoding="utf-8") for page in titles}
    known = read_searched(pages, titles, language, Path(app.doctreedir) / SEARCHED, app.config.owlib_code)
    return make_search_files(known, titles, use_evidence(), language)


def make_sitemap(editions: list[Facts], pages: Mapping[str, list[str]]) -> str:
    """Return the list of all pages for search machines, by their whole addresses, each with its other languages."""
    lines = []
    for facts in editions:
        for page in pages[facts.language]:
            twins = [other for other in editions if page in pages[other.language]]
            leads = "".join(
                f'<xhtml:link rel="alternate" hreflang="{other.language}" href="{_find_whole(other, page)}"/>'
                for other in twins
            )
            lines.append(f"<url><loc>{_find_whole(facts, page)}</loc><lastmod>{facts.date}</lastmod>{leads}</url>")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    )
    return "\n".join([head, *lines, "</urlset>\n"])


def _find_whole(facts: Facts, page: str) -> str:
    """Return the whole address of a page, as it may stand in XML."""
    return html.escape(facts.find_url(name_page(page, facts.language)))


def clear_unused(folder: Path, needed: Set[str]) -> None:
    """Remove each file of a site that is not among those needed, and the folders that are empty then."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            with contextlib.suppress(OSError):  # it holds something
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in needed:
            path.unlink()
