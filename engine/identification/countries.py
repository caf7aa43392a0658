"""Codes of countries in three letters, as providers write them, and in two, as we do."""

from __future__ import annotations

from functools import cache
from typing import Final

from babel.core import get_global

WITHDRAWN: Final = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})
"""Codes of countries that are gone, which stand for their successors."""


@cache
def _pairs() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    return {
        long: short[0]
        for long, short in aliases.items()
        if len(long) == 3 and long.isalpha() and len(short) == 1
    }


def alpha_2(code: str) -> str:
    """The code in two letters; an unknown one stays as it is.

    >>> alpha_2("LVA"), alpha_2("lva"), alpha_2("LV"), alpha_2("UNK")
    ('LV', 'LV', 'LV', 'UNK')
    """
    return _pairs().get(code.upper(), code.upper())


@cache
def alpha_3(code: str) -> str:
    """The code in three letters, empty if there is none.

    >>> alpha_3("LV"), alpha_3("DE"), alpha_3("")
    ('LVA', 'DEU', '')
    """
    known = (long for long, short in _pairs().items() if short == code.upper())
    return next((long for long in known if long not in WITHDRAWN), "")
