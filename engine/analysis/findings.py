"""What a proof has to say: findings with their smallest case, and what was proved over how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from engine.analysis.given import Assignment, Given
from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Span, Value


@dataclass(frozen=True, slots=True)
class FindingText:
    """A message of the code with what stands in its placeholders: words, texts, tuples of them."""

    message: str
    params: Mapping[str, object] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class RunStep:
    """One step of a run as scenarios say it: of which item, for whom, and what is filled in.

    ``persons`` are those that a form sent again names now, where they are not those before;
    ``replaced`` those of them who are others in the same place.
    """

    item: str
    step: str
    of: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    persons: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold.

    ``code`` is a key of ``PROPERTIES``; ``case`` the smallest case as answers by input name, and
    ``run`` what has to happen in it, in order; ``box`` all answers it is the same for, by path;
    ``cases`` how many combinations of answers are affected (0: it does not depend on answers).
    """

    code: str
    text: FindingText
    lines: tuple[Span, ...]
    case: tuple[tuple[str, Given], ...] = ()
    run: tuple[RunStep, ...] = ()
    box: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    cases: int = 0
    about: str = ""
    """What it is about in codes, so that findings have the same order every time."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at, and how much of it; ``bound`` says what was left out, if anything."""

    what: FindingText
    count: int
    bound: FindingText | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The result of ``verify``.

    ``combinations`` of answers and ``states`` of their ways were looked at in ``seconds``.
    """

    programme: str
    combinations: int
    states: int
    seconds: float
    findings: tuple[Finding, ...]
    proved: tuple[Proof, ...]
    bounded: tuple[Proof, ...]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by code, and by what they are about; the same in any order of files."""
    return tuple(sorted(findings, key=lambda one: (one.code, one.about, str(one.case))))


def case_of(decided: Assignment) -> tuple[tuple[str, Given], ...]:
    """Decided answers in the order in which they were asked for."""
    return tuple(decided.items())
