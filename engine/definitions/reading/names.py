"""What names mean in a programme: questions, values, facts, items, groups and dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Literal

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Span
from engine.definitions.model.calendars import Calendar
from engine.definitions.model.conditions import Literal_, Subject

SymbolValue = Literal[
    "text", "flag", "number", "date", "choice", "choices", "files", "row", "none", "group",
    "item", "items",
]  # fmt: skip
Role = Literal["question", "value", "fact", "group", "date", "item"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One name that conditions may speak of.

    ``codes`` are the values it can take, None where they cannot be listed; ``captions`` are what
    people call them, for those who write that instead. ``group`` is the path of
    the repeating group it stands in, or the item taken for each that it is known inside; its
    ``path`` is then the plain name. ``each`` is what an item is taken for, where it is several.
    """

    path: str
    value: SymbolValue
    role: Role
    span: Span
    literal: Callable[[str], Literal_]
    codes: tuple[str, ...] | None = None
    group: str = ""
    form: str = ""
    captions: Mapping[str, str] = NOTHING
    each: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """All symbols of a programme: of the case by path, of the rows by group and plain name.

    An item taken for each stands among the rows: what plain names mean inside it. ``partly`` are,
    by item, the questions that only some of its persons are asked; ``loose`` are items of which it
    is not known what they are taken for, so that any name may have a meaning inside them;
    ``calendar`` is what tests of working days and hours are judged by.
    """

    case: dict[str, Symbol] = field(default_factory=dict)
    rows: dict[str, dict[str, Symbol]] = field(default_factory=dict)
    partly: dict[str, frozenset[str]] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    calendar: Calendar | None = None

    def is_item(self, name: str) -> bool:
        """Whether an item has this name."""
        return name in self.case and self.case[name].role == "item"


@dataclass(frozen=True, slots=True)
class NameScope:
    """Where a condition stands: in which group's rows and below which prefix of a block.

    ``block`` are the plain names that the prefix applies to.
    """

    group: str = ""
    prefix: str = ""
    block: frozenset[str] = frozenset()

    def within(self, group: str) -> NameScope:
        """The same place inside the rows of ``group``."""
        return replace(self, group=group)


CASE = NameScope()


def find(name: str, place: NameScope, names: Names) -> tuple[Subject, Symbol] | None:
    """What ``name`` means at ``place``: the same row first, then the block, then the case."""
    rows = names.rows.get(place.group, {}) if place.group else {}
    own = f"{place.prefix}.{name}" if name in place.block else name
    if symbol := rows.get(own) or rows.get(name):
        return Subject(symbol.path, in_row=True), symbol
    if name in place.block and (symbol := names.case.get(f"{place.prefix}.{name}")):
        return Subject(symbol.path), symbol
    if symbol := names.case.get(name):
        return Subject(symbol.path), symbol
    return None


def known_names(place: NameScope, names: Names) -> tuple[str, ...]:
    """Everything that could be written at ``place``."""
    return (*names.rows.get(place.group, ()), *place.block, *names.case)
