"""The frozen model that the loader makes of definitions; nothing past the loader walks a dict.

Paths: a question of a form has an absolute path (``company.name``); a question of a repeating group
has a plain ``name`` and its path is written ``representatives[].full_name``. One path is declared
once in a programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from engine.definitions.conditions import Condition, Subject, Test
from engine.values import NOTHING, Answer, Level, Span, Text


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
    """Limits of a file question: extensions in lower case without dot, size in bytes per file."""

    accept: tuple[str, ...]
    max_size: int
    max_files: int


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


@dataclass(frozen=True, slots=True)
class Computed:
    """A named value: one function of the closed list (``functions``) and its subjects."""

    path: str
    name: str
    function: str
    arguments: tuple[Subject, ...]
    text: str
    span: Span
    group: str = ""


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


Item = Field | Group


@dataclass(frozen=True, slots=True)
class Section:
    caption: Text | None
    items: tuple[Item, ...]
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


@dataclass(frozen=True, slots=True)
class Output:
    """What a rule gives: a fact and the codes it may take, with captions where people see them."""

    name: str
    codes: tuple[str, ...]
    captions: Mapping[str, Text] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row of a table, or one if/then line. ``gives`` maps outputs to the codes given."""

    number: int
    condition: Condition
    gives: Mapping[str, tuple[str, ...]]
    span: Span
    because: Text | None = None
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


HitPolicy = Literal["first", "unique", "any", "collect", "priority"]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A decision table or a list of if/then lines; both are rows here."""

    name: str
    hit: HitPolicy
    outputs: tuple[Output, ...]
    rows: tuple[RuleRow, ...]
    span: Span
    title: Text | None = None
    source: str = ""
    as_of: str = "today"
    """The date question or value that ``valid`` of a row speaks of; ``today`` unless said."""


@dataclass(frozen=True, slots=True)
class NamedCondition:
    name: str
    condition: Condition
    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """Who may act. ``role`` is empty for the applicant and the system."""

    name: str
    caption: Text
    span: Span
    role: str = ""


@dataclass(frozen=True, slots=True)
class PersonGroup:
    """People with a duty: one block of questions (``client.…``) or rows of a group that fit."""

    name: str
    caption: Text
    span: Span
    block: str = ""
    """Prefix of the questions about one person (``client``), or empty."""
    every: str = ""
    """Path of a repeating group, or empty."""
    where: Condition | None = None
    same_as: str = ""
    """Another group a person of this one may belong to: counted once where ``same_when`` holds."""
    same_when: Condition | None = None


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


@dataclass(frozen=True, slots=True)
class Terms:
    """A text given to read at a consent; ``files`` maps languages to files of the definitions."""

    name: str
    title: Text
    version: str
    valid_from: date
    span: Span
    files: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Registration:
    """How an account is made: the forms of the wizard and the questions that are log-in data.

    ``case_forms`` are part of every case; ``account_form`` is answered once for the account, and
    of its answers only ``email`` and ``phone`` are known in cases.
    """

    case_forms: tuple[str, ...]
    account_form: str
    email: str
    phone: str
    password: str
    password_repeat: str
    span: Span
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """One bank's onboarding: everything a case needs, and nothing another programme may touch."""

    name: str
    title: Text
    bank: Text
    registration: Registration
    forms: tuple[Form, ...]
    rules: tuple[RuleSet, ...]
    conditions: tuple[NamedCondition, ...]
    persons: tuple[PersonGroup, ...]
    actors: tuple[Actor, ...]
    stages: tuple[Stage, ...]
    ends: tuple[End, ...]
    span: Span
    languages: tuple[str, ...] = ("en",)
    """Languages the programme promises, the preferred one first."""
    time_zone: str = "Europe/Riga"
    must_hold: tuple[MustHold, ...] = ()
    documents: tuple[DocumentType, ...] = ()
    notices: tuple[Notice, ...] = ()
    terms: tuple[Terms, ...] = ()
    contact: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    sources: Mapping[str, Text] = field(default_factory=lambda: NOTHING)
    """What applicants read of the works that ``source`` names, by their name there."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything below one definitions folder, checked and frozen."""

    programmes: Mapping[str, Programme]
    lists: Mapping[str, ChoiceList]
    fingerprint: str
    """SHA-256 over the sorted source files: the name of the bundle."""
    sources: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    """Source text by file name relative to the folder, so that a bundle can be stored whole."""
