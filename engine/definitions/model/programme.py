"""One bank's programme, and all definitions of a folder, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Span, Text
from engine.definitions.model.bank import Bank
from engine.definitions.model.forms import ChoiceList, Form
from engine.definitions.model.persons import PersonGroup
from engine.definitions.model.route import Flow
from engine.definitions.model.rules import NamedCondition, RuleSet


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
class Terms:
    """A text given to read at a consent; ``files`` maps languages to files of the definitions."""

    name: str
    title: Text
    version: str
    valid_from: date
    span: Span
    files: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Programme:
    """One bank's onboarding: everything a case needs, and nothing another programme may touch."""

    name: str
    title: Text
    bank: Bank
    registration: Registration
    forms: tuple[Form, ...]
    rules: tuple[RuleSet, ...]
    conditions: tuple[NamedCondition, ...]
    persons: tuple[PersonGroup, ...]
    flow: Flow
    """Roles, stages, items and all that a case lives by."""
    span: Span
    languages: tuple[str, ...] = ("en",)
    """Languages the programme promises, the preferred one first."""
    time_zone: str = "Europe/Riga"
    terms: tuple[Terms, ...] = ()
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
