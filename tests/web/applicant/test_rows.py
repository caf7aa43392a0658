"""Rows move in the post as a person expects: nothing else is touched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from web.applicant.rows import row_numbers, with_copy, with_row, without_row
from web.typed import Raw

TWO: Raw = {
    "name": ("Firm",),
    "people": ("",),
    "people.0.full_name": ("Anna",),
    "people.0.share": ("10",),
    "people.1.full_name": ("Juris",),
    "people.1.share": ("20",),
}


def test_a_new_row_is_blank_and_last() -> None:
    raw = with_row(TWO, "people", ("full_name", "share"))
    assert raw == {**TWO, "people.2.full_name": ("",), "people.2.share": ("",)}


def test_the_first_row_has_number_0() -> None:
    assert with_row({}, "people", ("full_name",)) == {"people.0.full_name": ("",)}


def test_rows_behind_a_removed_one_move_up() -> None:
    assert without_row(TWO, "people", 0) == {
        "name": ("Firm",),
        "people": ("",),
        "people.0.full_name": ("Juris",),
        "people.0.share": ("20",),
    }


def test_removing_a_row_that_is_not_there_changes_nothing() -> None:
    assert without_row(TWO, "people", 7) == TWO


def test_a_copy_takes_what_both_groups_ask() -> None:
    raw = with_copy(TWO, "owners", ("people", 1), ("full_name", "country"))
    assert raw["owners.0.full_name"] == ("Juris",)
    assert raw["owners.0.country"] == ("",)
    assert "owners.0.share" not in raw


def test_groups_with_a_common_beginning_are_not_mixed_up() -> None:
    raw: Raw = {"people.0.a": ("1",), "people_old.0.a": ("2",), "people.x.a": ("3",)}
    assert row_numbers(raw, "people") == (0,)
    assert without_row(raw, "people", 0) == {"people_old.0.a": ("2",), "people.x.a": ("3",)}


@given(st.integers(0, 6), st.integers(0, 6))
def test_removing_keeps_the_other_rows_in_order(count: int, number: int) -> None:
    raw: Raw = {f"people.{place}.name": (str(place),) for place in range(count)}
    left = without_row(raw, "people", number)
    assert [left[f"people.{place}.name"][0] for place in row_numbers(left, "people")] == [
        str(place) for place in range(count) if place != number
    ]
