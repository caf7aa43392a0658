"""Two engines, one decision: what happens when they agree, differ, or one of them is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.meaning.situation import Situation
from engine.meaning.truth import Truth
from engine.rules.host import Absent, Failed, RuleHost, Verdict
from engine.values import NOTHING, Absence, Value

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
    verdict = first.judge(situation)
    if not isinstance(verdict, Verdict):
        raise TypeError("the first engine has to give a verdict")
    other = second.judge(situation)
    said = _data(verdict)
    if isinstance(other, Absent):
        return Opinion("single", verdict, "absent", said)
    if isinstance(other, Failed):
        return Opinion(
            "differ", verdict, other.how, said, {"failed": other.how, "detail": other.detail}
        )
    answered = _data(other)
    if said == answered:
        return Opinion("agree", verdict, "", said, answered)
    return Opinion("differ", verdict, "result", said, answered)


def _data(verdict: Verdict) -> dict[str, Any]:
    return {
        name: {
            "rows": "".join(_letter(truth) for truth in verdict.rows[name]),
            "facts": {fact: _plain(value) for fact, value in decision.facts.items()},
        }
        for name, decision in sorted(verdict.decisions.items())
    }


def _letter(truth: Truth) -> str:
    return "?" if truth is None else "Y" if truth else "N"


def _plain(value: Value) -> Any:
    if isinstance(value, Absence):
        return value.value
    return list(value) if isinstance(value, tuple) else str(value)
