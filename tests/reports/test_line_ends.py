"""A clone whose text git wrote with other line ends is as fresh as any other."""

import os
import subprocess
from pathlib import Path

import pytest
from copies import COPIED, copy_project

SMALL = "nl/ow-c-interim"
GIT = ("git", "-c", "user.name=none", "-c", "user.email=none", "-c", "core.autocrlf=true")


def git(folder: Path, *words: str) -> None:
    """Run git in a folder, without what the user's own settings say."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run([*GIT, *words], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture(params=["with attributes", "without"])
def clone(request, root, tmp_path):
    """A clone of the project as it is, made by a git that writes text as Windows does, and whether it may."""
    told = request.param == "with attributes"
    origin = copy_project(root, tmp_path / "origin", (*COPIED, ".gitattributes") if told else COPIED)
    git(origin, "init", "--quiet")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "all")
    git(tmp_path, "clone", "--quiet", str(origin), "clone")
    return tmp_path / "clone", not told


@pytest.mark.long
def test_nothing_is_stale(clone, owlib):
    folder, turned = clone
    for name in ("data/cases.csv", "notebooks/case_report.ipynb", f"book/reports/{SMALL}.ipynb", "requirements.lock"):
        assert (b"\r\n" in (folder / name).read_bytes()) == turned
    result = owlib(folder, "list")
    assert result.returncode == 0, result.stderr
    assert "up to date" in result.stdout
    assert "stale" not in result.stdout


@pytest.mark.long
@pytest.mark.parametrize("clone", ["without"], indirect=True)  # with them its bytes are those of the project
def test_the_review_finds_nothing(clone, owlib):
    result = owlib(clone[0], "review", "--reports", SMALL)
    assert result.returncode == 0, result.stdout
