"""What whoever sent a command gets, the first time and every time after."""

from __future__ import annotations

from datetime import datetime

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """A command was obeyed: its events are ``first`` to ``last``; none where ``last`` is before.

    ``key`` names the command and its sender. ``engines`` and ``held`` are those of a form that was
    sent in: ``held`` says that a person looks at it before anything is decided.
    """

    case: str
    key: str
    first: int
    last: int
    at: datetime
    engines: str = ""
    held: bool = False
