"""New password: its composition, all that is missing at once.

8 to 128 code points after composition (Unicode NFC), at least one digit 0 to 9, one lower-case and
one upper-case letter of any script, one symbol (Unicode P or S). Spaces are kept and are no symbol.

Source: requirement on passwords of the registration. Faults: password-short (E-08),
password-digit (E-09), password-lower (E-10), password-upper (E-11), password-symbol (E-13),
too-long (E-04), format (E-02, text that cannot be encoded).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate("Abcdef1!", context).codes
()
>>> validate("Abcdefgh", context).codes
('password-digit', 'password-symbol')
>>> validate("Ābčdēf1€", context).codes
()
"""

from __future__ import annotations

from typing import Final
from unicodedata import category

from engine.validators.context import Context
from engine.validators.letters import composed
from engine.validators.result import Result, ValidatorFault, judged

SHORTEST: Final = 8
LONGEST_PASSWORD: Final = 128
DIGITS: Final = frozenset("0123456789")


def compact(text: str) -> str:
    """Compose, so that every keyboard spells the same password; nothing is trimmed."""
    return composed(text)


def validate(text: str, context: Context) -> Result:
    """Judge the composition; the value is what is to be hashed."""
    password = compact(text)
    kinds = {category(character) for character in password}
    groups = {kind[0] for kind in kinds}
    wanting = {
        "password-short": len(password) < SHORTEST,
        "password-digit": DIGITS.isdisjoint(password),
        "password-lower": "Ll" not in kinds,
        "password-upper": "Lu" not in kinds,
        "password-symbol": groups.isdisjoint("PS"),
        "format": "Cs" in kinds,
    }
    faults = [ValidatorFault(code) for code, is_wanting in wanting.items() if is_wanting]
    if len(password) > LONGEST_PASSWORD:
        faults.append(ValidatorFault("too-long", {"max": LONGEST_PASSWORD}))
    return judged(password, faults)


def format(value: str) -> str:
    """Nothing of a password is ever shown."""
    return "•" * SHORTEST
