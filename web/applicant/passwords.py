"""The conditions of a password as the page lists them; ``engine.validators.password`` judges."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.language.marker import N_

CONDITIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "length": N_("at least 8 characters"),
        "digit": N_("at least one digit"),
        "lower": N_("at least one lower-case letter"),
        "upper": N_("at least one upper-case letter"),
        "symbol": N_("at least one symbol, for example ! or ?"),
    }
)
"""What the list says, by the name that the script knows it under."""
