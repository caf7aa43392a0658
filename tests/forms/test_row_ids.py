"""Rows keep their ids: whatever is added, removed or moved, no two rows have one id."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.forms.row_ids import with_row_ids

IDS = st.sampled_from(["", *(f"r{number:012x}" for number in range(4))])
ROWS = st.lists(IDS, max_size=6).map(
    lambda ids: tuple({"#": each} if each else {"name": "x"} for each in ids)
)


def ids(answers: Any) -> list[str]:
    return [row["#"] for row in answers.get("rows", ())]


@given(ROWS, ROWS)
def test_every_row_has_an_id_of_its_own(posted: Any, stored: Any) -> None:
    before = with_row_ids({"rows": stored}, ["rows"], {}, "a/0")
    after = with_row_ids({"rows": posted}, ["rows"], before, "a/1")
    assert len(set(ids(after))) == len(posted)
    first = {row["#"]: place for place, row in reversed(list(enumerate(posted))) if "#" in row}
    assert all(ids(after)[place] == own for own, place in first.items())


@given(ROWS, ROWS)
def test_the_same_page_gives_the_same_ids(posted: Any, stored: Any) -> None:
    once = with_row_ids({"rows": posted}, ["rows"], {"rows": stored}, "a/1")
    assert with_row_ids({"rows": posted}, ["rows"], {"rows": stored}, "a/1") == once
    assert with_row_ids(once, ["rows"], once, "a/2") == once


def test_a_row_without_id_is_the_one_that_stood_there() -> None:
    stored = with_row_ids({"rows": ({"n": "1"}, {"n": "2"})}, ["rows"], {}, "a/0")
    first, second = ids(stored)
    typed = {"rows": ({"n": "1b"}, {"n": "2b"}, {"n": "3"})}
    found = ids(with_row_ids(typed, ["rows"], stored, "a/1"))
    assert found[:2] == [first, second]
    moved = {"rows": ({"#": second, "n": "2"}, {"n": "new"})}
    found = ids(with_row_ids(moved, ["rows"], stored, "a/1"))
    assert found[0] == second
    assert found[1] not in (first, second)


def test_other_answers_and_groups_that_are_not_there_stay_as_they_are() -> None:
    answers = {"name": "x", "others": ({"n": "1"},)}
    assert with_row_ids(answers, ["rows"], {}, "a/0") == answers
