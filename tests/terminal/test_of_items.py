"""The command line on a programme: judge, explain, graph, scenarios."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cli

FOLDER = Path(__file__).parents[1] / "flow" / "library"
ANNA = """
reader: {full_name: Anna Paraugs, birth_date: 2005-05-05, email: a@example.org, pass: year}
reader.interests: [music]
children: [{full_name: Juris Paraugs, birth_date: 2016-01-31}]
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "anna.yaml"
    file.write_text(ANNA, encoding="utf-8")
    return file


def anketa(*words: str | Path) -> Result:
    place = ("--definitions", str(FOLDER))
    return CliRunner().invoke(cli.main, [*map(str, words), *place])


def said(*words: str | Path) -> Any:
    answer = anketa(*words, "--format", "json", "--today", "2026-11-23")
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_judge_tells_stages_items_and_whose_turn_it_is(answers: Path) -> None:
    found = said("judge", "library", answers)
    assert {one["stage"]: one["state"] for one in found["stages"]} == dict.fromkeys(
        ("asking", "showing", "talking", "agreeing", "paying", "deciding", "shelves"), "applies"
    )
    assert (found["status"], found["current"], found["end"]) == ("in preparation", ["asking"], "")
    assert found["waits_for"] == ["applicant"]
    assert [(one["item"], one["status"]) for one in found["items"]] == [
        ("application", "not_started")
    ]
    assert found["problems"] == []


def test_judge_in_words(answers: Path) -> None:
    told = anketa("judge", "library", answers, "--today", "2026-11-23").output
    assert "In preparation" in told
    assert "▸ Questions  [asking: applies]" in told
    assert "Application: Not started – applicant" in told


@pytest.mark.parametrize(
    ("what", "holds", "because"),
    [
        ("paying", True, "The library lives on it"),
        ("application", True, "Application: Not started"),
        ("document reader", True, "Identity document – Anna Paraugs: not begun yet"),
        ("shelf", True, "Closed shelves – Music: not begun yet"),
        ("rules: applicant agrees", False, "It has not begun yet."),
        ("application: applicant sends", True, ""),
        ("application: librarian accepts", False, "This cannot be done in its present status."),
    ],
)
def test_explain(answers: Path, what: str, holds: bool, because: str) -> None:
    first = said("explain", answers, what)[0]
    assert (first["holds"], first["because"]) == (holds, because)


def test_an_item_is_explained_for_each(answers: Path) -> None:
    found = said("explain", answers, "document")
    assert [one["about"] for one in found] == ["document reader", "document children.0"]
    whys = [reason["because"] for reason in found[0]["reasons"]]
    assert "Every reader is known by name" in whys


def test_everything_is_explained_at_once(answers: Path) -> None:
    about = {one["about"] for one in said("explain", answers)}
    assert {"fee", "paying", "application", "card", "shelf music"} <= about


def test_the_scenarios_of_the_library_pass() -> None:
    answer = anketa("scenarios")
    assert answer.exit_code == 0, answer.output


def test_the_library_has_no_mistakes() -> None:
    answer = anketa("check", "--strict")
    assert answer.exit_code == 0, answer.output


def test_everything_that_the_library_relies_on_is_proved() -> None:
    answer = anketa("verify", "library")
    assert answer.exit_code == 0, answer.output
    assert "nothing to object to" in answer.output
