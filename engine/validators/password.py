"""New password: its composition, all that is missing at once.

8 to 128 code points after composition (Unicode NFC), at least one digit 0 to 9, one lower-case and
one upper-case letter of any script, one symbol (Unicode P or S). Spaces are kept and are no symbol.

Source: requirement on passwords of the registration. Faults: password-short (E-08),
password-digit (E-09), password-lower (E-10), password-upper (E-11), password-symbol (E-13),
too-long (E-04), format (E-02, text that cannot be encoded); and of our own password-common (E-02):
what is guessed first is none, however it is composed (OWASP ASVS 5.0, 6.2.4).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate("Abcdef1!", context).codes
()
>>> validate("Abcdefgh", context).codes
('password-digit', 'password-symbol')
>>> validate("P@ssw0rd1", context).codes
('password-common',)
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

IN_PLACE_OF: Final = str.maketrans("@4013$5", "aaoiess")
"""Signs that people type in the place of letters."""

WORDS: Final = """
admin administrator asdf asdfgh asdfghjkl baseball changeme dragon football iloveyou latvia latvija
letmein liverpool login master monkey parole pass passcode passw password passwort princess qazwsx
qwer qwert qwerty qwertyuiop qwertz riga samsung secret starwars sunshine superman test user welcome
zaqwsx zxcvbn zxcvbnm йцукен йцукенг любовь пароль привет россия
"""
COMMON: Final = frozenset(WORDS.split())
"""Words of the passwords that are tried first, as lists of the most frequent ones begin."""


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
    if not faults and is_common(password):
        faults.append(ValidatorFault("password-common"))
    if len(password) > LONGEST_PASSWORD:
        faults.append(ValidatorFault("too-long", {"max": LONGEST_PASSWORD}))
    return judged(password, faults)


def is_common(password: str) -> bool:
    """Whether it is a word everybody tries, with signs around it or for some of its letters."""
    letters = [place for place, sign in enumerate(password) if sign.isalpha()]
    core = password[letters[0] : letters[-1] + 1] if letters else ""
    return core.casefold().translate(IN_PLACE_OF) in COMMON


def format(value: str) -> str:
    """Nothing of a password is ever shown."""
    return "•" * SHORTEST
