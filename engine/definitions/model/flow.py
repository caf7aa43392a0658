"""The flow as frozen values: persons, stages, documents, notices, promises, terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.base.values import NOTHING, Span, Text
from engine.definitions.model.conditions import Condition, Subject


@dataclass(frozen=True, slots=True)
class Actor:
    """Who may act. ``role`` is empty for the applicant and the system."""

    name: str
    caption: Text
    span: Span
    role: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    count: int
    unit: Literal["days", "working days", "hours", "minutes"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A named outcome of a stage; ``target`` is ``next``, ``stay``, ``back to STAGE`` or an end."""

    name: str
    caption: Text
    target: str
    span: Span
    deadline: Deadline | None = None
    kind: Literal["good", "bad", "neutral"] = "neutral"
    services: Condition | None = None
    """For stages taken ``each``: the values of its question that this outcome exists for."""
    text: Text | None = None
    """What people are told when this outcome comes."""


@dataclass(frozen=True, slots=True)
class Each:
    """A stage taken once per person of a fact, or once per chosen value of a question."""

    subject: Subject
    among: tuple[str, ...] = ()
    """The values that count; empty means all."""


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    title: Text
    by: str
    outcomes: tuple[Outcome, ...]
    span: Span
    forms: tuple[str, ...] = ()
    each: Each | None = None
    when: Condition | None = None
    given_by: str = ""
    """The fact (``from: stages``) that names this stage when it applies, or empty."""
    on_demand_after: str = ""
    """Stage after which staff may demand this one, any number of times; empty: not on demand."""
    together: str = ""
    """Name of the block of stages that run side by side, or empty."""
    shows: Text | None = None
    because: Text | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class End:
    name: str
    caption: Text
    span: Span


@dataclass(frozen=True, slots=True)
class MustHold:
    """What the bank relies on: whoever is at ``at`` (a stage or an end) fulfils ``fits``."""

    at: str
    fits: Condition
    span: Span
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class DocumentStep:
    actor: str
    event: str
    target: str
    span: Span
    version: bool = False


@dataclass(frozen=True, slots=True)
class DocumentState:
    name: str
    caption: Text
    steps: tuple[DocumentStep, ...]
    span: Span
    final: bool = False


@dataclass(frozen=True, slots=True)
class DocumentType:
    name: str
    title: Text
    starts: str
    states: tuple[DocumentState, ...]
    span: Span
    when: Condition | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message sent when ``event`` happens; ``placeholders`` maps names to declared types."""

    name: str
    event: str
    to: str
    channels: tuple[str, ...]
    text: Text
    span: Span
    placeholders: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    subject: Text | None = None
