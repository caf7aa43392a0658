"""Types never mix: an answer of another type than the test speaks of simply differs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from engine.base.values import Absence, Value
from engine.definitions.model.conditions import (
    Between,
    Equals,
    Every,
    OneOf,
    Only,
    SameAs,
    Subject,
    Test,
)
from engine.meaning.scope import Scope
from engine.meaning.tests import compile_test


class Other:
    """A scope in which everything has one value."""

    def __init__(self, value: Value) -> None:
        self.found = value

    def value(self, _subject: Subject) -> Value:
        return self.found

    def rows(self, _group: str) -> Sequence[Scope] | Absence:
        return ()

    def needed(self, _subject: Subject) -> tuple[str, ...]:
        return ()


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        (OneOf((Equals(True),)), Decimal(1)),
        (OneOf((Equals(Decimal(1)),)), True),
        (OneOf((Equals(Decimal(0)),)), False),
        (OneOf((Equals("5"),)), Decimal(5)),
        (OneOf((Equals(Decimal(5)),)), "5"),
        (OneOf((Equals("2026-11-22"),)), date(2026, 11, 22)),
        (OneOf((Between(Decimal(1), None),)), "5"),
        (OneOf((Between(Decimal(0), None),)), True),
        (OneOf((Between(date(2026, 1, 1), None),)), Decimal(5)),
        (OneOf((Between(None, Decimal(5)),)), date(2026, 1, 1)),
        (Only((Decimal(1),)), True),
        (Every((True,)), Decimal(1)),
        (OneOf((SameAs(Subject("other")),)), "1"),
    ],
)
def test_another_type_is_another_value(test: Test, answer: Value) -> None:
    judged = compile_test(test)
    assert judged(answer, Other(True)) is False


def test_an_open_end_may_be_another_answer() -> None:
    judged = compile_test(OneOf((Between(Decimal(1), Subject("most")),)))
    assert judged(Decimal(5), Other(Decimal(9))) is True
    assert judged(Decimal(5), Other(Absence.BLANK)) is None
    assert judged(Decimal(0), Other(Absence.BLANK)) is False
    assert judged(Decimal(5), Other(Absence.NOT_APPLICABLE)) is False
