"""Two engines, one decision: what happens when they agree, differ, or one of them is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Absence, Value
from engine.meaning.situation import Situation
from engine.meaning.truth import letter
from engine.rules.host import (
    Absent,
    Failed,
    RuleHost,
    Verdict,
)

Engines = Literal["agree", "differ", "single"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What both engines said. Anything but ``agree`` sends the case to a person.

    ``first`` and ``second`` are plain data for the audit; ``reason`` is one word: empty,
    ``absent``, ``crash``, ``hang``, ``corrupt``, ``refused`` or ``result``.
    """

    engines: Engines
    verdict: Verdict
    reason: str = ""
    first: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    second: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    @property
    def held(self) -> bool:
        """Whether a person has to look before anything is decided by the machine."""
        return self.engines != "agree"


def opinion(situation: Situation, first: RuleHost, second: RuleHost) -> Opinion:
    """Judge a case by both engines and compare every row and every fact."""
    verdict, other = first.judge(situation), second.judge(situation)
    if not isinstance(verdict, Verdict):
        raise TypeError("the first engine has to give a verdict")
    said = recorded(verdict)
    if isinstance(other, Absent):
        return Opinion("single", verdict, "absent", said)
    if isinstance(other, Failed):
        failed = {"failed": other.how, "detail": other.detail}
        return Opinion("differ", verdict, other.how, said, failed)
    answered = recorded(other)
    if said != answered:
        return Opinion("differ", verdict, "result", said, answered)
    return Opinion("agree", verdict, "", said, answered)


def recorded(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain data: by rule set, a letter for each row, and the facts."""
    return {
        name: {
            "rows": "".join(letter(truth) for truth in verdict.rows[name]),
            "facts": {fact: _plain(value) for fact, value in decision.facts.items()},
        }
        for name, decision in sorted(verdict.decisions.items())
    }


def _plain(value: Value) -> str | list[str]:
    if isinstance(value, Absence):
        return value.value
    return list(value) if isinstance(value, tuple) else str(value)
