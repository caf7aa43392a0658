"""Values and checks of forms and groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.base.values import Level
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import (
    Check,
    Computed,
)
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.drafts import NodeAt, ValueDraft
from engine.definitions.reading.functions import (
    COUNT_OF_ITEMS,
    FUNCTIONS,
    match_function,
    resolve_arguments,
)
from engine.definitions.reading.map_reader import as_map
from engine.definitions.reading.names import NameScope, find, known_names
from engine.definitions.reading.sayings import read_else
from engine.definitions.reading.words import Word, word
from engine.definitions.reading.yaml_nodes import Scalar

LEVELS: Final[Mapping[str, Level]] = {"refuse": "refuse", "warn": "warn", "staff": "staff"}
CHECK_WORDS: Final = frozenset({"else", "code", "at", "when", "level"})


class CheckModel:
    """Builds values and checks."""

    def __init__(self, conditions: ConditionParser, faults: Faults) -> None:
        self.conditions = conditions
        self.names = conditions.names
        self.faults = faults

    def computed(self, drafts: tuple[ValueDraft, ...]) -> tuple[Computed, ...]:
        """The values that could be read."""
        found = [self._value(draft) for draft in drafts]
        return tuple(value for value in found if value is not None)

    def _value(self, draft: ValueDraft) -> Computed | None:
        text = word(draft.text).trimmed()
        called = match_function(text)
        if called is None:
            examples = "; ".join(function.example for function in FUNCTIONS)
            message = f"“{text.text}” is none of the known functions."
            self.faults.add("A309", text.span, message, f"Known: {examples}.")
            return None
        function, words = called
        if function.name == COUNT_OF_ITEMS:
            return self._count(draft, words, text.text)
        arguments = resolve_arguments(function, words, draft.place, self.names, self.faults)
        if arguments is None:
            return None
        group = draft.place.group
        return Computed(
            draft.path, draft.name, function.name, arguments, text.text, draft.span, group
        )

    def _count(self, draft: ValueDraft, words: tuple[Word, ...], text: str) -> Computed | None:
        """How many of an item stand in some statuses."""
        item, statuses = words
        symbol = self.names.case.get(item.text)
        if symbol is None or symbol.role != "item":
            items = (name for name, each in self.names.case.items() if each.role == "item")
            self.faults.unknown("A221", item, "item", items)
            return None
        codes = self.conditions.tests.items.codes(statuses, symbol)
        if codes is None:
            return None
        return Computed(
            draft.path, draft.name, COUNT_OF_ITEMS, (Subject(item.text),), text, draft.span,
            draft.place.group, codes,
        )  # fmt: skip

    def checks(self, nodes: tuple[NodeAt, ...], group: str = "") -> tuple[Check, ...]:
        """The checks that could be read; ``group`` is the path of the group they stand in."""
        found = [self._check(each, group) for each in nodes]
        return tuple(check for check in found if check is not None)

    def _check(self, node: NodeAt, group: str) -> Check | None:
        reader = as_map(node.node, "a check", self.faults)
        if reader is None:
            return None
        tests = tuple(entry for key, entry in reader.entries.items() if key not in CHECK_WORDS)
        condition = self.conditions.entries(tests, reader.span, node.place)
        saying = read_else(reader, "E-02", required=True)
        at = tuple(
            name for each in reader.words("at") if (name := self._at(each, node.place)) is not None
        )
        level = LEVELS[reader.one_of("level", tuple(LEVELS), "refuse")]
        when = self.conditions.optional(reader.node("when"), node.place)
        if condition is None or saying is None:
            return None
        return Check(condition, saying, reader.span, at, level, when, group)

    def _at(self, scalar: Scalar, place: NameScope) -> str | None:
        name = scalar.text.strip()
        found = find(name, place, self.names)
        if found is None:
            self.faults.unknown("A201", scalar, "question", known_names(place, self.names))
            return None
        return found[0].path
