"""Conditions and reasons in words. Captions stand in the nominative; nothing is inflected.

The frames are messages in English; LV and RU put the caption before a colon (``„Pakalpojumi”:
konts``, ``«Услуги»: есть счёт``), so that no caption ever needs another case.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from engine.base.values import Absence
from engine.definitions.model.conditions import (
    TODAY,
    AllOf,
    Alternative,
    AnyOf,
    Anything,
    AtWork,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
    Named,
    Negation,
    OneOf,
    Only,
    OverRows,
    Presence,
    SameAs,
    Statuses,
    Subject,
    Test,
)
from engine.language.marker import N_
from engine.meaning.truth import Truth
from engine.meaning.words.captions import QUOTED, Captions
from engine.meaning.words.evidence import (
    Cell,
    Evidence,
    Joined,
    accepts_anything,
)

_IS: Final = N_("“{subject}” is {values}")
_IS_NOT: Final = N_("“{subject}” is not {values}")
_HAS: Final = N_("“{subject}” includes {values}")
_HAS_NOT: Final = N_("“{subject}” includes none of these: {values}")
_ONLY: Final = N_("“{subject}” includes nothing but {values}")
_EVERY: Final = N_("“{subject}” includes all of these: {values}")
_PRESENCE: Final = {
    "answered": N_("“{subject}” is answered"),
    "blank": N_("“{subject}” is not answered"),
    "n/a": N_("“{subject}” does not apply"),
}
_ANYTHING: Final = N_("“{subject}” may be anything")

_NUMBERS: Final = (
    N_("{low} or more"), N_("more than {low}"), N_("{high} or less"), N_("less than {high}"),
)  # fmt: skip
_DATES: Final = (
    N_("{low} or later"), N_("later than {low}"),
    N_("{high} or earlier"), N_("earlier than {high}"),
)  # fmt: skip
_BETWEEN: Final = N_("{low} to {high}")
_BOTH: Final = N_("{one} and {other}")
_SAME: Final = N_("the same as “{other}”")
_WORKING_DAY: Final = N_("a working day of the Bank")
_WORKING_HOURS: Final = N_("within the working hours of the Bank on the day “{day}”")

_NOT: Final = N_("provided that this is not so: {part}")
_ANY: Final = N_("at least one of these holds: {parts}")
_ROWS: Final = {
    "any row": N_("“{group}”, at least one: {parts}"),
    "all rows": N_("“{group}”, every one: {parts}"),
    "no row": N_("“{group}”, none: {parts}"),
}
_QUANTIFIED: Final = {"any": "any row", "all": "all rows", "none": "no row"}
_NO_ROWS: Final = N_("nobody and nothing is entered")
_NOT_APPLICABLE: Final = N_("does not apply")
_ROW: Final = N_("{row}: {part}")
_WITH_ANSWER: Final = N_("{test} (answer: {answer})")
_WITH_RESULT: Final = N_("{test} (result: {answer})")

MARKS: Final[dict[Truth, str]] = {True: "✓", False: "✗", None: "?"}
"""How a test came out, beside its sentence."""


def test_in_words(subject: Subject, test: Test, captions: Captions) -> str:
    """A test on a subject as a sentence: “Services” includes account or card."""
    name = captions.subject(subject)
    message = captions.reader.message
    match test:
        case Anything():
            return message(_ANYTHING, subject=name)
        case Presence(state):
            return message(_PRESENCE[state], subject=name)
        case Only(values) | Every(values):
            words = captions.told_apart([captions.literal(subject, value) for value in values])
            if isinstance(test, Only):
                return message(_ONLY, subject=name, values=captions.reader.list_of(words, "or"))
            return message(_EVERY, subject=name, values=", ".join(words))
        case Statuses():
            return _statuses(subject, test, captions)
        case _:
            return _one_of(subject, test, captions)


def cell_in_words(cell: Cell, captions: Captions) -> str:
    """A test with the answer it met, and whether that fits."""
    captions = captions.beside(cell.row) if cell.row else captions
    test = test_in_words(cell.subject, cell.test, captions)
    answer = captions.answer(cell.subject, cell.answer)
    if isinstance(cell.answer, Absence):
        words = f"{test} ({answer})"
    else:
        frame = _WITH_ANSWER if captions.is_question(cell.subject) else _WITH_RESULT
        words = captions.reader.message(frame, test=test, answer=answer)
    return f"{words} {MARKS[cell.fits]}"


def in_words(found: Evidence, captions: Captions, *, beside: bool = False) -> str:
    """Everything that was tested, with the answers, as one sentence without a full stop.

    ``beside`` other tests, what belongs together stands in brackets.
    """
    if isinstance(found, Cell):
        return cell_in_words(found, captions)
    message = captions.reader.message
    inner = captions.within(found.group) if found.group else captions
    tested = [part for part in _flat(found) if not accepts_anything(part)]
    crowded = len(tested) > 1 or (beside and found.how == "not")
    words = [in_words(part, inner, beside=crowded) for part in tested]
    parts = "; ".join(words)
    if beside and found.how in ("any", "all") and len(words) > 1:
        parts = f"[{parts}]"
    if found.group:
        name = captions.subject(Subject(found.group))
        return message(_ROWS[found.how], group=name, parts=parts or message(_NO_ROWS))
    if found.how == "row":
        return message(_ROW, row=captions.row(found.row), part=parts)
    if found.how == "not":
        return message(_NOT, part=parts)
    return message(_ANY, parts=parts) if found.how == "any" and len(words) > 1 else parts


def _flat(found: Joined) -> Iterator[Evidence]:
    """The parts, without groups of tests that are joined in the same way as they themselves."""
    for part in found.parts:
        same = isinstance(part, Joined) and part.how == found.how and part.how in ("any", "all")
        if same and isinstance(part, Joined):
            yield from _flat(part)
        else:
            yield part


def condition_in_words(condition: Condition, captions: Captions) -> str:
    """What a condition demands, whatever is answered, as one sentence without a full stop."""
    message = captions.reader.message
    match condition:
        case Compare(subject=subject, test=test):
            return test_in_words(subject, test, captions)
        case Named(part=part):
            return condition_in_words(part, captions)
        case Negation(part=part):
            return message(_NOT, part=condition_in_words(part, captions))
        case OverRows(group=group, quantifier=quantifier, part=part):
            words = condition_in_words(part, captions.within(group))
            frame = _ROWS[_QUANTIFIED[quantifier]]
            return message(frame, group=captions.subject(Subject(group)), parts=words)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            found = [condition_in_words(part, captions) for part in parts if not _is_open(part)]
            is_choice = isinstance(condition, AnyOf) and len(found) > 1
            together = "; ".join(found)
            return message(_ANY, parts=f"[{together}]") if is_choice else together


def _is_open(condition: Condition) -> bool:
    return isinstance(condition, Compare) and isinstance(condition.test, Anything)


def _one_of(subject: Subject, test: OneOf, captions: Captions) -> str:
    words = [_alternative(subject, one, captions) for one in test.alternatives]
    if all(isinstance(one, Equals) for one in test.alternatives):
        words = captions.told_apart(words)
    if captions.is_several(subject):
        frame = _HAS_NOT if test.negated else _HAS
        values = ", ".join(words) if test.negated else captions.reader.list_of(words, "or")
    else:
        frame = _IS_NOT if test.negated else _IS
        values = captions.reader.list_of(words, "or")
    return captions.reader.message(frame, subject=captions.subject(subject), values=values)


def _statuses(subject: Subject, test: Statuses, captions: Captions) -> str:
    message = captions.reader.message
    words = [captions.literal(subject, code) for code in test.codes]
    if test.or_not_applicable:
        words.append(message(_NOT_APPLICABLE))
    values = captions.reader.list_of(captions.told_apart(words), "or")
    name = captions.subject(subject)
    if test.quantifier:
        return message(_ROWS[_QUANTIFIED[test.quantifier]], group=name, parts=values)
    return message(_IS_NOT if test.negated else _IS, subject=name, values=values)


def _alternative(subject: Subject, one: Alternative, captions: Captions) -> str:
    if isinstance(one, Equals):
        return captions.literal(subject, one.value)
    if isinstance(one, SameAs):
        return captions.reader.message(_SAME, other=captions.subject(one.other))
    if isinstance(one, AtWork):
        if one.day is None:
            return captions.reader.message(_WORKING_DAY)
        return captions.reader.message(_WORKING_HOURS, day=captions.subject(one.day))
    return _range(subject, one, captions)


def _range(subject: Subject, test: Between, captions: Captions) -> str:
    message = captions.reader.message
    at_least, above, at_most, below = _DATES if captions.is_date(subject) else _NUMBERS
    low = None if test.low is None else _bound(subject, test.low, captions)
    high = None if test.high is None else _bound(subject, test.high, captions)
    if low and high and not (test.low_open or test.high_open):
        return message(_BETWEEN, low=low, high=high)
    ends = []
    if low:
        ends.append(message(above if test.low_open else at_least, low=low))
    if high:
        ends.append(message(below if test.high_open else at_most, high=high))
    return ends[0] if len(ends) == 1 else message(_BOTH, one=ends[0], other=ends[1])


def _bound(subject: Subject, bound: Decimal | date | Subject, captions: Captions) -> str:
    if not isinstance(bound, Subject):
        return captions.literal(subject, bound)
    name = captions.subject(bound)
    return name if bound.path == TODAY else captions.reader.message(QUOTED, caption=name)
