"""``check`` and ``scenarios`` as an analyst meets them: plain text, places, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli

EXAMPLE = Path(__file__).parents[2] / "docs" / "example"
SCENARIOS = "scenarios/library/reader.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def anketa(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.main, [*words, "--definitions", str(folder)])


def edited(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def test_mistakes_in_scenarios_are_told_with_all_others(folder: Path) -> None:
    edited(folder, SCENARIOS, "birth_date: 2005-05-05", "birthdate: 2005-05-05")
    edited(folder, SCENARIOS, "today: 2026-11-22", "today: 22.11.2026")
    said = anketa(folder, "check")
    assert said.exit_code == 1
    assert said.stdout == (
        f"{SCENARIOS}:2:10: error A107 “22.11.2026” is no date. Write YYYY-MM-DD, as 2026-11-22.\n"
        f"{SCENARIOS}:4:39: error A201 no form asks “reader.birthdate”."
        " Did you mean “reader.birth_date”?\n"
        "2 errors, 0 warnings\n"
    )


def test_scenarios_are_read_though_the_definitions_are_refused(folder: Path) -> None:
    edited(folder, SCENARIOS, "today: 2026-11-22", "today: 22.11.2026")
    edited(folder, "rules/library/fee.yaml", "hit: first", "hit: fist")
    found = json.loads(anketa(folder, "check", "--format", "json").stdout)
    assert [one["code"] for one in found] == ["A106", "A107"]


def test_an_answer_that_is_none_is_told_beside_the_failure(folder: Path) -> None:
    edited(folder, SCENARIOS, "pass: year}", "pass: Year}")
    said = anketa(folder, "scenarios", "A student")
    assert said.exit_code == 1
    assert "  given reader.pass: “Year” is no answer to it (" in said.stdout


def test_nothing_to_run_is_a_failure(folder: Path) -> None:
    said = anketa(folder, "scenarios", "no such title")
    assert (said.exit_code, said.stderr) == (1, "There is no scenario “no such title”.\n")
