"""What was read from a person's document, beside what is answered about the person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any, Final, Literal, get_args

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.values import Answer
from engine.case.persons_of_case import NAMES, person_answers, person_questions
from engine.case.state import CaseState
from engine.definitions.model.forms import Field

DOCUMENT: Final = "document"
"""Under this the event of a provider's step keeps what was read from a document."""

ReadKind = Literal["name", "code", "born", "number", "until", "country"]
KINDS: Final[tuple[ReadKind, ...]] = get_args(ReadKind)
CODE: Final = "personal_code"
"""The kind of questions that ask for a personal code."""


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One thing that was read. ``typed`` was answered, ``before`` was read another time.

    ``differs``: it is another one than before or than was answered, or it has run out.
    """

    kind: ReadKind
    read: str | date = field(repr=False)
    typed: Answer | None = field(default=None, repr=False)
    before: str = field(default="", repr=False)
    differs: bool = False


def read_of_person(
    state: CaseState, events: Iterable[CaseEvent], unit: str
) -> tuple[ReadValue, ...]:
    """What was read last of a person; nothing where nobody read anything."""
    found = readings_of(events, unit)
    return compared(state, unit, found) if found else ()


def readings_of(events: Iterable[CaseEvent], unit: str) -> list[Mapping[str, Any]]:
    """Everything that was read of a person, the last at the end."""
    return [one.data[DOCUMENT] for one in events if one.of == unit and DOCUMENT in one.data]


def compared(
    state: CaseState, unit: str, readings: list[Mapping[str, Any]]
) -> tuple[ReadValue, ...]:
    """The last reading beside the answers; the same document is to be shown each time."""
    first, last = readings[0], readings[-1]
    typed = typed_of(state, unit)
    values = (
        _value(kind, last[kind], typed.get(kind), state.world.today)
        for kind in KINDS
        if last.get(kind)
    )
    return tuple(_beside_the_first(one, str(first.get("number", ""))) for one in values)


def typed_of(state: CaseState, unit: str) -> Mapping[ReadKind, Answer]:
    """What is answered about a person that a document tells as well."""
    answers, found = person_answers(state, unit), dict[ReadKind, Answer]()
    for kind, name in _asked(state, unit):
        answer = answers.get(name)
        if answer and kind not in found:
            found[kind] = answer
    return found


def _asked(state: CaseState, unit: str) -> Iterator[tuple[ReadKind, str]]:
    """The questions about a person that a document answers, by their plain names."""
    kept = _same(state, unit)
    for one in person_questions(state.ready.meaning, unit):
        name = one.name if one.group else one.path.removeprefix(f"{unit}.")
        kind = _kind(one, name in kept)
        if kind is not None:
            yield kind, name


def _kind(asked: Field, is_kept: bool) -> ReadKind | None:
    if asked.kind == CODE:
        return "code"
    if asked.kind == "date" and is_kept:
        return "born"
    is_name = asked.looks_like == NAMES or (is_kept and asked.kind == "text")
    return "name" if is_name else None


def _same(state: CaseState, unit: str) -> frozenset[str]:
    """The answers that make a person the same."""
    own = (
        one
        for one in state.ready.programme.persons
        if unit == one.block or (bool(one.every) and unit.startswith(f"{one.every}."))
    )
    return frozenset(name for one in own for name in one.same)


def _value(kind: ReadKind, read: str | date, typed: Answer | None, today: date) -> ReadValue:
    if kind == "until":
        return ReadValue(kind, read, differs=isinstance(read, date) and read < today)
    differs = typed is not None and _plain(read) != _plain(typed)
    return ReadValue(kind, read, typed, differs=differs)


def _beside_the_first(value: ReadValue, before: str) -> ReadValue:
    if value.kind != "number" or not before or _plain(before) == _plain(value.read):
        return value
    return replace(value, before=before, differs=True)


def _plain(value: Any) -> list[str]:
    """As it is compared: words in any order, letters and digits only, without case and accents."""
    if isinstance(value, date):
        return [value.isoformat()]
    parts = unicodedata.normalize("NFKD", str(value)).casefold()
    words = ("".join(one for one in word if one.isalnum()) for word in parts.split())
    return sorted(word for word in words if word)
