"""Answers that stand for many: plainly invented texts, and points around the constants of tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from engine.analysis.constants import Constant
from engine.base.values import StoredFile
from engine.definitions.model.calendars import Calendar
from engine.definitions.model.forms import Field
from engine.meaning.calendar import is_working

FRESH: Final = 3
"""How many different texts a question is given that is compared with others."""

_BY_LOOKS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "person_name": ("Anna Paraugs", "Juris Demo", "Ilze Piemērs"),
        "company_name": ("SIA Paraugs", "SIA Demo", "SIA Piemērs"),
    }
)

_BY_KIND: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "personal_code": ("320000-00001", "320000-00002", "320000-00003"),
        "email": ("anna@example.lv", "juris@example.lv", "ilze@example.lv"),
        "phone": ("+37120000001", "+37120000002", "+37120000003"),
        "url": ("https://example.lv/1", "https://example.lv/2", "https://example.lv/3"),
        "iban": ("LV80BANK0000435195001", "EE382200221020145685", "LT121000011101001000"),
        "company_number": ("49000000002", "49000000017", "49000000021"),
        "password": ("Paraugs-1", "Paraugs-2", "Paraugs-3"),
        "text": ("Text A", "Text B", "Text C"),
    }
)

MOST_DECIMALS: Final = 20
"""Digits after the point that a number may be typed with."""

DIGITS: Final = 3 * MOST_DECIMALS
"""Digits that are counted with: 20 before the point, 20 after it, and what a sum needs beyond."""

_SOME_DAYS: Final = 15
_BOTH: Final = (True, False)

FILE: Final = StoredFile("sample", "sample.pdf", 1000, "0" * 64, "application/pdf")


def texts(field: Field) -> tuple[str, ...]:
    """Different texts that fit the kind of a question."""
    return _BY_LOOKS.get(field.looks_like) or _BY_KIND.get(field.kind) or _BY_KIND["text"]


def numbers(field: Field, constants: Iterable[Constant]) -> tuple[Decimal, ...]:
    """Every constant, a number between each two of them, and one on either side."""
    limits = [one for one in (field.minimum, field.maximum) if one is not None]
    step = Decimal(1).scaleb(-min(field.decimals or 0, MOST_DECIMALS))
    return points((*constants, *limits), step)


def points(constants: Iterable[Constant], step: Decimal = Decimal(1)) -> tuple[Decimal, ...]:
    """The numbers among the constants, one between each two, and one on either side."""
    known = sorted({one for one in constants if isinstance(one, Decimal)})
    found = set(_between(known, step)) if known else {Decimal(1)}
    fitting = {_rounded(one, step) for one in known if one == _rounded(one, step)}
    return tuple(sorted(found | fitting))


def _between(known: list[Decimal], step: Decimal) -> Iterator[Decimal]:
    yield _rounded(known[0] - 1, step)
    yield _rounded(known[-1] + 1, step)
    for low, high in pairwise(known):
        for middle in ((low + high) / 2, low + step, high - step):
            inner = _rounded(middle, step)
            if low < inner < high:
                yield inner
                break
        else:
            yield (low + high) / 2


def _rounded(number: Decimal, step: Decimal) -> Decimal:
    """The number in steps, with as many digits as a test or a limit may have."""
    with localcontext(prec=DIGITS):
        return number.quantize(step)


def dates(
    today: date, constants: Iterable[Constant], calendars: Iterable[Calendar] = ()
) -> tuple[date, ...]:
    """Every constant and today, a day between each two of them, and some on either side.

    After each of them also the first day on which each bank works, and the first on which not.
    """
    known = sorted({one for one in constants if isinstance(one, date)} | {today})
    found = {*known, _shifted(known[0], -400), _shifted(known[-1], 400)}
    for low, high in pairwise(known):
        if (high - low).days > 1:
            found.add(low + timedelta(days=(high - low).days // 2))
    near = {_next(day, each, works) for each in calendars for works in _BOTH for day in found}
    return tuple(sorted(found | near))


def _next(day: date, calendar: Calendar, works: bool) -> date:
    """The first day from ``day`` on, within a week or two, that is as wanted."""
    days = (_shifted(day, more) for more in range(_SOME_DAYS))
    return next((each for each in days if is_working(calendar, each) is works), day)


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
