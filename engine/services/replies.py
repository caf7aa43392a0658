"""What comes back to whoever sent something to a case."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.values import Problem
from engine.forms.differences import Difference


@dataclass(frozen=True, slots=True)
class Saved:
    """Stored as ``version``; ``problems`` are faults of format and warnings."""

    version: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Nothing was stored: somebody saved ``version`` since the page was made."""

    version: int
    differing: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Not sent because of problems; what was typed is kept as a draft in ``version``."""

    version: int
    problems: tuple[Problem, ...]
