"""The people with a duty: whom the rules mean, and everybody once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.meaning.programme import Meaning
from tests.meaning.definitions import meaning, situation

PERSON = {"name": {"text": "Name"}, "code": {"text": "Code", "required": "no"}}
FIELDS: dict[str, Any] = {
    "wants": {"choices": "Wants", "of": ["team", "help"]},
    "captain.name": {"text": "Name"},
    "captain.code": {"text": "Code", "required": "no"},
    "players": {
        "rows": "0..9",
        "each": "Player",
        "title": "Players",
        "fields": {**PERSON, "leads": {"yesno": "Leads"}},
    },
}
FLOW = {
    "conditions": {
        "captain plays": {
            "players": {
                "any": {
                    "all": [
                        {"leads": "yes"},
                        {"code": "answered"},
                        {"captain.code": "answered"},
                        {"code": "= captain.code"},
                    ]
                }
            }
        }
    },
    "persons": {
        "leaders": {"caption": "Leaders", "every": "players", "where": {"leads": "yes"}},
        "captain": {
            "caption": "Captain",
            "block": "captain",
            "same as": "leaders",
            "same when": "captain plays",
        },
    },
}
RULES = {
    "who": {
        "hit": "collect",
        "gives": {"who": "persons"},
        "source": "Rules 1",
        "lines": [
            {"if": {"wants": "team"}, "then": {"who": "leaders"}},
            {"if": {"wants": "help"}, "then": {"who": "captain"}},
        ],
    }
}
ANNA = {"name": "Anna", "code": "1", "leads": True}
ILZE = {"name": "Ilze", "code": "2", "leads": False}
OTTO = {"name": "Otto", "code": "3", "leads": True}


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    folder: Path = tmp_path_factory.mktemp("club")
    return meaning(folder, fields=FIELDS, rules=RULES, flow=FLOW)


def people(club: Meaning, answers: dict[str, Any]) -> dict[str, str]:
    """Each group that is meant: its people, ``=`` where one is counted elsewhere, ``?`` if open."""
    found = {}
    for one in situation(club, answers).persons():
        same = f" = {one.elsewhere} {one.same}".rstrip() if one.elsewhere else ""
        words = " ".join(one.paths) + same + (" ?" if one.undecided else "")
        found[one.group.name] = words.strip()
    return found


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, {}),
        ({"wants": ["help"]}, {"captain": "captain"}),
        ({"wants": ["team"], "players": [ANNA, ILZE, OTTO]}, {"leaders": "players.0 players.2"}),
        ({"wants": ["team"], "players": [ILZE]}, {"leaders": ""}),
        ({"wants": ["team"]}, {"leaders": "?"}),
        ({"wants": ["team"], "players": [ANNA, {"name": "New"}]}, {"leaders": "players.0 ?"}),
        (
            {"wants": ["team", "help"], "players": [ANNA], "captain.code": "9"},
            {"leaders": "players.0", "captain": "captain"},
        ),
        (
            {"wants": ["team", "help"], "players": [ANNA, OTTO], "captain.code": "3"},
            {"leaders": "players.0 players.1", "captain": "= leaders players.1"},
        ),
        (
            {"wants": ["team", "help"], "players": [ANNA, ANNA], "captain.code": "1"},
            {"leaders": "players.0 players.1", "captain": "= leaders"},
        ),
        (
            {"wants": ["team", "help"], "players": [ANNA, ILZE], "captain.code": "2"},
            {"leaders": "players.0", "captain": "captain"},
        ),
        (
            {"wants": ["help"], "players": [ANNA], "captain.code": "1"},
            {"captain": "captain"},
        ),
        (
            {"wants": ["team", "help"], "captain.code": "1"},
            {"leaders": "?", "captain": "captain ?"},
        ),
    ],
)
def test_everybody_is_counted_once(
    club: Meaning, answers: dict[str, Any], expected: dict[str, str]
) -> None:
    assert people(club, answers) == expected


def test_what_is_missing_to_know_the_people(club: Meaning) -> None:
    case = situation(club, {"wants": ["team"], "players": [ANNA, {"name": "New"}]})
    assert [one.missing for one in case.persons()] == [("players.1.leads",)]


def test_without_a_rule_all_groups_are_meant(tmp_path: Path) -> None:
    ready = meaning(tmp_path, fields=FIELDS, flow=FLOW)
    assert people(ready, {"players": [OTTO]}) == {"leaders": "players.0", "captain": "captain"}
