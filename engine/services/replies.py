"""What comes back to whoever sent something to a case."""

from __future__ import annotations

from dataclasses import field

from engine.base.dataclass import dataclass
from engine.base.values import Problem
from engine.forms.differences import Difference
from engine.services.case_drafts import DraftedPage


@dataclass(frozen=True, slots=True)
class Saved:
    """Stored as ``version``; ``problems`` are faults of format and warnings, ``drafted`` is the
    case with the page of a form."""

    version: int
    problems: tuple[Problem, ...]
    drafted: DraftedPage | None = field(default=None, compare=False, repr=False)


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
