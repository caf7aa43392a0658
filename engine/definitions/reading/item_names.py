"""The names of items, and what plain names mean inside one that is taken for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.model.items import PROPOSED, THE_PERSON
from engine.definitions.reading.item_drafts import ItemDraft
from engine.definitions.reading.names import CASE, Symbol, find
from engine.definitions.reading.symbols import Gathering, no_literal, text_literal
from engine.definitions.reading.yaml_nodes import Map, Scalar, YamlEntry

ROW: Final = "row"


@dataclass(frozen=True, slots=True)
class EachSource:
    """What an item is taken for: persons of these groups, values of a name, or rows of a group.

    ``name`` is what stands after ``for each``; ``groups`` are groups of persons.
    """

    kind: Literal["persons", "values", "rows"]
    name: str
    groups: tuple[str, ...] = ()


UNKNOWN: Final = EachSource("values", "")
"""What an item is taken for whose “for each” has a fault of its own."""


@dataclass(frozen=True, slots=True)
class PersonPlace:
    """Where the people of a group are asked: a block of questions, or the rows of a group."""

    block: str = ""
    every: str = ""


class ItemNames:
    """Adds the items of a flow to the names of its programme."""

    def __init__(
        self,
        gathering: Gathering,
        items: tuple[ItemDraft, ...],
        persons: Iterable[YamlEntry],
        faults: Faults,
    ) -> None:
        self.gathering = gathering
        self.names = gathering.names
        self.items = items
        self.persons = {entry.key.text: _person_place(entry) for entry in persons}
        self.faults = faults
        self.sources: dict[str, EachSource] = {}

    def add(self) -> Mapping[str, EachSource]:
        """Add them; gives what each item is taken for, without those taken once."""
        for item in self.items:
            source = self._source(item)
            if source is not None:
                self.sources[item.name] = source
                if not source.name:
                    self.names.loose.add(item.name)
        for item in self.items:
            self._add(item)
        for item in self.items:
            if item.name in self.sources:
                self._scope(item, self.sources[item.name])
        return self.sources

    def _add(self, item: ItemDraft) -> None:
        codes = tuple(dict.fromkeys((*item.statuses, PROPOSED)))
        self.gathering.add(item_symbol(item.name, codes, item.span, each=each_text(item)))
        for status in item.written.values():
            self.gathering.check_name(status.key.text, status.key.span)

    def _source(self, item: ItemDraft) -> EachSource | None:
        node = item.each
        if node is None:
            return None
        name = source_name(node)
        if name is None:
            message = "“for each” names one question, fact or group and what counts of it."
            advice = "Write for each: persons, or for each: {question: a or b}."
            self.faults.add("A601", node.span, message, advice)
            return UNKNOWN
        return self._named(name)

    def _named(self, name: Scalar) -> EachSource:
        text = name.text.strip()
        if text in self.persons:
            return EachSource("persons", text, (text,))
        found = find(text, CASE, self.names)
        if found is None:
            known = (*self.persons, *self.names.case)
            self.faults.unknown("A201", name, "question, fact or group", known)
            return UNKNOWN
        symbol = found[1]
        if symbol.value == "group":
            return EachSource("rows", text)
        if symbol.value not in ("choices", "choice"):
            message = f"“{text}” does not give several values."
            advice = "Name a fact, a question with choices, or a repeating group."
            self.faults.add("A601", name.span, message, advice)
            return UNKNOWN
        codes = symbol.codes or ()
        if symbol.role == "fact" and codes and set(codes) <= set(self.persons):
            return EachSource("persons", text, codes)
        return EachSource("values", text)

    def _scope(self, item: ItemDraft, source: EachSource) -> None:
        """What plain names mean inside an item; the answers of its own forms are there already."""
        rows = self.names.rows.setdefault(item.name, {})
        for other in self.items:
            if other.name in self.sources and source in (self.sources[other.name], UNKNOWN):
                codes = tuple(dict.fromkeys((*other.statuses, PROPOSED)))
                symbol = item_symbol(other.name, codes, other.span, group=item.name)
                rows.setdefault(other.name, symbol)
        for name, symbol in self._unit(item, source).items():
            rows.setdefault(name, replace(symbol, path=name, group=item.name))

    def _unit(self, item: ItemDraft, source: EachSource) -> Mapping[str, Symbol]:
        """The data of the person, value or row that the item is for."""
        if source.kind == "persons":
            return self._of_persons(item, source)
        if source.kind == "rows":
            return {k: v for k, v in self.names.rows.get(source.name, {}).items() if k != ROW}
        symbol = self.names.case.get(source.name)
        return {} if symbol is None else {source.name: replace(symbol, value="choice")}

    def _of_persons(self, item: ItemDraft, source: EachSource) -> dict[str, Symbol]:
        tables = [self._of_group(self.persons[group]) for group in source.groups]
        shared: dict[str, Symbol] = {}
        partly: set[str] = set()
        for name in dict.fromkeys(name for table in tables for name in table):
            found = [table[name] for table in tables if name in table]
            if len(found) == len(tables) and len({symbol.value for symbol in found}) == 1:
                shared[name] = _joined(found)
            else:
                partly.add(name)
        self.names.partly[item.name] = frozenset(partly)
        person = Symbol(
            THE_PERSON, "choice", "fact", item.span, text_literal, source.groups, group=item.name
        )
        return {THE_PERSON: person, **shared}

    def _of_group(self, place: PersonPlace) -> Mapping[str, Symbol]:
        if place.every:
            rows = self.names.rows.get(place.every, {})
            return {name: symbol for name, symbol in rows.items() if name != ROW}
        below = f"{place.block}."
        return {
            path.removeprefix(below): symbol
            for path, symbol in self.names.case.items()
            if place.block and path.startswith(below)
        }


def item_symbol(
    name: str, codes: tuple[str, ...], span: Span, *, each: str = "", group: str = ""
) -> Symbol:
    """What the statuses of an item can be compared with."""
    value: Literal["item", "items"] = "items" if each else "item"
    return Symbol(name, value, "item", span, no_literal, codes, group=group, each=each)


def source_name(node: object) -> Scalar | None:
    """The name after ``for each``: alone, or before what counts of it."""
    if isinstance(node, Scalar):
        return node if node.text.strip() else None
    if isinstance(node, Map) and len(node.entries) == 1:
        return node.entries[0].key
    return None


def each_text(item: ItemDraft) -> str:
    """The name after ``for each`` for messages, empty for an item taken once."""
    if item.each is None:
        return ""
    name = source_name(item.each)
    return name.text.strip() if name is not None else "several"


def _joined(symbols: list[Symbol]) -> Symbol:
    """One symbol for a question that several kinds of persons have."""
    first = symbols[0]
    if first.codes is None or all(symbol.codes == first.codes for symbol in symbols):
        return first
    codes = tuple(dict.fromkeys(code for symbol in symbols for code in symbol.codes or ()))
    return replace(first, codes=codes)


def _person_place(entry: YamlEntry) -> PersonPlace:
    if not isinstance(entry.value, Map):
        return PersonPlace()
    words = {e.key.text: e.value.text.strip() for e in entry.value.entries
             if isinstance(e.value, Scalar)}  # fmt: skip
    return PersonPlace(words.get("block", ""), words.get("every", ""))
