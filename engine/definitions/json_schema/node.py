"""A JSON Schema while it is read: YAML nodes (JSON is YAML) that know their JSON pointer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.json_schema.keywords import INSTEAD
from engine.definitions.json_schema.lists import pointer as escaped
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
    YamlEntry,
)

MOST_STEPS = 10
"""References that may follow one another."""

WORDS = {"true": "yes", "false": "no", "null": ""}


@dataclass(frozen=True, slots=True)
class SchemaNode:
    """One schema object. ``definitions`` are the ``$defs`` of the file."""

    node: Map
    pointer: str
    definitions: Map
    faults: Faults

    @property
    def span(self) -> Span:
        return self.node.span

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def get(self, key: str) -> Node | None:
        """The value of a keyword."""
        return next((each.value for each in self.node.entries if each.key.text == key), None)

    def text(self, key: str) -> str:
        """The value of a keyword as text; empty if there is none."""
        found = self.get(key)
        return found.text if isinstance(found, Scalar) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in a list."""
        found = self.get(key)
        items = found.items if isinstance(found, Seq) else ()
        return tuple(item.text for item in items if isinstance(item, Scalar))

    def children(self, key: str) -> Iterator[tuple[YamlEntry, SchemaNode]]:
        """The schemas under a keyword such as ``properties``; what is none is reported."""
        found = self.get(key)
        if found is not None and not isinstance(found, Map):
            self.refuse("A103", found.span, f"{self.at(key)} must be an object.", "")
        for entry in found.entries if isinstance(found, Map) else ():
            child = self.child(entry.value, f"{key}/{escaped(entry.key.text)}")
            if child is None:
                self.faults.lose(entry.key.text)
            else:
                yield entry, child

    def child(self, node: Node | None, below: str) -> SchemaNode | None:
        """The schema in ``node`` with its references followed."""
        if node is None:
            return None
        if not isinstance(node, Map):
            self.refuse("A103", node.span, f"{self.at(below)} must be an object.", "")
            return None
        found = SchemaNode(node, f"{self.pointer}/{below}", self.definitions, self.faults)
        return found.resolved()

    def resolved(self) -> SchemaNode | None:
        """With what ``$ref`` refers to put in; keywords beside it win."""
        node = self.node
        for _ in range(MOST_STEPS):
            reference = next((each for each in node.entries if each.key.text == "$ref"), None)
            if reference is None:
                return SchemaNode(node, self.pointer, self.definitions, self.faults)
            meant = self._meant(reference.value)
            if meant is None:
                return None
            own = {each.key.text: each for each in node.entries if each is not reference}
            theirs = {each.key.text: each for each in meant.entries}
            node = Map(tuple((theirs | own).values()), node.span, node.in_flow)
        self.refuse("A401", node.span, f"{self.at('$ref')} goes in a circle.", "")
        return None

    def only(self, known: Collection[str]) -> None:
        """Report keywords that are not ``known``."""
        for entry in self.node.entries:
            key = entry.key.text
            if key not in known:
                advice = INSTEAD.get(key) or did_you_mean(key, known)
                self.refuse("A101", entry.key.span, f"{self.at(key)} is not supported.", advice)

    def at(self, key: str) -> str:
        """A keyword with its JSON pointer, for messages."""
        return f"“{self.pointer}/{key}”"

    def refuse(self, code: str, span: Span, message: str, advice: str) -> None:
        """Report a fault of this file."""
        self.faults.add(code, span, message, advice)

    def _meant(self, reference: Node) -> Map | None:
        name = reference.text.removeprefix("#/$defs/") if isinstance(reference, Scalar) else ""
        known = {escaped(each.key.text): each.value for each in self.definitions.entries}
        found = known.get(name)
        if isinstance(found, Map):
            return found
        advice = did_you_mean(name, known) or "Refer to “#/$defs/NAME” of the same file."
        self.refuse("A204", reference.span, f"{self.at('$ref')} refers to nothing.", advice)
        return None


def plain(node: Node) -> Node:
    """A node in the words of the language: ``true`` is yes, ``null`` is nothing."""
    match node:
        case Scalar(style="") if node.text in WORDS:
            return Scalar(WORDS[node.text], node.span, "", node.in_flow)
        case Map():
            entries = tuple(YamlEntry(each.key, plain(each.value)) for each in node.entries)
            return Map(entries, node.span, node.in_flow)
        case Seq():
            return Seq(tuple(plain(each) for each in node.items), node.span)
        case _:
            return node


def entry(key: str, value: Node) -> YamlEntry:
    """An entry whose key stands where its value does."""
    return YamlEntry(Scalar(key, value.span), value)


def word(text: str, span: Span) -> Scalar:
    """A text that is not written in the file but follows from what is."""
    return Scalar(text, span, '"')
