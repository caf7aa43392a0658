"""Values that travel between the rooms: places in files, texts, answers, problems.

An answer is one of ``str`` (text, codes), ``bool`` (yes/no, ticks), ``Decimal`` (numbers),
``date``, ``tuple[str, ...]`` (several choices), ``tuple[StoredFile, ...]`` (files) or
``tuple[Row, ...]`` (a repeating group). A question without an answer is ``BLANK``; a question that
does not apply is ``NOT_APPLICABLE``. The exact meaning of both is in docs/language.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, Literal

from engine.base.dataclass import dataclass


class Absence(Enum):
    """Why there is no answer: not given yet, or not asked at all."""

    BLANK = "blank"
    NOT_APPLICABLE = "n/a"

    def __repr__(self) -> str:
        return self.value


BLANK: Final = Absence.BLANK
NOT_APPLICABLE: Final = Absence.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file the applicant uploaded: what is known of it, never its content."""

    id: str
    name: str
    size: int
    sha256: str
    media_type: str


Row = Mapping[str, "Answer"]
Answer = str | bool | Decimal | date | tuple[Any, ...]
Value = Answer | Absence
Answers = Mapping[str, Answer]
"""Answers of one case by path: ``{"company.name": "…", "owners": ({"full_name": "…"},)}``."""

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a definition file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or caption in the source language, to be looked up in the reader's catalog.

    ``context`` is the gettext context (the folder of the bank, or ``shared``), so that two banks
    may translate the same words differently.
    """

    source: str
    context: str = ""
    span: Span = field(default=Span("", 1, 1), compare=False)

    @property
    def as_object(self) -> Text:
        """The same words as the object of a sentence, “Add …”: many languages inflect them.

        Translators write the form that is needed; nothing is inflected by rules.
        """
        return Text(self.source, f"{self.context} (object)".lstrip(), self.span)


Level = Literal["refuse", "warn", "staff"]
"""``refuse`` stops a submission; ``warn`` is shown to the applicant; ``staff`` to the bank only."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one answer.

    ``path`` is the input name (``representatives.0.email``); ``message`` is in the source language
    with named placeholders from ``params``.
    """

    path: str
    code: str
    message: Text
    level: Level = "refuse"
    params: Mapping[str, object] = field(default_factory=lambda: NOTHING)
