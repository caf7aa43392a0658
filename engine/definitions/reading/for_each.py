"""What an item is taken for: persons, values or rows, and which of them count."""

from __future__ import annotations

from engine.definitions.model.conditions import Subject
from engine.definitions.model.items import ForEach
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.item_drafts import ItemDraft
from engine.definitions.reading.item_names import EachSource
from engine.definitions.reading.names import NameScope
from engine.definitions.reading.words import word
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar


def read_for_each(
    item: ItemDraft, source: EachSource | None, conditions: ConditionParser
) -> ForEach | None:
    """``for each`` of an item; None for one taken once, or after a fault."""
    item.reader.node("for each")
    if source is None or not source.name:
        return None
    subject = Subject(source.name)
    filtering = item.each.entries[0].value if isinstance(item.each, Map) else None
    if filtering is None:
        return ForEach(source.kind, subject)
    if source.kind == "rows":
        where = conditions.parse(filtering, NameScope(group=source.name))
        return ForEach(source.kind, subject, where=where)
    return ForEach(source.kind, subject, among=_among(source, filtering, conditions))


def _among(source: EachSource, node: Node, conditions: ConditionParser) -> tuple[str, ...]:
    """The values that count: a plain “a or b”."""
    symbol = conditions.names.case.get(source.name)
    known = source.groups if source.kind == "persons" else (symbol.codes or () if symbol else ())
    if not isinstance(node, Scalar) or not node.text.strip():
        message = "“for each” names one question and its values."
        conditions.faults.add("A601", node.span, message, "Write {question: a or b}.")
        return ()
    found = []
    for part in word(node).trimmed().split(" or "):
        if part.text not in known:
            shown = ", ".join(known[:12])
            message = f"“{part.text}” is not a value of “{source.name}”: {shown}."
            conditions.faults.add("A301", part.span, message)
        found.append(part.text)
    return tuple(found)
