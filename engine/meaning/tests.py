"""Tests on one value, compiled to closures. The table of their meaning is in docs/language.md.

Texts are compared after NFC and trimming and by case. Types never mix: ``True`` is not 1 and
``"5"`` is not 5, so a value of another type than the literal simply differs from it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from engine.base.values import (
    BLANK,
    NOT_APPLICABLE,
    Absence,
    Answer,
    Value,
)
from engine.definitions.model.calendars import Calendar
from engine.definitions.model.conditions import (
    Alternative,
    Anything,
    AtWork,
    Between,
    Equals,
    Every,
    Only,
    Presence,
    SameAs,
    Statuses,
    Subject,
    Test,
)
from engine.meaning.calendar import is_within_hours, is_working
from engine.meaning.scope import Scope
from engine.meaning.truth import (
    Truth,
    both,
    either,
    opposite,
)

Judged = Callable[[Value, Scope], Truth]
"""A compiled test: value of the subject, scope for what it is compared with → truth."""

_OnAnswer = Callable[[Any, Scope], Truth]

_STATES: Final = {"blank": BLANK, "n/a": NOT_APPLICABLE}


def compile_test(test: Test) -> Judged:
    """The closure that judges ``test``."""
    match test:
        case Anything():
            return lambda _value, _scope: True
        case Presence(state):
            return _presence(state)
        case Only(values):
            allowed = _keys(values)
            return _answered(lambda answer, _scope: _keys(many(answer)) <= allowed)
        case Statuses():
            return _statuses(test)
        case Every(values):
            wanted = _keys(values)
            return _answered(lambda answer, _scope: wanted <= _keys(many(answer)))
        case _:
            return _one_of(test.alternatives, test.negated)


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers are equal: of one type, texts after NFC and trimming, choices as sets."""
    return _keys(many(one)) == _keys(many(other))


def plain(text: str) -> str:
    """A text as it is compared: composed (NFC) and trimmed."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def many(answer: Answer) -> Sequence[Any]:
    """An answer as several: a tuple as it is, anything else alone."""
    return answer if isinstance(answer, tuple) else (answer,)


def _presence(state: str) -> Judged:
    if state == "answered":
        return lambda value, _scope: not isinstance(value, Absence)
    expected = _STATES[state]
    return lambda value, _scope: value is expected


def _statuses(test: Statuses) -> Judged:
    """Of items: the value holds one text for each, its status and ``proposed``; empty: not begun.

    An item that has not begun is in none of its statuses: it fits no name.
    """
    codes = frozenset(test.codes)

    def judge(value: Value, _scope: Scope) -> Truth:
        if value is BLANK:
            return None
        if value is NOT_APPLICABLE:
            return test.or_not_applicable or test.negated or test.quantifier == "none"
        fits = [not codes.isdisjoint(str(standing).split()) for standing in many(value)]
        if test.quantifier == "all":
            return all(fits)
        return any(fits) is not (test.negated or test.quantifier == "none")

    return judge


def _answered(judge: _OnAnswer, *, inapplicable: bool = False) -> Judged:
    def judged(value: Value, scope: Scope) -> Truth:
        if value is BLANK:
            return None
        if value is NOT_APPLICABLE:
            return inapplicable
        return judge(value, scope)

    return judged


def _one_of(alternatives: tuple[Alternative, ...], negated: bool) -> Judged:
    judge = _any_of(alternatives)
    if not negated:
        return _answered(judge)
    return _answered(lambda answer, scope: opposite(judge(answer, scope)), inapplicable=True)


def _any_of(alternatives: tuple[Alternative, ...]) -> _OnAnswer:
    codes = _keys(part.value for part in alternatives if isinstance(part, Equals))
    others = [_other(part) for part in alternatives if not isinstance(part, Equals)]

    def judge(answer: Any, scope: Scope) -> Truth:
        if isinstance(answer, tuple):
            is_one_of = not codes.isdisjoint(_keys(answer))
        else:
            is_one_of = _key(answer) in codes
        if is_one_of:
            return True
        return either(other(answer, scope) for other in others) if others else False

    return judge


def _other(part: Between | SameAs | AtWork) -> _OnAnswer:
    match part:
        case Between():
            return _between(part)
        case SameAs(other):
            return _same_as(other)
        case AtWork(calendar, day):
            if day is not None:
                return _within_hours(calendar, day)
            return lambda answer, _scope: isinstance(answer, date) and is_working(calendar, answer)


def _within_hours(calendar: Calendar, day: Subject) -> _OnAnswer:
    def judge(answer: Any, scope: Scope) -> Truth:
        found = scope.value(day)
        if isinstance(found, Absence):
            return None if found is BLANK else False
        return isinstance(found, date) and is_within_hours(calendar, found, answer)

    return judge


def _same_as(other: Subject) -> _OnAnswer:
    def judge(answer: Any, scope: Scope) -> Truth:
        found = scope.value(other)
        if isinstance(found, Absence):
            return None if found is BLANK else False
        return same(answer, found)

    return judge


def _between(part: Between) -> _OnAnswer:
    if not (isinstance(part.low, Subject) or isinstance(part.high, Subject)):
        return _within(part)
    low, high = _bound(part.low), _bound(part.high)

    def judge(answer: Any, scope: Scope) -> Truth:
        return both(
            (
                _ordered(low(scope), answer, strictly=part.low_open),
                _ordered(answer, high(scope), strictly=part.high_open),
            )
        )

    return judge


def _within(part: Between) -> _OnAnswer:
    """A range between literals, or open at one side."""
    low, high, low_open, high_open = part.low, part.high, part.low_open, part.high_open

    def judge(answer: Any, _scope: Scope) -> Truth:
        return (_ordered(low, answer, strictly=low_open) is True) and (
            _ordered(answer, high, strictly=high_open) is True
        )

    return judge


def _bound(bound: Decimal | date | Subject | None) -> Callable[[Scope], Any]:
    if isinstance(bound, Subject):
        return lambda scope: scope.value(bound)
    return lambda _scope: bound


def _ordered(lesser: Any, greater: Any, *, strictly: bool) -> Truth:
    if lesser is None or greater is None:
        return True
    if NOT_APPLICABLE in (lesser, greater):
        return False
    if BLANK in (lesser, greater):
        return None
    if type(lesser) is not type(greater):
        return False
    return bool(lesser < greater if strictly else lesser <= greater)


def _keys(values: Iterable[Any]) -> frozenset[Any]:
    return frozenset(_key(value) for value in values)


def _key(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    return (bool, value) if isinstance(value, bool) else value
