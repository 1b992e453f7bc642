"""Workflows and ways in: they call what exists, with no more rights than they need, and versions that stay."""

import os
import re
import shlex

import pytest
import yaml

WORKFLOWS = ("test", "publish")
PROGRAMS = {"git", "gh"}
"""What a hosted runner has; all else that is called is ours."""


def read_workflow(root, name):
    """Return a workflow; YAML reads its key ``on`` as a truth value."""
    return yaml.safe_load((root / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))


def list_steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def list_calls(text: str) -> list[list[str]]:
    """Return the commands of some lines of shell."""
    lines = [part for line in text.splitlines() for part in re.split(r"\|\||&&|;", line)]
    return [shlex.split(line) for line in lines if line.strip()]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_calls_what_exists_and_nothing_a_stranger_writes(root, name):
    made = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    for step in list_steps(read_workflow(root, name)):
        assert "${{" not in step.get("run", ""), "inside a command, a branch or title could bring a command of its own"
        for program, *words in list_calls(step.get("run", "")):
            if program == "make":
                assert set(words) <= made
            elif program == ".venv/bin/owlib":
                assert words[0] in ("release", "book")
            elif program not in PROGRAMS:
                assert os.access(root / program, os.X_OK), program


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_and_official(root, name):
    text = (root / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert not [action for action in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_rights_are_the_least(root, name):
    workflow = read_workflow(root, name)
    assert workflow["permissions"] == {"contents": "read"}
    wanted = {"pages": {"pages": "write", "id-token": "write"}, "attach": {"contents": "write"}}
    for job, content in workflow["jobs"].items():
        assert content.get("permissions") == wanted.get(job), job
        assert content["timeout-minutes"]


def test_both_run_what_ci_runs_and_a_release_needs_it(root):
    for name in WORKFLOWS:
        assert any(step.get("run") == ".ci/run" for step in list_steps(read_workflow(root, name)))
    jobs = read_workflow(root, "publish")["jobs"]
    assert [jobs[name]["needs"] for name in ("pages", "attach")] == ["build", "build"]
    assert read_workflow(root, "publish")[True]["push"] == {"tags": ["v*"]}


def test_codespaces_installs_what_ci_installs(root):
    """Each system package that CI installs is one of those in a codespace."""
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    needed = {word for found in re.findall(r"needed\+?=\(([^)]*)\)", script) for word in found.split()}
    prepare = (root / ".devcontainer" / "prepare").read_text(encoding="utf-8")
    assert needed - set(prepare.split()) == set()


def test_no_workflow_names_a_host(root):
    for path in [*(root / ".github").rglob("*.yml"), *(root / ".devcontainer").iterdir()]:
        assert not re.search(r"https?://|\w+\.(?:io|com|org|net|dev)\b", path.read_text(encoding="utf-8")), path
