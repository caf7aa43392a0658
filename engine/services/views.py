"""What pages are given: plain values in the reader's language, nothing to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.base.values import NOTHING, Answers, Problem
from engine.forms.requirements import Need
from engine.forms.view import FormView, ProblemView
from engine.meaning.words.summary import (
    FactInWords,
    PeopleInWords,
    ReasonInWords,
    StageInWords,
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: an applicant's account and the language to answer in."""

    account_id: str
    lang: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands on the page: texts by input name, and problems to show at them.

    ``known`` are answers outside the page.
    """

    raw: Mapping[str, Sequence[str]] = field(default_factory=lambda: NOTHING, repr=False)
    problems: tuple[Problem, ...] = ()
    known: Answers = field(default_factory=lambda: NOTHING, repr=False)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    id: str
    programme: str
    number: str
    status: str
    stage: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class StagePage:
    """The forms of one stage. ``version`` goes back with what is typed."""

    case_id: str
    number: str
    stage: str
    title: str
    version: int
    read_only: bool
    saved_at: datetime | None
    forms: tuple[FormView, ...]
    problems: tuple[ProblemView, ...]
    """All that the applicant may see, in page order."""
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One person who has to act, by name where it is known."""

    path: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PeopleView:
    """People with a duty, and why."""

    words: PeopleInWords
    persons: tuple[Person, ...]
    why: tuple[ReasonInWords, ...]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of a stage and its status, in words."""

    stage: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a case stands. ``to_do`` is the stage whose forms wait for the applicant, or empty."""

    case_id: str
    number: str
    status: str
    programme: str
    stages: tuple[StageInWords, ...]
    facts: tuple[FactInWords, ...]
    people: tuple[PeopleView, ...]
    documents: tuple[DocumentLine, ...]
    """Those that the applicant has begun."""
    engines: str
    held: bool
    to_do: str
    submitted_stage: str
    submitted_at: datetime | None
