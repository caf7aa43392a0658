"""Conditions: mappings of names to tests, ``any``/``all``/``not``, groups and named conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.faults import PlacedText as NamedText
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
)
from engine.definitions.reading.item_tests import is_of_all
from engine.definitions.reading.map_reader import shape
from engine.definitions.reading.names import (
    CASE,
    Names,
    NameScope,
    find,
    known_names,
)
from engine.definitions.reading.slips import meant_entry
from engine.definitions.reading.test_parser import TestParser
from engine.definitions.reading.words import word
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
    YamlEntry,
)

QUANTIFIERS: Final = ("any", "all", "none")
WORDS: Final = frozenset({"any", "all", "not"})


@dataclass(frozen=True, slots=True)
class NamedNode:
    """A named condition that has not been read yet."""

    name: str
    node: Node
    span: Span


class ConditionParser:
    """Reads the conditions of one programme."""

    def __init__(self, names: Names, named: Mapping[str, NamedNode], faults: Faults) -> None:
        self.names = names
        self.named = named
        self.faults = faults
        self.tests = TestParser(names, faults)
        self.used: set[str] = set()
        self._parsed: dict[str, Condition | None] = {}
        self._parsing: list[str] = []

    def parse(self, node: Node, place: NameScope = CASE) -> Condition | None:
        """The condition that a node holds, or None after a fault."""
        if isinstance(node, Scalar):
            return self._name(node, place)
        if isinstance(node, Map):
            return self.entries(node.entries, node.span, place)
        self.faults.add(
            "A307", node.span, "a list does not say whether all or one must fit.",
            "Write “all: […]” or “any: […]”.",
        )  # fmt: skip
        return None

    def optional(self, node: Node | None, place: NameScope = CASE) -> Condition | None:
        """The condition of a node, if there is a node."""
        return None if node is None else self.parse(node, place)

    def entries(
        self, entries: tuple[YamlEntry, ...], span: Span, place: NameScope = CASE
    ) -> Condition | None:
        """The condition that all ``entries`` make together."""
        if not entries:
            self.faults.add("A307", span, "the condition is empty.", "Write “question: test”.")
            return None
        found = [self._entry(entry, place) for entry in entries]
        parts = tuple(part for part in found if part is not None)
        if len(parts) < len(found):
            return None
        return parts[0] if len(parts) == 1 else AllOf(parts, span)

    def condition_named(self, name: str) -> Condition | None:
        """The named condition, read once; a circle is reported and gives None."""
        if name in self._parsed:
            return self._parsed[name]
        if name in self._parsing:
            circle = " → ".join([*self._parsing[self._parsing.index(name) :], name])
            self.faults.add(
                "A401", self.named[name].span, f"conditions go in a circle: {circle}.",
                "Let one of them do without the others.",
            )  # fmt: skip
            return None
        self._parsing.append(name)
        found = self.parse(self.named[name].node)
        self._parsing.pop()
        self._parsed[name] = found
        return found

    def _name(self, scalar: Scalar, place: NameScope) -> Condition | None:
        name = scalar.text.strip()
        if name not in self.named:
            if not self._is_entry(scalar, place) and not self._is_flag(scalar, place):
                self.faults.unknown("A202", scalar, "condition named", self.named)
            return None
        self.used.add(name)
        part = self.condition_named(name)
        return None if part is None else Named(name, part, scalar.span)

    def _is_flag(self, scalar: Scalar, place: NameScope) -> bool:
        """Whether a text is “question” or “not condition”, as in speech; that is reported."""
        text = scalar.text.strip()
        name = text.removeprefix("not ").strip()
        found = find(name, place, self.names)
        if name in self.named:
            advice = f"Write {{not: {name}}}."
        elif found is None:
            return False
        elif found[1].value == "flag":
            advice = f"Write {{{name}: {'no' if name != text else 'yes'}}}."
        else:
            advice = f"Write a test after its name: {{{name}: …}}."
        self.faults.add("A202", scalar.span, f"“{text}” is not the name of a condition.", advice)
        return True

    def _is_entry(self, scalar: Scalar, place: NameScope) -> bool:
        """Whether a text was meant as “question: test”; that is reported."""
        advice = meant_entry(scalar.text, lambda name: find(name, place, self.names) is not None)
        if advice:
            message = f"“{scalar.text.strip()}” is not how a test is written."
            self.faults.add("A307", scalar.span, message, advice)
        return bool(advice)

    def _entry(self, entry: YamlEntry, place: NameScope) -> Condition | None:
        key, value = entry.key, entry.value
        if key.text in WORDS and find(key.text, place, self.names) is None:
            return self._combined(key, value, place)
        if isinstance(value, Scalar) and not value.text.strip() and not value.style:
            return self._without_value(key, value, place)
        if isinstance(value, Map):
            return self._rows(key, value, place)
        if isinstance(value, Seq):
            self.faults.add("A303", value.span, "a test is a text, not a list.", "Write “a or b”.")
            return None
        return self._compare(key, value, place)

    def _combined(self, key: Scalar, value: Node, place: NameScope) -> Condition | None:
        if key.text == "not":
            part = self.parse(value, place)
            return None if part is None else Negation(part, key.span)
        if not isinstance(value, Seq) or not value.items:
            self.faults.add(
                "A307", value.span, f"“{key.text}” needs a list of conditions, not {shape(value)}.",
                f"Write “{key.text}: [{{…}}, {{…}}]”.",
            )  # fmt: skip
            return None
        found = [self.parse(item, place) for item in value.items]
        parts = tuple(part for part in found if part is not None)
        if len(parts) < len(found):
            return None
        return AnyOf(parts, key.span) if key.text == "any" else AllOf(parts, key.span)

    def _without_value(self, key: Scalar, value: Scalar, place: NameScope) -> Condition | None:
        if key.text in self.named:
            return self._name(key, place)
        if self._is_entry(key, place):
            return None
        if value.in_flow:
            self.faults.add(
                "A104", key.span,
                f"a comma inside {{ }} starts a new entry; “{key.text}” has no value.",
                "Write “or” between choices, or put the text in quotes.",
            )  # fmt: skip
        else:
            self.faults.add("A303", key.span, f"“{key.text}” has no test.", "Write one after it.")
        return None

    def _rows(self, key: Scalar, value: Map, place: NameScope) -> Condition | None:
        group = self.group(key, place, or_item=True)
        if group is None:
            return None
        if len(value.entries) != 1 or value.entries[0].key.text not in QUANTIFIERS:
            self.faults.add(
                "A307",
                value.span,
                f"which rows of “{group}”?",
                "Write {any: …}, {all: …} or {none: …}.",
            )
            return None
        entry = value.entries[0]
        part = self.parse(entry.value, place.within(group))
        if part is None:
            return None
        for quantifier in QUANTIFIERS:
            if entry.key.text == quantifier:
                return OverRows(group, quantifier, part, key.span)
        return None

    def group(
        self, named: NamedText, place: NameScope = CASE, *, or_item: bool = False
    ) -> str | None:
        """The path of a repeating group, or None after a fault.

        ``or_item`` allows an item that is taken for each, too.
        """
        name, span = named.text.strip(), named.span
        if name in self.names.rows and self._has_rows(name, place, or_item=or_item):
            return name
        found = self.names.case.get(name)
        if found is None:
            self.faults.unknown("A203", named, "repeating group", self.names.rows)
        else:
            self.faults.add(
                "A304", span, f"“{name}” has no rows; only a repeating group has.",
                "Write a test after the name.",
            )  # fmt: skip
        return None

    def _has_rows(self, name: str, place: NameScope, *, or_item: bool) -> bool:
        """Whether a name has rows here: a group that an item keeps has them only inside it."""
        if self.names.is_item(name):
            return or_item
        return name in self.names.case or name in self.names.rows.get(place.group, {})

    def _compare(self, key: Scalar, value: Scalar, place: NameScope) -> Compare | None:
        name = key.text.strip()
        found = find(name, place, self.names)
        if found is None:
            self.unknown(key, place)
            return None
        text = word(value).trimmed()
        if found[1].role == "item" and is_of_all(text):  # inside one of it: all there are
            found = find(name, CASE, self.names) or found
        subject, symbol = found
        test = self.tests.parse(text, symbol, place)
        return None if test is None else Compare(subject, test, value.text.strip(), key.span)

    def unknown(self, named: NamedText, place: NameScope = CASE) -> None:
        """Report a name that nothing bears."""
        name = named.text.strip()
        if place.group in self.names.loose:
            return
        if name in self.named:
            self.faults.add(
                "A201", named.span, f"“{name}” is a condition, not a question.",
                "Write it alone, or in a list of any: or all:.",
            )  # fmt: skip
        elif name in self.names.partly.get(place.group, ()):
            message = f"not everybody whom “{place.group}” is for is asked “{name}”."
            advice = "Ask it of all, or name the question with its whole path."
            self.faults.add("A201", named.span, message, advice)
        else:
            known = known_names(place, self.names)
            self.faults.unknown("A201", named, "question, value or fact", known)
