"""Date of birth, kept as ``YYYY-MM-DD``.

Read as ``1985-06-15`` or ``15.06.1985``. A date after today or an age above 120 completed years is
refused; how old the person must be is a matter of the form.

Source: ISO 8601; requirement on ages of the client questionnaire. Faults: birth-date (E-23),
format (E-02).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate("15.06.1985", context).value
'1985-06-15'
>>> validate("23.11.2026", context).codes
('birth-date',)
>>> validate("29.02.2001", context).codes
('format',)
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from engine.validators.ages import is_plausible
from engine.validators.context import Context
from engine.validators.result import Result, accepted, refused

ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DOTTED: Final = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})\.?")


def compact(text: str) -> str:
    """Trim, and turn day, month and year with dots into year, month and day with hyphens."""
    trimmed = text.strip()
    dotted = DOTTED.fullmatch(trimmed)
    return f"{dotted[3]}-{dotted[2]:0>2}-{dotted[1]:0>2}" if dotted else trimmed


def validate(text: str, context: Context) -> Result:
    """Judge whether the date exists and whether somebody alive can be born on it."""
    day = compact(text)
    born = parsed(day)
    if born is None:
        return refused("format")
    return accepted(day) if is_plausible(born, context.today) else refused("birth-date")


def format(value: str) -> str:
    """Day, month and year with dots."""
    born = parsed(value)
    return f"{born:%d.%m.}{born.year:04}" if born else value


def parsed(text: str) -> date | None:
    """The date that an ISO text names; ``None`` if there is no such date."""
    if not ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
