"""A condition as it came out: every test with the answer it met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.values import Absence, Span, Value
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Anything,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
    Subject,
    Test,
)
from engine.meaning.case import Case, RowOfCase
from engine.meaning.missing import parts
from engine.meaning.truth import Truth, opposite

How = Literal["all", "any", "not", "any row", "all rows", "no row", "row"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One test: on what, as its author wrote it, the answer it met, and whether that fits.

    ``row`` is the row it was made in (``representatives.0``), or empty.
    """

    subject: Subject
    test: Test
    text: str
    span: Span
    answer: Value = field(repr=False)
    fits: Truth
    row: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Several tests together.

    Tests over rows name their ``group``; their parts are one ``row`` each, with the row as ``row``
    (``representatives.0``) and what was tested in it as its only part.
    """

    how: How
    parts: tuple[Evidence, ...]
    fits: Truth
    span: Span
    group: str = ""
    row: str = ""


Evidence = Cell | Joined

_ROWS: Final[Mapping[str, How]] = {"any": "any row", "all": "all rows", "none": "no row"}
_HOW: Final[Mapping[type, How]] = {AllOf: "all", AnyOf: "any", Negation: "not"}


def evidence(case: Case, condition: Condition, row: RowOfCase | None = None) -> Evidence:
    """The tests of ``condition`` with the answers they met."""
    if isinstance(condition, Compare):
        return _cell(case, condition, row)
    if isinstance(condition, Named):
        return evidence(case, condition.part, row)
    if isinstance(condition, OverRows):
        return _rows(case, condition, row)
    inner = tuple(evidence(case, part, row) for part in parts(condition))
    return Joined(_HOW[type(condition)], inner, case.holds(condition, row), condition.span)


def cells(found: Evidence) -> Iterator[Cell]:
    """All single tests, in the order of the definition; those that accept anything are left out."""
    if isinstance(found, Cell):
        if not isinstance(found.test, Anything):
            yield found
        return
    for part in found.parts:
        yield from cells(part)


def decisive(found: Evidence) -> Evidence:
    """Only what made the result what it is: of "all" that failed, what failed, and so on."""
    if isinstance(found, Cell):
        return found
    if found.how == "not":
        kept = found.parts
    else:
        wanted = opposite(found.fits) if found.how == "no row" else found.fits
        kept = tuple(part for part in found.parts if part.fits is wanted) or found.parts
    return replace(found, parts=tuple(decisive(part) for part in kept))


def almost(found: Evidence) -> Evidence | None:
    """The one part that kept several tests from fitting together, while all others fit."""
    if not isinstance(found, Joined) or found.how != "all":
        return None
    tests = [part for part in found.parts if not accepts_anything(part)]
    failed = [part for part in tests if part.fits is not True]
    return failed[0] if len(tests) > 1 and len(failed) == 1 else None


def accepts_anything(part: Evidence) -> bool:
    """Whether it is a “-” of a table."""
    return isinstance(part, Cell) and isinstance(part.test, Anything)


def _cell(case: Case, condition: Compare, row: RowOfCase | None) -> Cell:
    return Cell(
        subject=condition.subject,
        test=condition.test,
        text=condition.text,
        span=condition.span,
        answer=(row or case).value(condition.subject),
        fits=case.holds(condition, row),
        row=row.key if row is not None and condition.subject.in_row else "",
    )


def _rows(case: Case, condition: OverRows, row: RowOfCase | None) -> Joined:
    rows = (row or case).rows(condition.group)
    found = () if isinstance(rows, Absence) else tuple(rows)
    return Joined(
        how=_ROWS[condition.quantifier],
        parts=tuple(_row(case, condition.part, one) for one in found),
        fits=case.holds(condition, row),
        span=condition.span,
        group=condition.group,
    )


def _row(case: Case, condition: Condition, row: RowOfCase) -> Joined:
    part = evidence(case, condition, row)
    return Joined("row", (part,), part.fits, part.span, row=row.key)
