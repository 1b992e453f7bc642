"""What Lighthouse says of a page, run on this computer against the built website."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from browser import FLAGS, TOOLS, need

PROGRAM = TOOLS / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LIGHTHOUSE_PAGES = (
    "book/index.html",
    "book/reports/zgao-final.html",
    "book/reports/reasons.html",
    "book/register.html",
    "book/glossary.html",
)


def audit(address: str, folder: Path) -> dict:
    """Return what Lighthouse found on a page, as it tells it; ``folder`` holds the browser's own files meanwhile."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    need("chromium", chromium, "install it (apt-get install chromium), as .ci/run does")
    need("node", shutil.which("node"), "install it (apt-get install nodejs npm), as .ci/run does")
    need("lighthouse", PROGRAM.is_file(), "make test installs it where npm is there")
    target = folder / "told.json"
    flags = " ".join(["--headless=new", *FLAGS, f"--user-data-dir={folder / 'profile'}"])
    command = [
        shutil.which("node"), str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={target}",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}", "--no-enable-error-reporting",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium, "HOME": str(folder)}
    subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(target.read_text(encoding="utf-8"))


def read_scores(told: dict) -> dict[str, int]:
    """Return the score of each category, of 100."""
    return {name: round(100 * (told["categories"][name]["score"] or 0)) for name in CATEGORIES}


def list_shortcomings(told: dict) -> list[str]:
    """Return the audits that cost points, by category."""
    return [
        f"{name}: {told['audits'][part['id']]['title']} ({part['id']}: {told['audits'][part['id']]['score']})"
        for name in CATEGORIES
        for part in told["categories"][name]["auditRefs"]
        if part["weight"] and told["audits"][part["id"]]["score"] not in (None, 1)
    ]
