"""Forms as frozen values: lists, questions, groups, sections, values and checks.

Paths: a question of a form has an absolute path (``company.name``); a question of a repeating group
has a plain ``name`` and its path is written ``representatives[].full_name``. One path is declared
once in a programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Answer, Level, Span, Text
from engine.definitions.model.conditions import Condition, Subject, Test
from engine.definitions.model.device_checks import DeviceCheck


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said to a person when something does not fit, and its stable code."""

    text: Text
    code: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. ``caption`` is None in provided lists, whose captions come from CLDR."""

    code: str
    caption: Text | None
    span: Span
    short: Text | None = None
    hint: Text | None = None
    heading: Text | None = None
    """Caption of the block of options this one belongs to, where a list has such blocks."""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """``provider`` names a provided list (``countries``, ``phone_codes``, …) or is empty."""

    name: str
    options: tuple[Option, ...]
    span: Span
    provider: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """Limits of a file question: extensions in lower case without dot, size in bytes per file.

    ``signs`` is the path of the question whose documents, signed, are attached here; or empty.
    """

    accept: tuple[str, ...]
    max_size: int
    max_files: int
    signs: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A question. ``kind`` is a key of FIELD_TYPES; ``required`` is a condition or always/never."""

    path: str
    name: str
    kind: str
    caption: Text
    span: Span
    group: str = ""
    """Path of the repeating group this question stands in, or empty."""
    hint: Text | None = None
    why: Text | None = None
    source: str = ""
    when: Condition | None = None
    required: bool | Condition = True
    must_be: Test | None = None
    must_be_text: str = ""
    unfit: Saying | None = None
    """Said when ``must_be`` does not hold (``else``)."""
    missing: Saying | None = None
    """Said when a required answer is missing (``if blank``); None is the kind's own sentence."""
    too_many: Saying | None = None
    """Said when more values arrive than the question takes (``if many``)."""
    looks_like: str = ""
    """Name of a validator in VALIDATORS, or empty."""
    pattern: str = ""
    """An RE2 pattern, or empty."""
    script: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    options: ChoiceList | None = None
    rows_of: str = ""
    """For kind ``row``: the group whose rows are offered."""
    country: Subject | str = ""
    """For ``company_number`` and ``phone``: country code or the question that holds it."""
    default: Answer | None = None
    autocomplete: str = ""
    width: str = ""
    sensitive: bool = False
    upload: Upload | None = None
    on_doubt: Literal["block", "warn", "refer"] = "refer"
    terms: tuple[str, ...] = ()
    """For consents: names of the programme's terms that are given to read beside the tick."""
    device_checks: tuple[DeviceCheck, ...] = ()
    """For ticks: what the browser measures beside it."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A named value: one function of the closed list (``functions``) and its subjects.

    ``codes`` are the statuses that “count of ITEM STATUS” counts.
    """

    path: str
    name: str
    function: str
    arguments: tuple[Subject, ...]
    text: str
    span: Span
    group: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Something the answers must fulfil. Not known counts as not yet broken."""

    condition: Condition
    saying: Saying
    span: Span
    at: tuple[str, ...] = ()
    """Names of questions the message stands at (plain names inside a group)."""
    level: Level = "refuse"
    when: Condition | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Distinct:
    """No two rows of a group (that fulfil ``where``) may agree in all of ``by``."""

    by: tuple[str, ...]
    saying: Saying
    span: Span
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A repeating group: ``minimum..maximum`` rows."""

    path: str
    caption: Text
    each: Text
    minimum: int
    maximum: int
    items: tuple[Field, ...]
    span: Span
    hint: Text | None = None
    when: Condition | None = None
    computed: tuple[Computed, ...] = ()
    checks: tuple[Check, ...] = ()
    distinct: tuple[Distinct, ...] = ()
    few: Saying | None = None
    """Said when there are fewer rows than ``minimum`` (``if blank``)."""
    copy_from: Mapping[str, Text] = field(default_factory=lambda: NOTHING)
    """Groups whose rows may be copied into this one, each with the words on its buttons."""
    titled_by: str = ""
    """Name of the question whose answer names a row."""
    why: Text | None = None
    source: str = ""


FormPart = Field | Group


@dataclass(frozen=True, slots=True)
class Section:
    caption: Text | None
    items: tuple[FormPart, ...]
    span: Span
    when: Condition | None = None
    hint: Text | None = None
    columns: int = 1
    page: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    title: Text
    sections: tuple[Section, ...]
    span: Span
    when: Condition | None = None
    hint: Text | None = None
    computed: tuple[Computed, ...] = ()
    checks: tuple[Check, ...] = ()
