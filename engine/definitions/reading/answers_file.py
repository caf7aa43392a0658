"""Answers in a file, for the command line and for scenarios: YAML or JSON, nested or by path.

``company: {name: X}`` and ``company.name: X`` say the same; rows of a group are a list of maps.
What comes out has the shape of a posted page, input name to texts, so that a file walks through the
same reading as a form: ``{"company.name": ("X",), "owners.0.share": ("50",)}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.base.errors import AnketaError, DefinitionsRefused
from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.reading.yaml_nodes import (
    MAX_BYTES,
    Map,
    Node,
    Scalar,
    Seq,
    read_yaml,
)

Raw = Mapping[str, tuple[str, ...]]

_INDEX = re.compile(r"\[(\d+)\]")
_EMPTY = frozenset({"", "~", "null"})


class AnswersUnreadable(AnketaError):
    """The answers file cannot be read; the text says where and why."""


def read_answers(file: Path) -> Raw:
    """The answers in ``file``. Raises AnswersUnreadable."""
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise AnswersUnreadable(f"{file}: cannot be read: {fault.strerror}") from fault
    if len(content) > MAX_BYTES:
        raise AnswersUnreadable(f"{file}: the file is larger than {MAX_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise AnswersUnreadable(f"{file}: this is not UTF-8 (byte {fault.start + 1})") from fault
    return _json(file, text) if file.suffix == ".json" else _yaml(file, text)


def flattened(node: Node) -> Raw:
    """The answers below a node of YAML."""
    return dict(_flat("", _plain(node)))


def _yaml(file: Path, text: str) -> Raw:
    faults = Faults()
    node = read_yaml(str(file), text, faults)
    if faults.has_errors:
        raise AnswersUnreadable(str(DefinitionsRefused(faults.in_order())))
    if node is None:
        return {}
    if not isinstance(node, Map):
        raise AnswersUnreadable(f"{Span(str(file))}: answers are written as “question: answer”")
    return flattened(node)


def _json(file: Path, text: str) -> Raw:
    try:
        found = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as fault:
        place = Span(str(file), fault.lineno, fault.colno)
        raise AnswersUnreadable(f"{place}: this is no JSON: {fault.msg}") from fault
    except RecursionError as fault:
        raise AnswersUnreadable(f"{file}: too many levels inside each other") from fault
    if not isinstance(found, dict):
        raise AnswersUnreadable(f"{Span(str(file))}: answers are written as an object")
    return dict(_flat("", found))


def _plain(node: Node) -> Any:
    match node:
        case Map():
            return {entry.key.text: _plain(entry.value) for entry in node.entries}
        case Seq():
            return [_plain(item) for item in node.items]
        case Scalar(text=text, style=""):
            return None if text in _EMPTY else text
        case Scalar(text=text):
            return text


def _flat(name: str, value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    match value:
        case None:
            return
        case dict():
            for key, part in value.items():
                step = _INDEX.sub(r".\1", str(key))
                yield from _flat(f"{name}.{step}" if name else step, part)
        case list() if any(isinstance(part, dict | list) for part in value):
            for number, part in enumerate(value):
                yield from _flat(f"{name}.{number}", part)
        case list():
            yield name, tuple(_word(part) for part in value if part is not None)
        case _:
            yield name, (_word(value),)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
