"""People with a duty as frozen values."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.values import Span, Text
from engine.definitions.model.conditions import Condition


@dataclass(frozen=True, slots=True)
class PersonGroup:
    """People with a duty: one block of questions (``client.…``) or rows of a group that fit."""

    name: str
    caption: Text
    span: Span
    block: str = ""
    """Prefix of the questions about one person (``client``), or empty."""
    every: str = ""
    """Path of a repeating group, or empty."""
    where: Condition | None = None
    same_as: str = ""
    """Another group a person of this one may belong to: counted once where ``same_when`` holds."""
    same_when: Condition | None = None
    same: tuple[str, ...] = ()
    """Names of the questions whose answers make a person the same; another answer is another."""
