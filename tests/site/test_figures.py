"""Each figure has its files at addresses that stay, and can be seen: contrast of its texts and of its marks."""

import csv
import io
import json
import re
import zipfile
from collections import Counter

import pytest
from browser import Fault, expect_none, visit
from conftest import find_report_pages

from owlib.book.editions import REPORTS, name_page

TOLD = ("title", "source", "licence", "cite_as", "alternative_text", "version", "date")
FILES = ("svg", "csv", "json", "zip")
TEXT_LEAST, MARK_LEAST = 4.5, 3.0
WATERMARKS = {"SIMULATED", "GESIMULEERD"}
"""Stand large and pale behind drawings of invented data; the title of each, and its caption, say the same in full."""
MEASURE = """() => {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (paint) => {
    if (!paint || paint === "none" || paint.startsWith("url")) return null;
    probe.clearRect(0, 0, 1, 1); probe.fillStyle = paint; probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, alpha, under) => under.map((value, i) => top[i] * alpha + value * (1 - alpha));
  const light = (colour) => colour.map((value) => value / 255)
    .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
  const contrast = (one, two) => {
    const [low, high] = [light(one), light(two)].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  };
  const seen = (part, paint) => {
    const style = getComputedStyle(part), colour = read(style[paint]);
    if (!colour || (paint === "stroke" && !parseFloat(style.strokeWidth))) return null;
    let alpha = colour[3] / 255 * Number(style[paint + "Opacity"]);
    for (let at = part; at && at.nodeType === 1; at = at.parentElement) alpha *= Number(getComputedStyle(at).opacity);
    return alpha > .01 ? [colour.slice(0, 3), alpha] : null;
  };
  const svg = document.querySelector("svg");
  const inText = (part) => part.closest("g[id^='text_']") || part.closest("defs");
  const shapes = [...svg.querySelectorAll("path, use, rect, circle, line, polygon, polyline, ellipse")];
  const drawn = shapes.filter((part) => !inText(part));
  const place = new Map(drawn.map((part, number) => [part, number]));
  const groundAt = (x, y, before) => {
    const stack = document.elementsFromPoint(x, y).filter((part) => place.has(part) && place.get(part) < before);
    return stack.reverse().reduce((under, part) => {
      const fill = seen(part, "fill");
      return fill ? over(...fill, under) : under;
    }, [255, 255, 255]);
  };
  const inside = (box) => [.1, .5, .9].flatMap((x) => [.25, .5, .75].map((y) => (
    [box.x + box.width * x, box.y + box.height * y])));
  const hex = (colour) => "#" + colour.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("");
  const told = [];
  for (const group of svg.querySelectorAll("g[id^='text_']")) {
    const box = group.getBoundingClientRect();
    // the last that is drawn is what is read; what comes before it is its halo
    const glyph = [...group.querySelectorAll("use, path, text")].filter((part) => !part.closest("defs")).pop();
    const fill = glyph && seen(glyph, "fill");
    if (!fill || !box.width) continue;
    const words = [...group.childNodes].filter((node) => node.nodeType === 8).map((node) => node.data.trim()).join(" ");
    const worst = inside(box).map(([x, y]) => groundAt(x, y, Infinity))
      .map((ground) => [contrast(over(...fill, ground), ground), hex(over(...fill, ground)), hex(ground)])
      .sort((a, b) => a[0] - b[0])[0];
    told.push(["text", ...worst, words || group.id]);
  }
  const frames = new Set();
  // a line from mark to mark leads the eye; what it joins tells all
  const joins = (part) => {
    if (!part.closest("g[id^='line2d_']") || !part.getTotalLength || seen(part, "fill")) return false;
    return [0, part.getTotalLength()].every((length) => {
      const at = part.getPointAtLength(length).matrixTransform(part.getScreenCTM());
      const isMark = (one) => one !== part && place.has(one) && place.get(one) > place.get(part) && !frames.has(one);
      return document.elementsFromPoint(at.x, at.y).some(isMark);
    });
  };
  const ticks = "g[id^='xtick_'], g[id^='ytick_']";  // grid lines help the eye; nothing is told by them alone
  for (const part of drawn) {
    const group = part.closest("g[id]"), name = group ? group.id : "";
    const owner = group && group.parentElement.closest("g[id]");
    if (part.closest(ticks) || (name.startsWith("patch_") && /^(figure|axes|legend)_/.test(owner ? owner.id : ""))) {
      const box = part.getBoundingClientRect(), all = svg.getBoundingClientRect(), fill = seen(part, "fill");
      const frame = !fill || hex(fill[0]) === "#ffffff" || box.width * box.height > .4 * all.width * all.height;
      if (frame || part.closest(ticks)) {
        frames.add(part);
        continue;
      }
    }
    const box = part.getBoundingClientRect();
    if (!box.width && !box.height) continue;
    if (joins(part)) continue;
    const around = [[box.x - 2, box.y + box.height / 2], [box.right + 2, box.y + box.height / 2],
      [box.x + box.width / 2, box.y - 2], [box.x + box.width / 2, box.bottom + 2]];
    // beside a neighbour a mark is told apart by the ground between them; inside another mark, by that mark
    const isFree = ([x, y]) => document.elementsFromPoint(x, y).every((one) => (
      one === part || !place.has(one) || frames.has(one) || place.get(one) > place.get(part)));
    const free = around.filter(isFree);
    const grounds = (free.length ? free : around).map(([x, y]) => groundAt(x, y, place.get(part)));
    const paints = ["fill", "stroke"].map((paint) => seen(part, paint)).filter(Boolean);
    if (!paints.length) continue;
    const best = paints.map((paint) => {
      const worst = grounds.map((ground) => [contrast(over(...paint, ground), ground), hex(over(...paint, ground)),
        hex(ground)]).sort((a, b) => a[0] - b[0])[0];
      return worst;
    }).sort((a, b) => b[0] - a[0])[0];
    told.push(["mark", ...best, name]);
  }
  return told;
}"""


def measure(page, svg: str) -> list[tuple[str, float, str, str, str]]:
    """Return kind, contrast, colour, ground and name of each text and mark of a drawing, as it is seen."""
    page.set_content(f"<!DOCTYPE html><body style='margin:0'>{svg[svg.index('<svg') :]}")
    return [tuple(row) for row in page.evaluate(MEASURE)]


def find_contrast_faults(name: str, rows: list[tuple]) -> list[Fault]:
    """Return texts and marks of a drawing that are too much like the ground on which they stand."""
    least = {"text": TEXT_LEAST, "mark": MARK_LEAST}
    return [
        Fault(f"{kind} under {least[kind]}:1", f"{ratio:.2f}:1, {colour} on {ground}", f"{name} ({told})")
        for kind, ratio, colour, ground, told in rows
        if ratio < least[kind] and told not in WATERMARKS
    ]


@pytest.fixture(scope="module")
def window(browser, base):
    """A window large enough for a whole drawing."""
    with visit(browser, base, viewport={"width": 1600, "height": 4000}) as seen:
        yield seen.page


@pytest.mark.parametrize(("step", "least"), [(12, 50), pytest.param(1, 1000, marks=pytest.mark.long)])
def test_texts_and_marks_of_figures_stand_out_from_their_ground(site, window, step, least):
    faults, kinds = [], Counter()
    for path in sorted(site.glob("*/figures/*.svg"))[::step]:
        rows = measure(window, path.read_text(encoding="utf-8"))
        kinds.update(kind for kind, *_ in rows)
        faults += find_contrast_faults(path.relative_to(site).as_posix(), rows)
    assert min(kinds["text"], kinds["mark"]) > least
    expect_none(faults)


def test_a_pale_text_and_a_pale_mark_would_be_found(window):
    svg = """<svg width="200" height="100"><g id="axes_1"><path d="M0 0H200V100H0Z" fill="#fff"/>
      <g id="patch_3"><path d="M10 10H90V90H10Z" fill="#1f4e79"/></g>
      <g id="line2d_9"><path d="M110 50H190" stroke="#d5dbe1" stroke-width="4"/></g>
      <g id="text_1"><path d="M20 40H80V60H20Z" fill="#1b2631"/></g></g></svg>"""
    faults = find_contrast_faults("trial", measure(window, svg))
    assert sorted(fault.rule for fault in faults) == ["mark under 3.0:1", "text under 4.5:1"]


def list_figures(pages) -> dict[str, str]:
    """Return the name of each figure with the page on which it stands."""
    reports = find_report_pages(pages)
    return {figure["id"]: name for name, page in reports.items() for figure in page.select("figure[id]")}


def read_letters(text: str) -> str:
    """Return letters and digits of a text alone: typographic signs differ between a page and a file."""
    return re.sub(r"\W+", "", text)


def read_json(edition, figure: str) -> dict:
    """Return what a figure's file for programs says of it."""
    return json.loads((edition / "figures" / f"{figure}.json").read_text(encoding="utf-8"))


def test_each_figure_has_its_four_files_and_says_its_source_licence_and_citation(edition, pages, language):
    figures, reports, faults = list_figures(pages), find_report_pages(pages), []
    assert len(figures) > 40
    for figure, name in figures.items():
        page, told = reports[name], read_json(edition, figure)
        links = {link["href"].rpartition("/")[2] for link in page.select("a[href*='figures/']")}
        files = {f"{figure}.{ending}" for ending in FILES}
        lacking = {file for file in files if not (edition / "figures" / file).is_file()} | (files - links)
        faults += [Fault("no file, or no link", file, f"{name}#{figure}", "link to it there") for file in lacking]
        rows = list(csv.reader(io.StringIO((edition / "figures" / f"{figure}.csv").read_text(encoding="utf-8"))))
        faults += [Fault("not told", key, f"{figure}.json", "say it") for key in TOLD if not told.get(key)]
        if (told["columns"], told["rows_n"]) != (rows[0], len(rows) - 1) or not told["rows_n"]:
            faults.append(Fault("other data than the CSV", "columns, rows_n", f"{figure}.json"))
        if not told["page"].endswith(f"{name_page(REPORTS + name, language)}#{figure}"):
            faults.append(Fault("another page", told["page"], f"{figure}.json", f"name {name}#{figure}"))
        if read_letters(told["title"]) not in read_letters(page.find(id=figure).get_text()):
            faults.append(Fault("another title", told["title"], f"{figure}.json"))
    expect_none(faults)


def test_the_archive_of_a_figure_holds_all_and_a_note(edition, pages):
    for figure in list_figures(pages):
        with zipfile.ZipFile(edition / "figures" / f"{figure}.zip") as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
        for ending in ("svg", "csv", "json"):
            assert files.pop(f"{figure}.{ending}") == (edition / "figures" / f"{figure}.{ending}").read_bytes()
        assert list(files) == ["README.txt"]
        note, told = files["README.txt"].decode("utf-8"), read_json(edition, figure)
        assert all(words in note for words in (told["title"], told["source"], told["cite_as"], "CC BY 4.0"))


def test_the_downloads_of_figures_open_safely_in_a_spreadsheet(site):
    faults = []
    for path in sorted(site.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.reader(stream), 1):
                place = f"{path.relative_to(site).as_posix()}:{number}"
                faults += [Fault("cell that runs", cell[:40], place) for cell in row if runs(cell)]
    expect_none(faults)


def runs(cell: str) -> bool:
    """Tell whether a spreadsheet may take a cell for a formula: numbers, and a sign alone, compute nothing."""
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or cell in {"-", "+"}:
        return False
    try:
        float(cell)
    except ValueError:
        return True
    return False
