"""How fast overlaps and gaps of decision tables are found, and how much faster than by trying all.

Run from the root of the repository: python -m benchmarks.tables
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import product
from random import Random

from engine.analysis.boxes import Box, Boxes

LARGE = (2, 5, 5, 8, 3, 12, 2, 6, 20, 9)
"""Classes by column of the large table: 41 million combinations."""

SMALL = (2, 5, 5, 8, 3, 12)
"""Columns of a table that can still be tried out: 14,400 combinations."""


def main() -> None:
    print(f"{'table':<34}{'overlaps':>22}{'gaps':>22}{'silent rows':>22}")
    for rows in (1_000, 5_000):
        for name, table in tables(LARGE, rows):
            show(f"{name}, {rows} x {len(LARGE)}", LARGE, table)
    print("\nagainst plain enumeration, 100 rows")
    for name, table in tables(SMALL, 100):
        compare(name, table)


def tables(sizes: tuple[int, ...], rows: int) -> Iterator[tuple[str, list[Box]]]:
    """Tables as people write them, and as they should not."""
    rng = Random(1)  # noqa: S311 - the same tables every time
    whole = partition(rng, sizes, rows)
    yield "partition", whole
    holes = [row for place, row in enumerate(whole) if place % (rows // 5)]
    yield "partition with holes", [*holes, wider(holes[1], sizes, 0)]
    yield "every test", random_rows(rng, sizes, rows, tests=len(sizes))
    yield "every test, default row", [*random_rows(rng, sizes, rows, len(sizes)), full(sizes)]


def partition(rng: Random, sizes: tuple[int, ...], rows: int) -> list[Box]:
    """Rows that share everything among them, without overlap and gap."""
    found = [full(sizes)]
    while len(found) < rows:
        place = rng.randrange(len(found))
        row = found[place]
        columns = [column for column, mask in enumerate(row) if mask.bit_count() > 1]
        if not columns:
            continue
        column = rng.choice(columns)
        classes = [number for number in range(sizes[column]) if row[column] >> number & 1]
        rng.shuffle(classes)
        part = sum(1 << number for number in classes[: rng.randrange(1, len(classes))])
        found[place] = (*row[:column], part, *row[column + 1 :])
        found.append((*row[:column], row[column] & ~part, *row[column + 1 :]))
    return found


def random_rows(rng: Random, sizes: tuple[int, ...], rows: int, tests: int) -> list[Box]:
    """Rows with so many tests, each of one to three classes."""
    found = []
    for _ in range(rows):
        row = list(full(sizes))
        for column in rng.sample(range(len(sizes)), tests):
            count = rng.randint(1, min(3, sizes[column]))
            row[column] = sum(1 << one for one in rng.sample(range(sizes[column]), count))
        found.append(tuple(row))
    return found


def full(sizes: tuple[int, ...]) -> Box:
    return tuple((1 << size) - 1 for size in sizes)


def wider(row: Box, sizes: tuple[int, ...], column: int) -> Box:
    return (*row[:column], (1 << sizes[column]) - 1, *row[column + 1 :])


def show(name: str, sizes: tuple[int, ...], table: list[Box]) -> None:
    boxes = Boxes(sizes, table)
    pairs, pairs_in = timed(lambda: sum(1 for _ in boxes.overlaps()))
    gaps, gaps_in = timed(lambda: len(boxes.gaps(20)))
    silent, silent_in = timed(lambda: len(table) - sum(1 for _ in boxes.uncovered_by_earlier()))
    print(
        f"{name:<34}{pairs:>12} {pairs_in:>6.3f} s{gaps:>13} {gaps_in:>6.3f} s"
        f"{silent:>13} {silent_in:>6.3f} s"
    )


def compare(name: str, table: list[Box]) -> None:
    boxes = Boxes(SMALL, table)
    pairs, pairs_in = timed(lambda: set(boxes.overlaps()))
    plain_pairs, plain_pairs_in = timed(lambda: overlaps_by_trying(table))
    gap, gap_in = timed(lambda: boxes.gap() is not None)
    plain_gap, plain_gap_in = timed(lambda: gap_by_trying(table))
    agree = "agree" if (pairs, gap) == (plain_pairs, plain_gap) else "DIFFER"
    print(
        f"{name:<26} overlaps {plain_pairs_in / pairs_in:>10,.0f} times faster,"
        f" gaps {plain_gap_in / gap_in:>10,.0f} times faster, {agree}"
    )


def overlaps_by_trying(table: list[Box]) -> set[tuple[int, int]]:
    found = set()
    for point in product(*(range(size) for size in SMALL)):
        rows = [place for place, row in enumerate(table) if holds(row, point)]
        found.update((a, b) for place, a in enumerate(rows) for b in rows[place + 1 :])
    return found


def gap_by_trying(table: list[Box]) -> bool:
    points = product(*(range(size) for size in SMALL))
    return any(not any(holds(row, point) for row in table) for point in points)


def holds(row: Box, point: tuple[int, ...]) -> bool:
    return all(mask >> number & 1 for mask, number in zip(row, point, strict=True))


def timed(work: Callable[[], object]) -> tuple[object, float]:
    started = time.perf_counter()
    found = work()
    return found, time.perf_counter() - started


if __name__ == "__main__":
    main()
