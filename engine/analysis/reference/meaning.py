"""The meaning of tests, found out by asking the evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from engine.analysis.reference.markdown import code, table
from engine.base.dataclass import dataclass
from engine.base.values import BLANK, NOT_APPLICABLE, Value
from engine.definitions.model.calendars import Calendar
from engine.definitions.model.conditions import (
    AtWork,
    Between,
    Equals,
    Every,
    OneOf,
    Only,
    Presence,
    SameAs,
    Statuses,
    Subject,
    Test,
)
from engine.meaning.tests import compile_test

_LETTERS: Final = (Equals("a"), Equals("b"))
_CALENDAR: Final = Calendar("LV")
_SAYS: Final[Mapping[bool | None, str]] = {True: "Y", False: "N", None: "?"}


@dataclass(frozen=True, slots=True)
class _Example:
    """A test as written, what it is asked of, and answers that fit it and that do not."""

    written: str
    of: str
    test: Test
    fits: Value
    other: Value


_CASES: Final = (
    _Example("a or b", "one value", OneOf(_LETTERS), "a", "c"),
    _Example("not a or b", "one value", OneOf(_LETTERS, negated=True), "c", "a"),
    _Example("a or b", "several", OneOf(_LETTERS), ("a", "c"), ("c",)),
    _Example("not a or b", "several", OneOf(_LETTERS, negated=True), ("c",), ("a", "c")),
    _Example("only a or b", "several", Only(("a", "b")), ("a",), ("a", "c")),
    _Example("all a or b", "several", Every(("a", "b")), ("a", "b", "c"), ("a", "c")),
    _Example(
        "18..", "number, date", OneOf((Between(Decimal(18), None),)), Decimal(18), Decimal(17)
    ),
    _Example(
        "1..<5", "number, date",
        OneOf((Between(Decimal(1), Decimal(5), high_open=True),)), Decimal(1), Decimal(5),
    ),
    _Example("= other", "any", OneOf((SameAs(Subject("other")),)), "a", "b"),
    _Example(
        "a working day", "date",
        OneOf((AtWork(_CALENDAR),)), date(2026, 12, 23), date(2026, 12, 24),
    ),
    _Example(
        "within working hours on date", "text as 09:30",
        OneOf((AtWork(_CALENDAR, Subject("today")),)), "9:30", "17:00",
    ),
    _Example("answered", "any", Presence("answered"), "a", "a"),
    _Example("blank", "any", Presence("blank"), "a", "a"),
    _Example("n/a", "any", Presence("n/a"), "a", "a"),
)  # fmt: skip


def meanings() -> str:
    """Every test against an answer that fits, one that does not, no answer, and n/a."""
    heads = ("Test", "asked of", "a fitting answer", "another answer", "blank", "n/a")
    return table(heads, (_row(one) for one in _CASES))


_PAID: Final[Value] = ("paid",)
_ITEM_CASES: Final[tuple[tuple[str, str, Statuses], ...]] = (
    ("paid", "one", Statuses(("paid",))),
    ("not paid", "one", Statuses(("paid",), negated=True)),
    ("paid or n/a", "one", Statuses(("paid",), or_not_applicable=True)),
    ("any paid", "several", Statuses(("paid",), "any")),
    ("all paid", "several", Statuses(("paid",), "all")),
    ("none paid", "several", Statuses(("paid",), "none")),
    ("all paid or n/a", "several", Statuses(("paid",), "all", or_not_applicable=True)),
    ("proposed", "one", Statuses(("proposed",))),
)
_ITEM_VALUES: Final[tuple[tuple[str, Value], ...]] = (
    ("paid", _PAID), ("issued", ("issued",)), ("issued, proposed", ("issued proposed",)),
    ("not begun", ("",)), ("paid and issued", ("paid", "issued")),
    ("not known which", BLANK), ("none there is", NOT_APPLICABLE),
)  # fmt: skip


def item_meanings() -> str:
    """Every test on items against how they can stand."""
    heads = ("Test", "asked of", *(name for name, _ in _ITEM_VALUES))
    return table(heads, (_item_row(*one) for one in _ITEM_CASES))


def _item_row(written: str, of: str, test: Statuses) -> tuple[str, ...]:
    judged = compile_test(test)
    says = (
        "" if of == "one" and isinstance(value, tuple) and len(value) > 1
        else _SAYS[judged(value, _SCOPE)]
        for _, value in _ITEM_VALUES
    )  # fmt: skip
    return (code(written), of, *says)


def _row(case: _Example) -> tuple[str, ...]:
    judged = compile_test(case.test)
    values = (case.fits, case.other, BLANK, NOT_APPLICABLE)
    return (code(case.written), case.of, *(_SAYS[judged(value, _SCOPE)] for value in values))


class _Other:
    """A scope in which the other question is answered with “a”."""

    today = date(2026, 11, 22)

    def value(self, subject: Subject) -> Value:
        return date(2026, 12, 23) if subject.path == "today" else "a"

    def rows(self, _group: str) -> Any:
        return ()

    def needed(self, _subject: Subject) -> tuple[str, ...]:
        return ()


_SCOPE: Final = _Other()
