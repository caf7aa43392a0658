"""Three truth values as Kleene combines them: yes, no, and ``None`` for "not known yet"."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def both(parts: Iterable[Truth]) -> Truth:
    """Kleene *and*: one ``False`` decides, else one ``None`` leaves it open; of nothing, true."""
    result: Truth = True
    for part in parts:
        if part is False:
            return False
        if part is None:
            result = None
    return result


def either(parts: Iterable[Truth]) -> Truth:
    """Kleene *or*: one ``True`` decides, else one ``None`` leaves it open; of nothing, false."""
    result: Truth = False
    for part in parts:
        if part is True:
            return True
        if part is None:
            result = None
    return result


def opposite(part: Truth) -> Truth:
    """Kleene *not*: what is not known stays not known."""
    return None if part is None else not part


def letter(truth: Truth) -> str:
    """``Y``, ``N`` or ``?``, as tables of the documentation write it."""
    return "?" if truth is None else "Y" if truth else "N"
