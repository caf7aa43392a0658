"""The three fixed verbs of a validator."""

from __future__ import annotations

from typing import Protocol

from engine.validators.context import Context
from engine.validators.result import Result


class Validator(Protocol):
    """A module (or any object) with these functions; none of them raises for any text.

    ``validate`` compacts its text itself, so it takes what the applicant typed. A value that it
    gave out is accepted again, as it is and as ``format`` shows it, and stays the same; only of a
    password ``format`` shows nothing.
    """

    def compact(self, text: str, /) -> str:
        """Bring ``text`` to its canonical spelling without judging it."""
        ...

    def validate(self, text: str, context: Context, /) -> Result:
        """Judge ``text``: the clean value, or all faults at once."""
        ...

    def format(self, value: str, /) -> str:
        """Spell a clean ``value`` the way people read it."""
        ...
