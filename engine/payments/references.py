"""Creditor references (ISO 11649): what a payer quotes so that a payment finds its invoice."""

from __future__ import annotations

import re
from typing import Final

from stdnum import iso11649
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

LONGEST: Final = 21
NUMBER: Final = re.compile(r"[A-Z0-9]{1,21}")


def reference_of(number: str) -> str:
    """The reference for a number of at most 21 letters and digits, with its check digits.

    >>> reference_of("20261126000123")
    'RF4120261126000123'
    """
    compact = re.sub(r"[\s\-/]+", "", number).upper()
    if not NUMBER.fullmatch(compact):
        raise ValueError(f"not 1 to {LONGEST} letters and digits: {number!r}")
    return f"RF{mod_97_10.calc_check_digits(compact + 'RF')}{compact}"


def is_reference(text: str) -> bool:
    """Whether a text is a creditor reference with the right check digits."""
    try:
        iso11649.validate(text)
    except ValidationError:
        return False
    return True


def quoted(text: str, reference: str) -> bool:
    """Whether a text of a payment names this reference, however it is spaced and written.

    Only a reference that is known is looked for: of texts that merely look like one, one in 97
    has the right check digits by chance.
    """
    compact = re.sub(r"[^A-Z0-9]", "", text.upper())
    return re.sub(r"[^A-Z0-9]", "", reference.upper()) in compact
