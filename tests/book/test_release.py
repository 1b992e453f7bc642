"""The archive of a release: whole, the same each time, and refused where it would not be what it says."""

import hashlib
import io
import shutil
import subprocess
import zipfile

import frictionless
import pytest

from owlib.book import release
from owlib.book.archives import pack_files
from owlib.book.citation import read_facts
from owlib.book.metadata import list_papers
from owlib.book.pages import name_files
from owlib.book.release import check_archive, check_committed, check_reports, check_tag, make_release
from owlib.book.web import find_page_pdf
from owlib.errors import BuildError
from owlib.evidence import read_evidence
from owlib.places import find_root
from owlib.reports import list_reports
from owlib.words import LANGUAGES

VERSION = read_facts(find_root()).version
NAME = f"between-payroll-and-freelance-{VERSION}"


def list_printed() -> dict[str, str]:
    """Return what is printed of each edition: where a build leaves it, by its name in the archive."""
    printed = {}
    for language in LANGUAGES:
        for kind, name in name_files(read_facts(find_root(), language)).items():
            printed[f"{language}/{name}"] = f"{'epub' if kind == 'epub' else 'pdf'}/{language}/{name}"
        for report in list_reports(read_evidence(find_root()), [language]):
            if report.edition:
                name = find_page_pdf(f"book/reports/{report.report_id}", language).rpartition("/")[2]
                printed[f"{language}/cases/{name}"] = f"pdf/{language}/{name}"
    return printed


PRINTED = list_printed()
ONE_OF_EACH = [name for name in PRINTED if "/cases/" not in name or name.endswith("/zgao.pdf")]


@pytest.fixture(scope="module")
def project(root, tmp_path_factory):
    """A clone with the parts that a release is made of, and a small build beside it."""
    folder = tmp_path_factory.mktemp("clone") / "project"
    for part in ("data", "book/reports"):
        shutil.copytree(root / part, folder / part)
    for name in (*(paper.path for paper in list_papers(read_facts(root))), "_config.yml"):
        shutil.copyfile(root / name, folder / name)
    (folder / ".gitignore").write_text("_build/\ndist/\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "All")
    return folder


def git(folder, *words):
    """Call git in a folder."""
    command = ["git", "-C", str(folder), *words]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def built(project, tmp_path):
    """What a build leaves, made small."""
    folder = tmp_path / "_build"
    site = ("html/index.html", "html/nl/methode.html", "html/en/method.html", "html/nl/.buildinfo")
    for name in (*site, *PRINTED.values()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    for language in LANGUAGES:
        shutil.copytree(project / "data", folder / "html" / language / "data")
    return folder


@pytest.fixture
def current(monkeypatch):
    """Reports that count as up to date; to look costs seconds, and another test does."""
    monkeypatch.setattr(release, "check_reports", lambda *_: None)


def read_archive(content: bytes) -> dict[str, bytes]:
    """Return the files of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.usefixtures("current")
def test_a_release_has_all_that_readers_get(project, built, tmp_path):
    path = make_release(project, built, tmp_path / "dist")
    assert path.name == f"{NAME}.zip"
    names = set(read_archive(path.read_bytes()))
    wanted = {
        "site/index.html", "site/nl/methode.html", "site/en/method.html", *PRINTED, "data/datapackage.json",
        "data/cases.csv", "data/schemas/cases.json", "notebooks/nl/audit.ipynb", "notebooks/en/audit.ipynb",
        "requirements.lock", "CITATION.cff", "LICENSE",
        "LICENSE-CC-BY-4.0", "CHANGELOG.md", "ro-crate-metadata.json", "SHA256SUMS",
    }  # fmt: skip
    assert {f"{NAME}/{name}" for name in wanted} <= names
    assert not [name for name in names if "/." in name]


@pytest.mark.usefixtures("current")
def test_the_same_files_give_the_same_bytes_wherever_they_lie(project, built, tmp_path):
    first = make_release(project, built, tmp_path / "dist").read_bytes()
    shutil.copytree(project, tmp_path / "elsewhere" / "clone")
    shutil.copytree(built, tmp_path / "elsewhere" / "built")
    for path in (tmp_path / "elsewhere").rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            path.touch()
            path.chmod(0o600)
    moved = make_release(tmp_path / "elsewhere" / "clone", tmp_path / "elsewhere" / "built", tmp_path / "again")
    assert hashlib.sha256(moved.read_bytes()).hexdigest() == hashlib.sha256(first).hexdigest()


@pytest.mark.long
@pytest.mark.usefixtures("current")
def test_an_unpacked_release_keeps_its_checksums_and_its_data_are_valid(project, built, tmp_path):
    path = make_release(project, built, tmp_path / "dist")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "out")
    folder = tmp_path / "out" / NAME
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = dict(line.split("  ")[::-1] for line in lines)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert told == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"
    }
    assert frictionless.Package(str(folder / "data" / "datapackage.json")).validate().valid


@pytest.mark.parametrize("name", ["html/index.html", *(PRINTED[name] for name in ONE_OF_EACH)])
@pytest.mark.usefixtures("current")
def test_a_part_that_was_not_built_is_named(project, built, tmp_path, name):
    (built / name).unlink()
    with pytest.raises(BuildError, match=r"found no such file. What to do: run make book") as told:
        make_release(project, built, tmp_path / "dist")
    assert name.rpartition("/")[2] in str(told.value)
    assert not (tmp_path / "dist").exists()


@pytest.mark.usefixtures("current")
def test_a_site_with_other_data_is_refused(project, built, tmp_path, language):
    (built / "html" / language / "data" / "cases.csv").write_text("case_id\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"data/cases.csv: expected the data that the website was built with"):
        make_release(project, built, tmp_path / "dist")


def test_changes_that_are_not_committed_are_refused(project, tmp_path):
    folder = tmp_path / "clone"
    shutil.copytree(project, folder)
    check_committed(folder)
    (folder / "data" / "cases.csv").write_text("changed", encoding="utf-8")
    (folder / "new.txt").write_text("new", encoding="utf-8")
    with pytest.raises(BuildError, match=r"found 2 changed or new: data/cases.csv, new.txt"):
        check_committed(folder)


def test_a_folder_that_is_no_clone_is_refused(tmp_path):
    with pytest.raises(BuildError, match="expected a clone"):
        check_committed(tmp_path)


def test_a_tag_of_another_version_is_refused(root):
    check_tag(root, f"v{VERSION}")
    with pytest.raises(BuildError, match="for the version there; found 'v99'"):
        check_tag(root, "v99")


def test_a_stale_report_is_refused(monkeypatch, root):
    monkeypatch.setattr(release, "find_stale", lambda *_: "")
    check_reports(root)
    monkeypatch.setattr(release, "find_stale", lambda *_: "data: cases")
    with pytest.raises(BuildError, match=r"found a stale one: data: cases. What to do: run make book"):
        check_reports(root)


@pytest.mark.usefixtures("current")
def test_an_archive_that_was_changed_is_found(project, built, tmp_path):
    files = read_archive(make_release(project, built, tmp_path / "dist").read_bytes())
    assert check_archive(pack_files(files)) == len(files) - 1
    paper = f"{NAME}/LICENSE"
    for changed in ({paper: b"changed"}, {f"{NAME}/more.txt": b"more"}):
        with pytest.raises(BuildError, match="expected a file that agrees with SHA256SUMS"):
            check_archive(pack_files({**files, **changed}))
    del files[paper]
    with pytest.raises(BuildError, match="LICENSE: expected"):
        check_archive(pack_files(files))


@pytest.mark.usefixtures("current")
def test_a_release_that_fails_leaves_the_one_before(project, built, tmp_path, monkeypatch):
    path = make_release(project, built, tmp_path / "dist")
    before = path.read_bytes()

    def fail(_content):
        raise BuildError("no")

    monkeypatch.setattr(release, "check_archive", fail)
    with pytest.raises(BuildError, match="no"):
        make_release(project, built, tmp_path / "dist")
    assert path.read_bytes() == before
    assert [found.name for found in (tmp_path / "dist").iterdir()] == [path.name]
