"""What a case says: hidden answers count for nothing, and blank is neither yes nor no."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.base.values import BLANK, NOT_APPLICABLE, Value
from engine.definitions.model.conditions import Subject
from engine.meaning.case import UnknownSubject
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from tests.meaning.definitions import TODAY, meaning, situation

FIELDS: dict[str, Any] = {
    "plays": {"yesno": "Do you play?"},
    "game": {
        "choice": "Game",
        "of": {
            "chess": "Chess",
            "go": "Go",
            "draughts": {"caption": "Draughts", "when": {"old": "yes"}},
        },
        "when": {"plays": "yes"},
    },
    "years": {"number": "Years", "when": {"game": "chess"}, "required": {"rated": "yes"}},
    "rated": {"tick": "I have a rating"},
    "old": {"tick": "I play old games"},
    "clubs": {"choices": "Clubs", "of": {"a": "A", "b": {"caption": "B", "when": {"old": "yes"}}}},
    "read": {"note": "Read this"},
    "guests": {
        "rows": "1..5",
        "each": "Guest",
        "title": "Guests",
        "when": {"plays": "yes"},
        "fields": {
            "name": {"text": "Name"},
            "minor": {"yesno": "Under age"},
            "parent": {"row": "Parent", "of": "guests", "when": {"minor": "yes"}, "required": "no"},
            "fee": {"money": "Fee", "required": {"minor": "no"}},
        },
        "values": {"known": "years from today to today"},
    },
}  # fmt: skip


@pytest.fixture
def club(tmp_path: Path) -> Meaning:
    values = {"fees": "sum of guests.fee", "how_many": "count of guests"}
    return meaning(tmp_path, fields=FIELDS, form={"values": values})


def value(case: Situation, path: str) -> Value:
    return case.value(Subject(path))


@pytest.mark.parametrize(
    ("answers", "asked", "expected"),
    [
        ({}, None, BLANK),
        ({"plays": False}, False, NOT_APPLICABLE),
        ({"plays": True}, True, BLANK),
        ({"game": "chess"}, None, BLANK),
        ({"plays": False, "game": "chess"}, False, NOT_APPLICABLE),
        ({"plays": True, "game": "chess"}, True, "chess"),
        ({"plays": True, "game": ""}, True, BLANK),
        ({"plays": True, "game": "draughts"}, True, BLANK),
        ({"plays": True, "game": "draughts", "old": True}, True, "draughts"),
    ],
)
def test_a_question_is_answered_blank_or_not_applicable(
    club: Meaning, answers: dict[str, Any], asked: bool | None, expected: Value
) -> None:
    case = situation(club, answers)
    assert (case.asked("game"), value(case, "game")) == (asked, expected)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"plays": True, "game": "chess", "rated": True}, True),
        ({"plays": True, "game": "chess"}, False),
        ({"plays": True, "game": "go", "rated": True}, False),
        ({"plays": False, "game": "chess", "rated": True}, False),
        ({"plays": True, "rated": True}, None),
        ({"rated": True}, None),
        ({}, False),
    ],
)
def test_required_only_where_asked(
    club: Meaning, answers: dict[str, Any], expected: bool | None
) -> None:
    assert situation(club, answers).required("years") is expected


def test_a_stored_answer_that_is_hidden_hides_what_hangs_on_it(club: Meaning) -> None:
    case = situation(club, {"plays": False, "game": "chess", "years": 3})
    assert value(case, "years") is NOT_APPLICABLE


def test_ticks_are_no_until_ticked_and_never_required(club: Meaning) -> None:
    case = situation(club)
    assert value(case, "rated") is False
    assert case.required("rated") is False


def test_a_note_takes_no_answer(club: Meaning) -> None:
    case = situation(club, {"read": "something"})
    assert value(case, "read") is BLANK
    assert case.required("read") is False


def test_a_choice_that_is_taken_away_counts_no_longer(club: Meaning) -> None:
    answers = {"clubs": ["a", "b"]}
    assert value(situation(club, answers), "clubs") == ("a",)
    assert value(situation(club, {**answers, "old": True}), "clubs") == ("a", "b")
    assert value(situation(club, {"clubs": ["b"]}), "clubs") is BLANK
    assert [one.code for one in situation(club, answers).offered("clubs")] == ["a"]


def test_rows_have_their_own_questions(club: Meaning) -> None:
    guests = [{"name": "Anna", "minor": False}, {"name": "Jānis", "minor": True, "parent": "1"}]
    case = situation(club, {"plays": True, "guests": guests})
    anna, janis = case.rows("guests")  # type: ignore[misc]
    assert anna.value(Subject("parent", in_row=True)) is NOT_APPLICABLE
    assert janis.value(Subject("parent", in_row=True)) == "1"
    assert janis.value(Subject("row", in_row=True)) == "2"
    assert janis.key == "guests.1"
    assert (case.required("guests[].fee", anna), case.required("guests[].fee", janis)) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("answers", "rows", "fees", "how_many"),
    [
        ({}, BLANK, BLANK, BLANK),
        ({"plays": False, "guests": [{"fee": 5}]}, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE),
        ({"plays": True}, BLANK, BLANK, BLANK),
        ({"plays": True, "guests": []}, (), Decimal(0), Decimal(0)),
        ({"plays": True, "guests": [{}]}, 1, BLANK, Decimal(1)),
        ({"plays": True, "guests": [{"fee": 5}, {"fee": 7}]}, 2, Decimal(12), Decimal(2)),
    ],
)
def test_no_rows_is_not_the_same_as_no_answer(
    club: Meaning, answers: dict[str, Any], rows: Any, fees: Value, how_many: Value
) -> None:
    case = situation(club, answers)
    found = case.rows("guests")
    assert (len(found) if isinstance(rows, int) and isinstance(found, tuple) else found) == rows
    assert (value(case, "fees"), value(case, "how_many")) == (fees, how_many)


def test_a_group_is_required_by_its_smallest_number_of_rows(club: Meaning) -> None:
    assert situation(club, {"plays": True}).required("guests") is True
    assert situation(club, {"plays": False}).required("guests") is False


@pytest.mark.parametrize(
    ("answers", "subject", "expected"),
    [
        ({}, "game", ("plays",)),
        ({"plays": True}, "game", ("game",)),
        ({}, "years", ("plays",)),
        ({"plays": True}, "fees", ("guests",)),
        ({"plays": True, "guests": [{"fee": 1}, {}]}, "fees", ("guests.1.fee",)),
    ],
)
def test_what_a_blank_waits_for(
    club: Meaning, answers: dict[str, Any], subject: str, expected: tuple[str, ...]
) -> None:
    assert situation(club, answers).needed(Subject(subject)) == expected


def test_input_names_lead_to_questions(club: Meaning) -> None:
    case = situation(club, {"plays": True, "guests": [{}, {"name": "Ilze"}]})
    path, row = case.place("guests.1.name")
    assert case.value(Subject(path), row) == "Ilze"
    assert case.place("account.email") == ("account.email", None)
    beyond, nobody = case.place("guests.99.name")
    assert case.value(Subject(beyond), nobody) is BLANK


def test_numbers_that_are_none_count_as_no_answer(club: Meaning) -> None:
    case = Situation(club, {"plays": True, "game": "chess", "years": Decimal("NaN")}, TODAY)
    assert value(case, "years") is BLANK


def test_unknown_names_are_an_error_of_the_caller(club: Meaning) -> None:
    case = situation(club)
    with pytest.raises(UnknownSubject, match="nobody"):
        value(case, "nobody")
    with pytest.raises(UnknownSubject, match="nobody"):
        case.asked("nobody")


def test_nothing_personal_is_in_its_representation(club: Meaning) -> None:
    case = situation(club, {"plays": True, "guests": [{"name": "Anna Secret"}]})
    (row,) = case.rows("guests")  # type: ignore[misc]
    assert "Secret" not in f"{case!r} {row!r} {club!r}"


@pytest.mark.parametrize("length", [3, 90, 400])
def test_chains_may_be_long(tmp_path: Path, length: int) -> None:
    fields: dict[str, Any] = {"q0": {"yesno": "Q0"}}
    for place in range(1, length):
        fields[f"q{place}"] = {"yesno": f"Q{place}", "when": {f"q{place - 1}": "yes"}}
    ready = meaning(tmp_path, fields=fields)
    everything = {f"q{place}": True for place in range(length)}
    last = f"q{length - 1}"
    assert situation(ready, everything).asked(last) is True
    assert situation(ready, {**everything, "q0": False}).asked(last) is False
    undecided = situation(ready)
    assert undecided.asked(last) is None
    assert undecided.needed(Subject(last)) == ("q0",)
