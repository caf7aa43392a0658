"""Values: the closed list of functions, how each is written, and what it takes and gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from engine.base.dataclass import dataclass
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import Subject
from engine.definitions.reading.literals import KINDS
from engine.definitions.reading.names import (
    Names,
    NameScope,
    Symbol,
    SymbolValue,
    find,
    known_names,
)
from engine.definitions.reading.words import Word


@dataclass(frozen=True, slots=True)
class FunctionSyntax:
    """``takes`` are the kinds each argument may be of; ``over_rows`` allows ``group.field``."""

    name: str
    pattern: re.Pattern[str]
    takes: frozenset[str]
    gives: SymbolValue
    example: str
    over_rows: bool = False


COUNT_OF_ITEMS: Final = "count of items"

FUNCTIONS: Final[Sequence[FunctionSyntax]] = (
    FunctionSyntax("years", re.compile(r"years from (.+) to (.+)"), frozenset({"date"}), "number",
             "years from birth_date to today"),
    FunctionSyntax("days", re.compile(r"days from (.+) to (.+)"), frozenset({"date"}), "number",
             "days from registration_date to today"),
    FunctionSyntax("sum", re.compile(r"sum of (.+)"), frozenset({"number"}), "number",
             "sum of owners.share_percent", over_rows=True),
    FunctionSyntax(COUNT_OF_ITEMS, re.compile(r"count of ([A-Za-z0-9_]+) (.+)"),
             frozenset({"item", "items"}), "number", "count of photo passed"),
    FunctionSyntax("count", re.compile(r"count of (.+)"), frozenset({"group", "choices"}), "number",
             "count of representatives"),
    FunctionSyntax("difference", re.compile(r"difference of (.+) and (.+)"), frozenset({"number"}),
             "number", "difference of income and spending"),
    FunctionSyntax("weekday", re.compile(r"weekday of (.+)"), frozenset({"date"}), "number",
             "weekday of slot.date"),
    FunctionSyntax("birth date", re.compile(r"birth date in (.+)"), frozenset({"text"}), "date",
             "birth date in personal_code"),
)  # fmt: skip


def match_function(word: Word) -> tuple[FunctionSyntax, tuple[Word, ...]] | None:
    """The function that a text calls and the words of its arguments."""
    for function in FUNCTIONS:
        if match := function.pattern.fullmatch(word.text):
            spans = (match.span(number) for number in range(1, (match.lastindex or 0) + 1))
            arguments = tuple(word.part(*span) for span in spans)
            if function.name == "sum":
                arguments = tuple(part for each in arguments for part in each.split(" and "))
            return function, arguments
    return None


def resolve_arguments(
    function: FunctionSyntax,
    words: tuple[Word, ...],
    place: NameScope,
    names: Names,
    faults: Faults,
) -> tuple[Subject, ...] | None:
    """The subjects a function is called on, or None after a fault."""
    found = [_argument(function, word, place, names, faults) for word in words]
    subjects = tuple(subject for subject in found if subject is not None)
    return subjects if len(subjects) == len(found) else None


def _argument(
    function: FunctionSyntax, word: Word, place: NameScope, names: Names, faults: Faults
) -> Subject | None:
    found = find(word.text, place, names)
    if found is None and function.over_rows:
        found = _over_rows(word.text, place, names)
    if found is None:
        faults.unknown("A201", word, "question or value", known_names(place, names))
        return None
    subject, symbol = found
    if symbol.value not in function.takes:
        faults.add(
            "A308", word.span,
            f"“{function.name}” cannot be taken of {KINDS[symbol.value]}.",
            f"For example: {function.example}.",
        )  # fmt: skip
        return None
    return subject


def _over_rows(name: str, place: NameScope, names: Names) -> tuple[Subject, Symbol] | None:
    group, _, plain = name.rpartition(".")
    symbol = names.rows.get(group, {}).get(plain)
    if symbol is None or names.is_item(group):
        return None
    is_own = group in names.rows.get(place.group, {})  # rows that one of an item keeps
    return Subject(f"{group}[].{plain}", in_row=is_own), symbol
