"""The closed list of functions for named values: typed, pure, and with a meaning for no answer.

Unless a function says otherwise, a value is n/a while one of its inputs is n/a and otherwise blank
while one is blank. To add one: an entry here, its words in ``definitions.reading.functions``, a
table of cases in tests/meaning, and its frame in the catalogs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal

from engine.base.dataclass import dataclass
from engine.base.values import (
    BLANK,
    NOT_APPLICABLE,
    Absence,
    Value,
)
from engine.definitions.model.forms import Computed
from engine.language.marker import N_
from engine.meaning.tests import many
from engine.validators import personal_code
from engine.validators.ages import completed_years

ValueKind = Literal["number", "date"]
Column = Absence | tuple[Value, ...]
"""The answers of one question in every row of a group, or why the group has none."""

Argument = Value | Column


@dataclass(frozen=True, slots=True)
class ValueRange:
    """What a value of this function may be: the class rule for proofs.

    ``whole`` numbers only; nothing below ``least``; ``may_be_inapplicable`` says that the value can
    be n/a although every input is answered.
    """

    least: Decimal | None = None
    whole: bool = False
    may_be_inapplicable: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """One function: kinds of its arguments (the last may repeat), kind of its value, its meaning.

    An argument of kind ``column of number`` is a question of a repeating group, ``number or column
    of number`` one of either. ``frame`` says the value in words; its placeholders are ``{of}`` for
    one argument, ``{a}`` and ``{b}`` for two.
    """

    name: str
    takes: tuple[str, ...]
    gives: ValueKind
    apply: Callable[[Sequence[Argument], date], Value]
    frame: str
    range: ValueRange
    repeats: bool = False


def _plain(compute: Callable[..., Value]) -> Callable[[Sequence[Argument], date], Value]:
    def apply(arguments: Sequence[Argument], _today: date) -> Value:
        absent = absence(arguments)
        return compute(*arguments) if absent is None else absent

    return apply


def absence(arguments: Sequence[Argument]) -> Absence | None:
    """What the inputs make of a value before anything is computed: n/a, blank or nothing."""
    if NOT_APPLICABLE in arguments:
        return NOT_APPLICABLE
    return BLANK if BLANK in arguments else None


def _years(start: date, end: date) -> Value:
    return Decimal(completed_years(start, end))


def _days(start: date, end: date) -> Value:
    return Decimal((end - start).days)


def _weekday(day: date) -> Value:
    return Decimal(day.isoweekday())


def _difference(one: Decimal, other: Decimal) -> Value:
    return one - other


def _birth_date(arguments: Sequence[Argument], today: date) -> Value:
    (code,) = arguments
    if isinstance(code, Absence):
        return code
    return personal_code.birth_date(str(code), today) or NOT_APPLICABLE


def _sum(arguments: Sequence[Argument], _today: date) -> Value:
    applying: list[Any] = [each for each in arguments if each is not NOT_APPLICABLE]
    if not applying:
        return NOT_APPLICABLE
    if BLANK in applying:
        return BLANK
    cells = [cell for each in applying for cell in many(each) if cell is not NOT_APPLICABLE]
    return BLANK if BLANK in cells else sum(cells, Decimal(0))


def _count(arguments: Sequence[Argument], _today: date) -> Value:
    (rows,) = arguments
    return rows if isinstance(rows, Absence) else Decimal(len(many(rows)))


def _standing(arguments: Sequence[Argument], _today: date) -> Value:
    """How many of an item stand in one of some statuses."""
    absent = absence(arguments)
    if absent is not None:
        return absent
    standings: Any = arguments[0]
    codes = frozenset(map(str, arguments[1:]))
    fits = [not codes.isdisjoint(str(each).split()) for each in many(standings)]
    return Decimal(fits.count(True))


_WHOLE: Final = ValueRange(whole=True)

_ALL: Final = (
    Function(
        "years", ("date", "date"), "number", _plain(_years),
        N_("full years from {a} to {b}"), _WHOLE,
    ),
    Function(
        "days", ("date", "date"), "number", _plain(_days),
        N_("days from {a} to {b}"), _WHOLE,
    ),
    # As ISO 8601 counts: Monday is 1, Sunday is 7.
    Function(
        "weekday", ("date",), "number", _plain(_weekday),
        N_("day of the week: {of}"), ValueRange(least=Decimal(1), whole=True),
    ),
    Function(
        "difference", ("number", "number"), "number", _plain(_difference),
        N_("difference: {a} − {b}"), ValueRange(),
    ),
    Function(
        "birth date", ("text",), "date", _birth_date,
        N_("date of birth in the code: {of}"), ValueRange(may_be_inapplicable=True),
    ),
    # 0 rows are 0; a row to which the question does not apply adds nothing; a group or a number
    # that does not apply adds nothing beside one that does.
    Function(
        "sum", ("number or column of number",), "number", _sum,
        N_("total: {of}"), ValueRange(), repeats=True,
    ),
    Function(
        "count", ("group or choices",), "number", _count,
        N_("how many: {of}"), ValueRange(least=Decimal(0), whole=True),
    ),
    Function(
        "count of items", ("item", "status"), "number", _standing,
        N_("how many stand so: {of}"), ValueRange(least=Decimal(0), whole=True), repeats=True,
    ),
)  # fmt: skip

FUNCTIONS: Final[Mapping[str, Function]] = MappingProxyType({one.name: one for one in _ALL})
"""Every function by its name; how each is written is in ``definitions.reading.functions``."""


def function_of(computed: Computed) -> Function:
    """The function of a value; the statuses that it counts are among its arguments already."""
    function = FUNCTIONS[computed.function]
    if not computed.codes:
        return function
    apply, codes = function.apply, computed.codes
    return replace(function, apply=lambda arguments, today: apply((*arguments, *codes), today))
