"""Values of items: named like those of forms, but their names may have blanks."""

from __future__ import annotations

from engine.definitions.faults import Faults
from engine.definitions.reading.drafts import ValueDraft
from engine.definitions.reading.item_drafts import ItemDraft
from engine.definitions.reading.names import NameScope
from engine.definitions.reading.yaml_nodes import Scalar


def value_drafts(item: ItemDraft, group: str, faults: Faults) -> tuple[ValueDraft, ...]:
    """The values of an item; ``group`` is its name where it is taken for each."""
    found = []
    for entry in item.value_entries():
        name, node = entry.key.text, entry.value
        if not isinstance(node, Scalar) or not node.text.strip():
            faults.lose(name)
            message = f"value “{name}” must be a text."
            faults.add("A309", node.span, message, "For example: sum of payments.amount.")
            continue
        path = f"{group}[].{name}" if group else name
        found.append(ValueDraft(path, name, node, entry.key.span, NameScope(group=group)))
    return tuple(found)
