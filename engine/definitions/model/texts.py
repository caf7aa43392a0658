"""Every text of the definitions, with the comment that tells a translator what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from engine.base.dataclass import dataclass
from engine.base.values import Span, Text
from engine.definitions.model.forms import Group
from engine.definitions.model.items import Step
from engine.definitions.model.programme import (
    Definitions,
)
from engine.language.marker import PRODUCT_CONTEXTS

Kind = Literal["text", "parts", "mapping", "node", ""]


def texts(definitions: Definitions) -> Iterator[tuple[Text, str]]:
    """Texts in the order of the definitions, each place once: (text, comment)."""
    walk = _Walk()
    for root in (*definitions.lists.values(), *definitions.programmes.values()):
        walk.below(root, "", "")
    yield from ((text, comment) for (text, _), comment in walk.found.items())


@dataclass(slots=True)
class _Walk:
    """Parts stand in several places: what was walked before has nothing new."""

    found: dict[tuple[Text, object], str] = field(default_factory=dict)
    walked: set[int] = field(default_factory=set)

    def below(self, node: Any, owner: str, attribute: str) -> None:
        """Find the texts of a part; ``owner`` and ``attribute`` tell where it hangs."""
        kind, attributes = _looked_at(node.__class__)
        if kind == "text":
            if node.source and node.context not in PRODUCT_CONTEXTS:
                self._take(node, f"{owner} ({attribute})" if owner else attribute)
        elif kind and id(node) not in self.walked:
            self.walked.add(id(node))
            if kind == "node":
                self._of_node(node, _name_of(node) or owner, attributes)
            elif kind == "parts":
                for part in node:
                    self.below(part, owner, attribute)
            else:
                for key, part in node.items():
                    self.below(part, f"{owner} {key}".strip(), attribute)

    def _of_node(self, node: Any, here: str, attributes: tuple[tuple[str, str], ...]) -> None:
        if isinstance(node, Group):
            self._take(node.each.as_object, f"{here} (each, as in “Add …” and “Delete …”)")
        if isinstance(node, Step):
            here += ": button and history, infinitive"
        for name, said in attributes:
            part = getattr(node, name)
            if part is not None and _looked_at(part.__class__)[0]:
                self.below(part, here, said)

    def _take(self, text: Text, comment: str) -> None:
        self.found.setdefault((text, text.span), comment)


@cache
def _looked_at(kind: type) -> tuple[Kind, tuple[tuple[str, str], ...]]:
    """How a value of the model is walked, and the attributes of a class as people say them."""
    if issubclass(kind, Text):
        return "text", ()
    if issubclass(kind, tuple):
        return "parts", ()
    if is_dataclass(kind) and not issubclass(kind, Span):
        return "node", tuple((one.name, one.name.replace("_", " ")) for one in fields(kind))
    return ("mapping" if issubclass(kind, Mapping) else ""), ()


def _name_of(node: object) -> str:
    for attribute in ("path", "name", "code"):
        name = getattr(node, attribute, None)
        if isinstance(name, str) and name:
            return f"{type(node).__name__.lower()} {name}"
    return ""
