"""What benchmarks find, in one shape: for people here, for `make bench` in `docs/benchmarks.md`.

A benchmark has a function ``tables(rounds)`` that measures and returns its tables. The first row of
a table is what the others are compared with, measured in the same rounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured; ``ratio`` is to the first row of its table.

    Above ``must`` the ratio has left what was promised.
    """

    name: str
    amount: float
    ratio: float
    must: float | None = None

    @property
    def kept(self) -> bool:
        """Whether what was promised still holds."""
        return self.must is None or self.ratio <= self.must


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in one ``unit``; ``notes`` say in a sentence or two what was measured, and how."""

    title: str
    unit: str
    rows: tuple[Row, ...]
    notes: str = ""


def compared(amounts: dict[str, float], musts: dict[str, float]) -> tuple[Row, ...]:
    """Rows of these amounts, each compared with the first."""
    least = next(iter(amounts.values()))
    return tuple(Row(name, own, own / least, musts.get(name)) for name, own in amounts.items())


def markdown(table: Table) -> str:
    """The table as a document shows it."""
    head = f"| {table.title} | {table.unit} | ratio | must |\n|---|---:|---:|---:|"
    lines = [
        f"| {row.name} | {figure(row.amount)} | {figure(row.ratio)} | {_must(row)} |"
        for row in table.rows
    ]
    return "\n".join((*([table.notes, ""] if table.notes else []), head, *lines, ""))


def show(tables: Iterable[Table]) -> None:
    """Print them."""
    for table in tables:
        print(markdown(table), flush=True)


def figure(number: float) -> str:
    """A number with as many digits as say something."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def _must(row: Row) -> str:
    if row.must is None:
        return ""
    return f"≤ {figure(row.must)}" if row.kept else f"≤ {figure(row.must)} **left**"
