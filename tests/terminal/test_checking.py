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
    edited(folder, SCENARIOS, "today: 2026-11-23", "today: 22.11.2026")
    said = anketa(folder, "check")
    assert said.exit_code == 1
    assert said.stdout == (
        f"{SCENARIOS}:2:10: error A107 “22.11.2026” is no date. Write YYYY-MM-DD, as 2026-11-22.\n"
        f"{SCENARIOS}:4:39: error A201 no form asks “reader.birthdate”."
        " Did you mean “reader.birth_date”?\n"
        "2 errors, 0 warnings\n"
    )


def test_scenarios_are_read_though_the_definitions_are_refused(folder: Path) -> None:
    edited(folder, SCENARIOS, "today: 2026-11-23", "today: 22.11.2026")
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


def test_sarif_finds_the_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(folder, "rules/library/fee.yaml", "hit: first", "hit: fist")
    monkeypatch.chdir(folder.parent)
    (run,) = json.loads(anketa(folder, "check", "--format", "sarif").stdout)["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "example/rules/library/fee.yaml"}
    assert place["region"] == {"startLine": 3, "startColumn": 6}
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["A106"]


@pytest.mark.parametrize("words", [["judge", "library"], ["validate", "reader"], ["explain"]])
def test_an_answer_that_nobody_asks_for_is_told(folder: Path, words: list[str]) -> None:
    file = folder / "answers.yaml"
    file.write_text("reader: {pass: year, birthdate: 2005-05-05}\nchildren: [{nme: A}]\n", "utf-8")
    said = anketa(folder, words[0], *words[1:], str(file)).stderr
    assert said.splitlines() == [
        f"{file}: no form asks “reader.birthdate”. Did you mean “reader.birth_date”?",
        f"{file}: no form asks “children.0.nme”. Did you mean “children.full_name”?",
    ]


def test_a_stage_whose_name_holds_a_blank_is_explained(folder: Path) -> None:
    flow = folder / "flows/library.yaml"
    flow.write_text(flow.read_text("utf-8").replace("agreeing:", "house rules:"), "utf-8")
    file = folder / "answers.yaml"
    file.write_text("reader.pass: day\n", "utf-8")
    said = anketa(folder, "explain", str(file), "house rules", "--lang", "en")
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.startswith("house rules – stage: yes\n")
    wrong = anketa(folder, "explain", str(file), "house_rules")
    assert wrong.stderr.endswith("Did you mean “house rules”?\n")


def test_a_mistyped_command_is_told_with_the_nearest() -> None:
    said = CliRunner().invoke(cli.main, ["chek"])
    assert said.exit_code == 2
    assert said.stderr.endswith("There is no command “chek”. Did you mean “check”?\n")
