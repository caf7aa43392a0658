"""“NAME: condition” lines of which the first that holds counts, with “otherwise” last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.conditions import Condition
from engine.definitions.model.items import Branch
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.map_reader import shape
from engine.definitions.reading.names import NameScope
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar, YamlEntry

OTHERWISE: Final = "otherwise"
STAYS: Final = "stays"

NameOf = Callable[[Scalar], str | None]
"""Reads the name of a target; None after a fault."""


class BranchReading:
    """Reads targets of steps, and where items begin."""

    def __init__(self, conditions: ConditionParser, faults: Faults) -> None:
        self.conditions = conditions
        self.faults = faults

    def targets(self, key: str, node: Node, named: NameOf, place: NameScope) -> tuple[Branch, ...]:
        """The branches after ``key``; none where the step stays, or after a fault."""
        if isinstance(node, Scalar):
            if node.text.strip() == STAYS:
                return ()
            name = named(node)
            return () if name is None else (Branch(name),)
        if not isinstance(node, Map) or not node.entries:
            message = f"“{key}” must be a status or “status: condition” lines, not {shape(node)}."
            self.faults.add("A103", node.span, message)
            return ()
        self._order(key, node)
        found = [self._branch(entry, named, place) for entry in node.entries]
        return tuple(branch for branch in found if branch is not None)

    def _branch(self, entry: YamlEntry, named: NameOf, place: NameScope) -> Branch | None:
        name = named(entry.key)
        if is_otherwise(entry.value):
            return None if name is None else Branch(name)
        condition: Condition | None = self.conditions.parse(entry.value, place)
        return None if name is None or condition is None else Branch(name, condition)

    def _order(self, key: str, node: Map) -> None:
        """“otherwise” stands last, and once."""
        last = [is_otherwise(entry.value) for entry in node.entries]
        if not any(last):
            message = f"“{key}” has no “otherwise”: it would lead nowhere if no line holds."
            advice = f"Write “{node.entries[-1].key.text}: otherwise”, or add a line."
            self.faults.add("A617", node.span, message, advice)
        elif True in last[:-1]:
            entry = node.entries[last.index(True)]
            message = "“otherwise” stands before another line, which is never looked at."
            self.faults.add("A617", entry.value.span, message, "Write it last.")


def is_otherwise(node: Node) -> bool:
    """Whether a node says that nothing before it held."""
    return isinstance(node, Scalar) and node.text.strip() == OTHERWISE
