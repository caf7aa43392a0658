"""A definition file held against its published schema, with the places of what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.editor.shapes import Schema
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
)

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A value that the schema does not allow; ``pointer`` is its JSON pointer in the file."""

    span: Span
    pointer: str
    message: str


def held_against(make: Callable[[], Schema], node: Node) -> tuple[Mismatch, ...]:
    """What of the file does not fit the schema."""
    found = (_mismatch(error, node) for error in _validator(make).iter_errors(data(node)))
    return tuple(sorted(found, key=lambda each: (each.span, each.pointer)))


def data(node: Node) -> Any:
    """The plain data that a YAML reader makes of a node when every value stays a text."""
    match node:
        case Map():
            return {entry.key.text: data(entry.value) for entry in node.entries}
        case Seq():
            return [data(item) for item in node.items]
        case Scalar(style="") if node.text in ("", "~", "null"):
            return None
        case Scalar():
            return node.text


@cache
def _validator(make: Callable[[], Schema]) -> Draft202012Validator:
    # Files that are known to fit need none of it.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    return Draft202012Validator(make())


def _mismatch(error: ValidationError, node: Node) -> Mismatch:
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - with the first mismatch

    nearest = best_match([error]) or error
    path = list(nearest.absolute_path)
    pointer = "".join(f"/{step}" for step in path)
    return Mismatch(_place(node, path), pointer or "/", nearest.message[:LONGEST])


def _place(node: Node, path: Sequence[str | int]) -> Span:
    span = node.span
    for step in path:
        found = next(_below(node, step), None)
        if found is None:
            break
        span, node = found
    return span


def _below(node: Node, step: str | int) -> Iterator[tuple[Span, Node]]:
    if isinstance(node, Map):
        for entry in node.entries:
            if entry.key.text == step:
                yield entry.key.span, entry.value
    elif isinstance(node, Seq) and isinstance(step, int) and step < len(node.items):
        yield node.items[step].span, node.items[step]
