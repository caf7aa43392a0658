"""Every text of the definitions, with the comment that tells a translator what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from engine.base.values import Span, Text
from engine.definitions.model.forms import Group
from engine.definitions.model.items import Step
from engine.definitions.model.programme import (
    Definitions,
)
from engine.language.marker import PRODUCT_CONTEXTS

WITHOUT_TEXTS: Final = frozenset({str, bool, int, float, Decimal, date, Span})
"""Types of attributes in which no text is looked for."""


def texts(definitions: Definitions) -> Iterator[tuple[Text, str]]:
    """Texts in the order of the definitions, each place once: (text, comment)."""
    seen: set[tuple[Text, object]] = set()
    roots = (*definitions.lists.values(), *definitions.programmes.values())
    for text, comment in (found for root in roots for found in _below(root, "", "")):
        if (text, text.span) not in seen:
            seen.add((text, text.span))
            yield text, comment


def _below(node: object, owner: str, attribute: str) -> Iterator[tuple[Text, str]]:
    kind: Any = type(node)
    if isinstance(node, Text):
        if node.source and node.context not in PRODUCT_CONTEXTS:
            yield node, f"{owner} ({attribute})" if owner else attribute
    elif isinstance(node, tuple):
        for part in node:
            yield from _below(part, owner, attribute)
    elif attributes := _attributes(kind):
        yield from _of_node(node, _name_of(node) or owner, attributes)
    elif not isinstance(node, str) and isinstance(node, Mapping):
        for key, part in node.items():
            yield from _below(part, f"{owner} {key}".strip(), attribute)


@cache
def _attributes(kind: type) -> tuple[tuple[str, str], ...]:
    """Attributes of a class of the model and how people say them; none of other values."""
    names = (item.name for item in (fields(kind) if is_dataclass(kind) else ()))
    return tuple((name, name.replace("_", " ")) for name in names)


def _of_node(
    node: Any, here: str, attributes: tuple[tuple[str, str], ...]
) -> Iterator[tuple[Text, str]]:
    if isinstance(node, Group):
        yield node.each.as_object, f"{here} (each, as in “Add …” and “Delete …”)"
    if isinstance(node, Step):
        here += ": button and history, infinitive"
    for name, said in attributes:
        part = getattr(node, name)
        if part is not None and part != () and type(part) not in WITHOUT_TEXTS:
            yield from _below(part, here, said)


def _name_of(node: object) -> str:
    for attribute in ("path", "name", "code"):
        name = getattr(node, attribute, None)
        if isinstance(name, str) and name:
            return f"{type(node).__name__.lower()} {name}"
    return ""
