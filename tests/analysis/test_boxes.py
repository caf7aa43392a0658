"""Boxes of classes say the same as trying every combination."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.boxes import (
    Box,
    Boxes,
    Point,
    bits,
)

SIZES = (2, 3, 1, 4)
POINTS = list(product(*(range(size) for size in SIZES)))

rows = st.lists(st.tuples(*(st.integers(0, (1 << size) - 1) for size in SIZES)), max_size=7)
limits = st.sampled_from([0, 200_000])
"""With no nodes allowed, the SAT solver answers."""


def holds(row: Box, point: Point) -> bool:
    return all(mask >> number & 1 for mask, number in zip(row, point, strict=True))


def uncovered(table: list[Box]) -> set[Point]:
    return {point for point in POINTS if not any(holds(row, point) for row in table)}


@given(rows)
def test_rows_that_meet(table: list[Box]) -> None:
    expected = {
        (one, other)
        for one in range(len(table))
        for other in range(one + 1, len(table))
        if any(holds(table[one], point) and holds(table[other], point) for point in POINTS)
    }
    assert set(Boxes(SIZES, table).overlaps()) == expected


@given(rows, limits)
def test_a_gap_is_found_if_there_is_one(table: list[Box], limit: int) -> None:
    gap = Boxes(SIZES, table, limit).gap()
    assert gap in uncovered(table) if uncovered(table) else gap is None


@given(rows, limits)
def test_gaps_are_all_gaps_and_as_large_as_they_can_be(table: list[Box], limit: int) -> None:
    boxes = Boxes(SIZES, table, limit)
    gaps = boxes.gaps(100)
    assert {point for point in POINTS if any(holds(gap, point) for gap in gaps)} == uncovered(table)
    for number, gap in enumerate(gaps):
        assert boxes.meeting(gap) == 0
        taken = Boxes(SIZES, [*table, *gaps[:number]])
        for column, size in enumerate(SIZES):
            for more in set(range(size)) - set(bits(gap[column])):
                wider = (*gap[:column], gap[column] | 1 << more, *gap[column + 1 :])
                assert taken.meeting(wider) != 0


@given(rows, limits)
def test_rows_to_which_the_rows_above_leave_something(table: list[Box], limit: int) -> None:
    expected = [
        place
        for place, row in enumerate(table)
        if any(holds(row, point) for point in uncovered(table[:place]))
    ]
    assert list(Boxes(SIZES, table, limit).uncovered_by_earlier()) == expected


@given(rows, limits, st.integers(0, len(SIZES) - 1), st.data())
def test_nothing_is_in_an_empty_box(
    table: list[Box], limit: int, column: int, data: st.DataObject
) -> None:
    box = [data.draw(st.integers(1, (1 << size) - 1)) for size in SIZES]
    boxes = Boxes(SIZES, table, limit)
    found = boxes.gap(tuple(box))
    inside = {point for point in uncovered(table) if holds(tuple(box), point)}
    assert (found is None) is (inside == set())
    assert found is None or found in inside
    box[column] = 0
    assert boxes.gap(tuple(box)) is None


@pytest.mark.parametrize("limit", [0, 200_000])
def test_a_search_can_be_kept_to_a_box(limit: int) -> None:
    boxes = Boxes((2, 2), [(1, 3)], limit)
    assert boxes.gap((1, 3)) is None
    assert boxes.gap((3, 1)) == (1, 0)
