"""What can be said of an uploaded file, and how a check says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Final, Literal, get_args

Verdict = Literal["fits", "differs", "unsafe"]
"""``differs``: it is not what its extension says. ``unsafe``: it is, and may harm who opens it."""

VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
Check = Callable[[BinaryIO], Verdict]


def fits(recognised: bool) -> Verdict:
    """The verdict where only recognition counts."""
    return "fits" if recognised else "differs"
