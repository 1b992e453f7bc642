"""The command line as users meet it."""

import subprocess
import sys

import pytest

from owlib.cli import main

COMMANDS = sorted(main.commands)


def test_help_names_every_command_and_the_exit_codes_at_once(root, owlib):
    """It imports none of the libraries that commands need: to wait for a second to be told of an option is too long."""
    result = owlib(root, "--help", anew=True)
    assert result.returncode == 0
    assert all(f"  {command} " in result.stdout for command in COMMANDS)
    assert "3 faults in the data" in " ".join(result.stdout.split())
    told = "import sys, owlib.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()
    assert {"pandas", "matplotlib", "sphinx", "papermill", "nbformat"}.isdisjoint(loaded)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(root, owlib, command):
    result = owlib(root, command, "--help")
    assert result.returncode == 0
    assert len(result.stdout) > 150


def test_check_counts_the_records(root, owlib, evidence):
    result = owlib(root, "check")
    assert result.returncode == 0
    assert f"{len(evidence.statements):6d}  statements" in result.stdout
    assert result.stdout.endswith("The data keep all their rules, and so do the numbers in the prose.\n")


def test_list_shows_reports_and_cases_without(copy, owlib):
    path = copy / "data" / "cases" / "arkin" / "summaries.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    result = owlib(copy, "list")
    assert result.returncode == 0
    assert {("zgao-interim", "nl"), ("zgao-interim", "en")} <= {
        tuple(line.split()[:2]) for line in result.stdout.splitlines()
    }
    assert "Cases without opening sentences, and so without reports: arkin" in result.stdout
    refused = owlib(copy, "run", "--case", "arkin")
    assert refused.returncode == 2
    assert "expected a case with opening sentences; found 'arkin', which has none yet." in refused.stderr


def test_outside_a_project_it_says_what_to_do(tmp_path, owlib):
    result = owlib(tmp_path, "check", anew=True)
    assert result.returncode == 1
    assert "expected a project folder with data/datapackage.json" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_option_is_refused(root, owlib):
    assert owlib(root, "check", "--colour", anew=True).returncode == 2
