"""The way through the stages follows from definition, answers and events alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.base.values import BLANK, NOT_APPLICABLE
from engine.definitions.model.conditions import Subject
from engine.meaning.events import Event
from engine.meaning.path import walk
from engine.meaning.programme import Meaning
from engine.meaning.stages import offered_outcomes
from tests.meaning.definitions import meaning, situation

FIELDS: dict[str, Any] = {
    "wants": {"choices": "Wants", "of": {"court": "Court", "boat": "Boat", "locker": "Locker"}},
    "pays": {"yesno": "Pays"},
    "player.name": {"text": "Name"},
    "players": {
        "rows": "0..9",
        "each": "Player",
        "title": "Players",
        "fields": {"name": {"text": "Name"}, "leads": {"yesno": "Leads"}},
    },
}  # fmt: skip
RULES: dict[str, Any] = {
    "who": {
        "hit": "collect",
        "gives": {"who": "persons"},
        "source": "Rules 1",
        "lines": [
            {"if": {"wants": "court or locker"}, "then": {"who": "player"}},
            {"if": {"wants": "boat"}, "then": {"who": "leaders"}},
        ],
    },
    "stages": {
        "hit": "collect",
        "gives": {"stages": "stages"},
        "source": "Rules 2",
        "lines": [
            {"if": {"wants": "court"}, "then": {"stages": "court"}},
            {"if": {"wants": "boat"}, "then": {"stages": "boat"}},
        ],
    },
}
FLOW: dict[str, Any] = {
    "persons": {
        "player": {"caption": "Player", "block": "player"},
        "leaders": {"caption": "Leaders", "every": "players", "where": {"leads": "yes"}},
    },
    "stages": {
        "ask": {
            "title": "Ask",
            "by": "applicant",
            "forms": ["questions"],
            "outcomes": {"sent": "next"},
        },
        "meet": {
            "title": "Meet",
            "by": "officer",
            "each": "who",
            "outcomes": {
                "met": "next",
                "missed": "stay",
                "not met in 30 days": "closed",
            },
        },
        "pay": {
            "title": "Pay",
            "by": "applicant",
            "when": {"pays": "yes"},
            "outcomes": {"paid": "next", "asked again": "back to ask"},
        },
        "look": {
            "title": "Look closer",
            "by": "officer",
            "on demand after": "meet",
            "outcomes": {"fine": "next", "not yet": "stay"},
        },
        "last": {
            "together": {
                "court": {
                    "title": "Court",
                    "by": "officer",
                    "from": "stages",
                    "each": {"wants": "court or locker"},
                    "outcomes": {
                        "given": "next",
                        "locked": {"to": "next", "for": "locker", "caption": "Locked"},
                    },
                },
                "boat": {
                    "title": "Boat",
                    "by": "officer",
                    "from": "stages",
                    "outcomes": {"given": "next", "refused": "closed"},
                },
            }
        },
    },
}  # fmt: skip
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
COURT = {"wants": ["court"], "pays": True}
BOTH = {
    "wants": ["court", "boat"],
    "pays": False,
    "players": [{"leads": True}, {"leads": False}, {"leads": True}],
}
SENT = Event("ask", "sent", at=NOON)
MET = Event("meet", "met", at=NOON + timedelta(hours=1))
PAID = Event("pay", "paid", at=NOON + timedelta(hours=2))


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    folder: Path = tmp_path_factory.mktemp("club")
    return meaning(folder, fields=FIELDS, rules=RULES, flow=FLOW)


def states(club: Meaning, answers: dict[str, Any], *events: Event) -> str:
    """``ask:done meet:current …`` and the end."""
    path = walk(situation(club, answers, *events))
    short = {"not_required": "-", "on_demand": "demand"}
    words = [f"{step.stage.name}:{short.get(step.state, step.state)}" for step in path.steps]
    return " ".join([*words, *(["=", path.end] if path.end else [])])


@pytest.mark.parametrize(
    ("answers", "events", "expected"),
    [
        (COURT, (), "ask:current meet:waiting pay:waiting look:demand court:waiting boat:-"),
        (COURT, (SENT,), "ask:done meet:current pay:waiting look:demand court:waiting boat:-"),
        (COURT, (SENT, MET), "ask:done meet:done pay:current look:demand court:waiting boat:-"),
        (
            {**COURT, "pays": False},
            (SENT, MET),
            "ask:done meet:done pay:- look:demand court:current boat:-",
        ),
        (
            COURT,
            (SENT, MET, PAID, Event("court", "given", ("court",))),
            "ask:done meet:done pay:done look:demand court:done boat:- = completed",
        ),
        (
            COURT,
            (SENT, Event("meet", "missed")),
            "ask:done meet:current pay:waiting look:demand court:waiting boat:-",
        ),
        (
            COURT,
            (SENT, Event("meet", "not met in 30 days")),
            "ask:done meet:done pay:- look:- court:- boat:- = closed",
        ),
        (
            COURT,
            (SENT, MET, Event("pay", "asked again")),
            "ask:current meet:waiting pay:waiting look:demand court:waiting boat:-",
        ),
        (
            COURT,
            (SENT, MET, Event("pay", "asked again"), SENT, MET),
            "ask:done meet:done pay:current look:demand court:waiting boat:-",
        ),
        (
            BOTH,
            (SENT, MET),
            "ask:done meet:done pay:- look:demand court:current boat:current",
        ),
        (
            BOTH,
            (SENT, MET, Event("boat", "given")),
            "ask:done meet:done pay:- look:demand court:current boat:done",
        ),
        (
            BOTH,
            (SENT, MET, Event("boat", "refused")),
            "ask:done meet:done pay:- look:- court:- boat:done = closed",
        ),
        (
            BOTH,
            (SENT, Event("meet", "met", ("players.0",))),
            "ask:done meet:current pay:- look:demand court:waiting boat:waiting",
        ),
        (
            BOTH,
            (SENT, Event("meet", "met", ("player", "players.0", "players.2"))),
            "ask:done meet:done pay:- look:demand court:current boat:current",
        ),
        (
            BOTH,
            (SENT, MET, Event("meet", "missed", ("players.2",))),
            "ask:done meet:current pay:- look:demand court:waiting boat:waiting",
        ),
        (
            COURT,
            (SENT, MET, Event("look", kind="demanded")),
            "ask:done meet:done pay:current look:current court:waiting boat:-",
        ),
        (
            COURT,
            (SENT, MET, Event("look", kind="demanded"), PAID),
            "ask:done meet:done pay:done look:current court:waiting boat:-",
        ),
        (
            COURT,
            (SENT, MET, Event("look", kind="demanded"), PAID, Event("look", "fine")),
            "ask:done meet:done pay:done look:done court:current boat:-",
        ),
        (
            COURT,
            (SENT, MET, Event("look", kind="demanded"), Event("look", kind="withdrawn"), PAID),
            "ask:done meet:done pay:done look:demand court:current boat:-",
        ),
        (
            COURT,
            (
                *(SENT, MET, PAID, Event("look", kind="demanded"), Event("look", "fine")),
                *(Event("court", "given"), Event("look", kind="demanded")),
            ),
            "ask:done meet:done pay:done look:current court:done boat:- = completed",
        ),
        (
            COURT,
            (Event("nothing", "known"), Event("ask", "unheard of"), SENT),
            "ask:done meet:current pay:waiting look:demand court:waiting boat:-",
        ),
    ],
)
def test_states(
    club: Meaning, answers: dict[str, Any], events: tuple[Event, ...], expected: str
) -> None:
    assert states(club, answers, *events) == expected


def test_a_guard_that_is_not_known_waits_for_a_person(club: Meaning) -> None:
    path = walk(situation(club, {"wants": ["court"]}, SENT, MET))
    assert path.waits_for_person == ("pay",)
    assert path.current == ()
    assert path.missing == ("pays",)
    assert path.end == ""


def test_a_later_guard_that_is_not_known_stops_nobody_yet(club: Meaning) -> None:
    path = walk(situation(club, {"wants": ["court"]}))
    assert path.current == ("ask",)
    assert path.waits_for_person == ()
    assert path.missing == ("pays",)


def test_a_stage_for_each_of_nobody_is_not_done(club: Meaning) -> None:
    answers = {"wants": ["boat"], "pays": False, "players": [{"leads": False}]}
    path = walk(situation(club, answers, SENT))
    assert path.current == ("meet",)
    assert path.waits_for_person == ("meet",)


def test_who_has_yet_to_come_is_known_as_far_as_it_is(club: Meaning) -> None:
    answers = {"wants": ["boat"], "pays": False, "players": [{"leads": True}, {}]}
    step = walk(situation(club, answers, SENT)).step("meet")
    assert [unit.unit for unit in step.units] == ["players.0"]
    assert (step.undecided, step.missing) == (True, ("players.1.leads",))


def test_progress_is_kept_for_each_person(club: Meaning) -> None:
    events = (SENT, Event("meet", "met", ("player",)), Event("meet", "missed", ("players.2",)))
    step = walk(situation(club, BOTH, *events)).step("meet")
    assert [(unit.unit, unit.outcome, unit.done) for unit in step.units] == [
        ("player", "met", True),
        ("players.0", "", False),
        ("players.2", "missed", False),
    ]


def test_a_demand_may_name_some_persons_and_comes_back(club: Meaning) -> None:
    look = Event("look", kind="demanded", at=NOON)
    path = walk(situation(club, COURT, SENT, MET, look, Event("look", "not yet")))
    assert path.current == ("pay", "look")
    again = (SENT, MET, look, Event("look", "fine"), look)
    assert walk(situation(club, COURT, *again)).current == ("pay", "look")


def test_a_stage_can_be_demanded_once_the_stage_before_is_done(club: Meaning) -> None:
    assert not walk(situation(club, COURT, SENT)).step("look").may_be_demanded
    assert walk(situation(club, COURT, SENT, MET)).step("look").may_be_demanded


def test_deadlines_count_from_when_the_stage_became_current(club: Meaning) -> None:
    step = walk(situation(club, COURT, SENT)).step("meet")
    assert step.since == NOON
    assert [(one.name, one.deadline and one.deadline.count) for one in step.deadlines] == [
        ("not met in 30 days", 30)
    ]
    assert walk(situation(club, COURT)).step("meet").deadlines == ()


@pytest.mark.parametrize(
    ("answers", "events", "stage", "expected"),
    [
        (COURT, (), "ask", BLANK),
        (COURT, (SENT,), "ask", "sent"),
        ({**COURT, "pays": False}, (), "pay", NOT_APPLICABLE),
        ({"wants": ["court"]}, (), "pay", BLANK),
        (COURT, (), "look", NOT_APPLICABLE),
        (COURT, (SENT, MET, Event("look", kind="demanded")), "look", BLANK),
        (COURT, (SENT, MET, Event("pay", "asked again")), "pay", "asked again"),
        (COURT, (SENT, MET, Event("pay", "asked again")), "ask", "sent"),
        (COURT, (SENT, MET), "meet", ("met",)),
        (BOTH, (SENT, Event("meet", "met", ("player", "players.0"))), "meet", BLANK),
        (
            BOTH,
            (SENT, MET, Event("meet", "missed", ("players.0",))),
            "meet",
            ("met", "missed"),
        ),
    ],
)
def test_an_outcome_is_a_fact_named_after_its_stage(
    club: Meaning, answers: dict[str, Any], events: tuple[Event, ...], stage: str, expected: Any
) -> None:
    assert situation(club, answers, *events).value(Subject(stage)) == expected


def test_outcomes_may_be_meant_for_some_choices(club: Meaning) -> None:
    case = situation(club, {"wants": ["court", "locker"]})
    court = club.stages["court"]
    assert [one.name for one in offered_outcomes(case, court, "court")] == ["given"]
    assert [one.name for one in offered_outcomes(case, court, "locker")] == ["given", "locked"]


def test_an_answer_changed_later_changes_the_way_at_once(club: Meaning) -> None:
    events = (SENT, MET, Event("court", "given"))
    assert walk(situation(club, {**COURT, "pays": False}, *events)).end == "completed"
    path = walk(situation(club, COURT, *events))
    assert (path.end, path.current) == ("", ("pay",))


def test_a_stage_for_each_choice_takes_only_the_choices_it_names(club: Meaning) -> None:
    step = walk(situation(club, BOTH, SENT, MET)).step("court")
    assert [unit.unit for unit in step.units] == ["court"]
