"""What a review leaves: one page for people, a table for programs, and the manifest that CODECHECK asks for."""

from __future__ import annotations

import base64
import csv
import io
from dataclasses import dataclass
from pathlib import Path

import yaml
from jinja2 import Environment

from owlib.reports import REPORTS
from owlib.review.findings import Checked, Remark, list_columns

STYLE = """
:root { color-scheme: light; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 1.05rem/1.5 system-ui, sans-serif; color: #1b2631; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1.05rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; }
th, td { vertical-align: top; padding: .3rem .6rem .3rem 0; }
tr { border-bottom: 1px solid #d5dbe1; } td { overflow-wrap: anywhere; } .name { overflow-wrap: normal; }
.lead { font-size: 1.2rem; font-weight: 600; } .bad { border-left: .4rem solid #b45309; padding-left: .6rem; }
.pair { display: flex; flex-wrap: wrap; gap: 1rem; } .pair figure { flex: 1 1 18rem; margin: 0; }
.pair img { width: 100%; border: 1px solid #d5dbe1; } code { font-size: .95em; }
"""
NAMES = {"picture": "its picture"}
PAGE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Review of {{ review.title }}</title><style>{{ style | safe }}</style></head><body>
<h1>Review of \u2018{{ review.title }}\u2019</h1>
<p class="lead">{{ review.verdict }}</p>
<p>{{ review.environment }}</p>
<h2>What was checked</h2>
<table><thead><tr><th>Check</th><th>What</th><th>Result</th></tr></thead><tbody>
{% for check in review.checks %}
<tr><td class="name">{{ check.check }}</td><td>{{ check.count or "" }} {{ check.what }}</td>
<td>{{ check.verdict }}{{ ": " ~ check.left if check.left }}</td></tr>
{% endfor %}
</tbody></table>
{% for place, remarks in found.items() %}
{% if loop.first %}
<h2>What to look at</h2>
{% endif %}
<section class="bad"><h3>{{ place }}</h3>
<p>What to do:
{% for todo in remarks | map(attribute="todo") | unique %}
{{ todo[:1].upper() ~ todo[1:] }}.
{% endfor %}
</p>
<table><thead><tr><th>Where</th><th>Row</th><th>Column</th><th>Expected</th><th>Found</th></tr></thead><tbody>
{% for it in remarks %}
<tr><td>{{ it.exhibit }}</td><td>{{ it.row }}</td><td>{{ names.get(it.column, it.column) }}</td>
<td>{{ it.expected }}</td><td>{{ it.found }}</td></tr>
{% endfor %}
</tbody></table>
{% for it in remarks | selectattr("pictures") | unique(attribute="exhibit") %}
<div class="pair"><figure><figcaption>{{ it.exhibit }}, as kept</figcaption>
<img alt="" src="{{ encode(it.pictures[0]) }}"></figure>
<figure><figcaption>made again</figcaption><img alt="" src="{{ encode(it.pictures[1]) }}"></figure></div>
{% endfor %}
</section>
{% endfor %}
<h2>What was made again</h2>
<table><thead><tr><th>File</th><th>Report</th><th>Tables</th><th>Figures</th></tr></thead><tbody>
{% for file, title, tables, figures in review.reports %}
<tr><td><code>{{ file }}</code></td><td>{{ title }}</td><td>{{ tables }}</td><td>{{ figures }}</td></tr>
{% endfor %}
</tbody></table>
</body></html>
""".lstrip()
)
"""The page, all of whose texts are escaped."""


@dataclass(frozen=True)
class Review:
    """All that a review found: the environment it was done in, its checks, and what each report shows.

    ``others`` are the packages whose release is not the one of the lock. ``reports`` has for each report its file, its
    title, and how many tables and figures it has.
    """

    title: str
    authors: tuple[str, ...]
    others: tuple[str, ...]
    checks: tuple[Checked, ...]
    reports: tuple[tuple[str, str, int, int], ...]

    @property
    def remarks(self) -> list[Remark]:
        """All remarks, in the order of the checks."""
        return [remark for check in self.checks for remark in check.remarks]

    @property
    def environment(self) -> str:
        """In which environment it was done, in a sentence."""
        if not self.others:
            return "All packages are those of requirements.lock, so pictures had to be the same to the byte."
        return (
            f"{len(self.others)} packages are other releases than those of requirements.lock, so pictures were "
            f"compared by their words and data: {', '.join(self.others)}."
        )

    @property
    def verdict(self) -> str:
        """What came of it, in a sentence."""
        left = [check.check for check in self.checks if check.left]
        missing = f" Not checked: {', '.join(left)}." if left else ""
        if self.remarks:
            count = len(self.remarks)
            return f"{count} thing{'' if count == 1 else 's'} to look at in {len(self.checks)} checks.{missing}"
        return f"All {len(self.checks) - len(left)} checks passed.{missing}"


def write_page(review: Review) -> str:
    """Return the page: the verdict first, then the checks, then what to look at, then what was reproduced."""
    found: dict[str, list[Remark]] = {}
    for remark in review.remarks:
        found.setdefault(remark.report, []).append(remark)
    return PAGE.render(review=review, found=found, style=STYLE, names=NAMES, encode=encode)


def encode(svg: str) -> str:
    """Return the address of a picture that holds it, so that it can disturb neither the page nor another picture."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def write_table(review: Review) -> str:
    """Return all remarks as CSV, for programs."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(list_columns())
    writer.writerows(remark.to_row() for remark in review.remarks)
    return stream.getvalue()


def write_manifest(review: Review) -> str:
    """Return ``codecheck.yml``: what was made again, and whether it was the same. The rest is the reviewer's."""
    told = {remark.report for remark in review.remarks}
    ran = {name for check in review.checks for name in check.ran}
    entries = []
    for file, title, tables, figures in review.reports:
        name = Path(file).relative_to(REPORTS).with_suffix("").as_posix()
        state = "differs from what is kept" if name in told else "the same as what is kept"
        words = state if name in ran else "not made again in this review"
        entries.append({"file": file, "comment": f"{title}: {tables} tables and {figures} figures; {words}"})
    content = {
        "version": "https://codecheck.org.uk/spec/config/1.0/",
        "paper": {"title": review.title, "authors": [{"name": name} for name in review.authors]},
        "manifest": entries,
        "summary": review.verdict,
    }
    head = (
        "---\n"
        "# A manifest as the CODECHECK community asks for it. What only the person who checks can know is left to\n"
        "# them: codechecker, check_time, certificate, report and repository.\n"
    )
    return head + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)


def write_all(review: Review, folder: Path) -> dict[Path, str]:
    """Return each file of a review with its content."""
    return {
        folder / "index.html": write_page(review),
        folder / "findings.csv": write_table(review),
        folder / "codecheck.yml": write_manifest(review),
    }
