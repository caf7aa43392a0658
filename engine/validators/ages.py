"""Ages in completed years.

Source: the age limit of the client agreement; a person born on 29 February completes a year on
1 March of a common year.

>>> completed_years(date(2008, 2, 29), date(2026, 2, 28))
17
>>> completed_years(date(2008, 2, 29), date(2026, 3, 1))
18
"""

from __future__ import annotations

from datetime import date
from typing import Final

OLDEST: Final = 120
"""Completed years above which a date of birth is not believed."""


def completed_years(born: date, on: date) -> int:
    """Whole years lived at the date ``on``; negative when ``born`` is later."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def is_plausible(born: date, today: date) -> bool:
    """Whether somebody alive ``today`` can be born on that date."""
    return born <= today and completed_years(born, today) <= OLDEST
