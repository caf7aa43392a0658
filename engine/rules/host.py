"""The port behind which rules are judged, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

from engine.base.dataclass import dataclass
from engine.meaning.situation import Situation
from engine.meaning.tables import Decision
from engine.meaning.truth import Truth


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one engine says of a case: each rule set's decision, and of each row whether it fits."""

    decisions: Mapping[str, Decision]
    rows: Mapping[str, tuple[Truth, ...]]


@dataclass(frozen=True, slots=True)
class Failed:
    """An engine gave no verdict. ``how`` is one word for the audit."""

    how: Literal["crash", "hang", "corrupt", "refused"]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """The engine is not installed here."""


class RuleHost(Protocol):
    """Judges all rule sets of a programme for one case."""

    def judge(self, situation: Situation) -> Verdict | Failed | Absent:
        """The verdict, or why there is none; never raises for what the engine does."""
        ...
