"""What the repository promises as a whole."""

import hashlib
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from owlib.words import LANGUAGES


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock(root):
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip()]


def list_tracked(root: Path) -> list[Path]:
    """Return the files that git tracks, and those that it would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()
    return [root / name for name in names if (root / name).is_file()]


def list_needed(project: dict) -> list[Requirement]:
    """Return what pyproject asks for, extras included."""
    extras = project["project"]["optional-dependencies"].values()
    return [
        Requirement(text)
        for text in [*project["project"]["dependencies"], *(name for extra in extras for name in extra)]
    ]


def test_the_lock_pins_every_dependency_inside_its_range(project, lock):
    pinned = {}
    for pin in lock:
        (specifier,) = pin.specifier
        assert specifier.operator == "==", pin
        pinned.setdefault(canonicalize_name(pin.name), []).append(specifier.version)
    for need in list_needed(project):
        versions = pinned.get(canonicalize_name(need.name), [])
        assert versions, f"{need.name} is not in the lock"
        assert all(need.specifier.contains(version) for version in versions), need


def test_conda_gets_what_the_lock_names(root, project):
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip == ["--requirement requirements.lock", "--editable ."]
    (python,) = [text for text in environment["dependencies"] if isinstance(text, str) and text.startswith("python=")]
    wanted = Requirement("python" + project["project"]["requires-python"])
    assert wanted.specifier.contains(python.partition("=")[2])


def test_the_package_and_all_pages_have_version_and_title_of_the_citation_file(root, project):
    """What else tells them is held by the check of metadata."""
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    read = project["tool"]["hatch"]["version"]
    (version,) = re.findall(read["pattern"], (root / read["path"]).read_text(encoding="utf-8"), re.MULTILINE)
    assert version == citation["version"]
    titles = dict.fromkeys(LANGUAGES, citation["title"]) | {
        language: named["title"] for language, named in config["sphinx"]["config"]["owlib_named"].items()
    }
    assert titles[config["sphinx"]["config"]["language"]].startswith(config["title"])
    for language in LANGUAGES:
        for page in ("README.md", f"book/{language}/reuse.md"):
            assert titles[language] in (root / page).read_text(encoding="utf-8"), page


def test_the_author_is_the_project_and_nobody_is_invented(root):
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["authors"] == [{"name": "The Between Payroll and Freelance project"}]
    assert not {"doi", "identifiers", "repository-code", "url"} & set(citation)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-citation.lock"])
def test_a_lock_holds_names_versions_and_markers_only(root, name):
    line = re.compile(r"[a-z0-9._-]+==[a-z0-9.]+( ; [a-z_]+ .+)?")
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    assert [text for text in lines if not line.fullmatch(text)] == []
    assert not [text for text in lines if "/" in text or "@" in text]


def test_the_anonymous_organisations_stay_anonymous(root):
    """Names that must not appear are kept as hashes, so that this test does not tell them either."""
    hidden = {"542bc96234b61870", "f7187ba27a3c53ab", "3eef0c2dea36e79b", "3883735bc307aa21"}
    for path in list_tracked(root):
        words = set(re.findall(r"[a-z]+", path.read_text(encoding="utf-8", errors="replace").lower()))
        found = {word for word in words if hashlib.sha256(word.encode()).hexdigest()[:16] in hidden}
        assert not found, path


def test_make_has_what_people_expect(root):
    shown = subprocess.run(["make", "help"], cwd=root, capture_output=True, text=True, check=True).stdout
    for target in ("book", "test", "serve", "clean", "long", "nbval", "release"):
        assert re.search(rf"^  make {target} +\S", shown, flags=re.MULTILINE), target


def test_continuous_integration_builds_anew_and_runs_all(root, tmp_path):
    """Programs that only note that they were called stand in for the real ones."""
    place, tools = tmp_path / "project", tmp_path / "tools"
    (tmp_path / "shared" / "sources").mkdir(parents=True)
    for path in (place / ".ci", place / ".venv" / "bin", tools):
        path.mkdir(parents=True)
    (place / ".ci" / "run").write_bytes((root / ".ci" / "run").read_bytes())
    note = f'#!/bin/sh\necho "$(basename $0) $* CI=$CI texts=$OWLIB_SOURCE_TEXTS" >> {tmp_path}/calls\n'
    for tool in (tools / "make", tools / "dpkg", tools / "apt-get", place / ".venv" / "bin" / "owlib"):
        tool.write_text(note, encoding="utf-8")
        tool.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "CI": "true"}
    environment.pop("OWLIB_SOURCE_TEXTS", None)
    subprocess.run(["bash", ".ci/run"], cwd=place, env=environment, check=True)
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    made = [word for call in calls if call.startswith("make ") for word in call.split()[1:] if "=" not in word]
    assert made[:2] == ["clean", "strict"]  # the tests take what is built
    assert sorted(made[2:]) == ["long", "nbval", "newest", "test"]
    shown = subprocess.run(
        ["make", "-n", "strict", "test", "long"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    for called in ("owlib book --strict", "ruff check", "cffconvert", "owlib review --pinned"):
        assert called in shown
    assert re.search(r'pytest .*-m "not long" tests$', shown, flags=re.MULTILINE)
    assert re.search(r"pytest .*-m long tests$", shown, flags=re.MULTILINE)
    assert all(f"texts={tmp_path}/shared/sources" in call for call in calls if call.startswith(("make", "owlib")))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_a_document_of_the_project_names_what_is_there(root, name):
    """Its links, and paths without a part to fill in."""
    text = (root / name).read_text(encoding="utf-8")
    paths = r"\.ci|\.github|\.devcontainer|benchmarks|book|data|notebooks|owlib|tests"
    named = re.findall(rf"\]\((?!https?:)([^)#]+)|`((?:{paths})/(?:[\w./*-]*(?:/|\.\w+))?)`", text)
    assert len(named) > 5
    named = {path.rstrip("/") for pair in named for path in pair if path and not re.search(r"/[A-Z]+/", path)}
    assert {path for path in named if not any(root.glob(path))} == set()
