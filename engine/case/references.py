"""Creditor references (ISO 11649): what a payer quotes so that a payment finds what it is for."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 21
SPACING: Final = re.compile(r"[\s\-/]+")
NUMBER: Final = re.compile(rf"[A-Z0-9]{{1,{LONGEST}}}")


def reference_of(number: str) -> str:
    """The reference for a number of at most 21 letters and digits, with its check digits.

    >>> reference_of("2026-1126-000123")
    'RF4120261126000123'
    """
    compact = SPACING.sub("", number).upper()
    if not NUMBER.fullmatch(compact):
        raise ValueError(f"not 1 to {LONGEST} letters and digits: {number!r}")
    from stdnum.iso7064 import mod_97_10  # noqa: PLC0415 - with the first invoice

    return f"RF{mod_97_10.calc_check_digits(compact + 'RF')}{compact}"
