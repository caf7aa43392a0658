"""YAML as nodes with places; scalars are the text as written, whatever YAML would make of it.

Read event by event and not by ``yaml.compose``: tags, anchors, depth and number of nodes are
refused before a tree exists, so that no file can cost more than its own length.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import yaml

from engine.base.dataclass import dataclass
from engine.base.errors import Fault
from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.reading.yaml_messages import explain

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 50
MAX_NODES: Final = 20_000
FILES_AT_HAND: Final = 256
"""Trees that are kept: the same file is read for the model, the schemas and the scenarios."""
GLUED_COMMENT: Final = re.compile(r"\s+(#[^\s#].*)")
"""What is rarely meant as a comment: “Branch #3”."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``style`` is YAML's mark: empty for plain, a quote, ``|`` or ``>``.

    ``indent`` counts the blanks before the lines of a ``|`` text, whose first line is the one after
    ``span``.
    """

    text: str
    span: Span
    style: str = ""
    in_flow: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class YamlEntry:
    """A key with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Map:
    entries: tuple[YamlEntry, ...]
    span: Span
    in_flow: bool = False


@dataclass(frozen=True, slots=True)
class Seq:
    items: tuple[Node, ...]
    span: Span


Node = Scalar | Map | Seq


class _Open:
    """A collection whose end has not been read yet."""

    def __init__(self, span: Span, *, is_map: bool, in_flow: bool) -> None:
        self.span = span
        self.is_map = is_map
        self.in_flow = in_flow
        self.nodes: list[Node] = []


def read_yaml(file: str, text: str, faults: Faults) -> Node | None:
    """The one document of a file, or None after a fault that leaves nothing to read.

    ``file`` is the name that the spans carry. An empty file is None without a fault.
    """
    node, found = _read(file, text)
    for fault in found:
        faults.add(fault.code, fault.span, fault.message, fault.suggestion)
    return node


@lru_cache(maxsize=FILES_AT_HAND)
def _read(file: str, text: str) -> tuple[Node | None, tuple[Fault, ...]]:
    found = Faults()
    return _Building(file, text, found).run(), found.in_order()


class _Building:
    def __init__(self, file: str, text: str, faults: Faults) -> None:
        self.file = file
        self.text = text
        self.lines = text.splitlines()
        self.faults = faults
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.nodes = 0
        self.documents = 0
        self.quoted: tuple[Span, int] | None = None
        """The last text in quotes that goes over several lines: its place and its last line."""

    def run(self) -> Node | None:
        try:
            for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
                if not self.take(event):
                    return None
        except yaml.YAMLError as error:
            line, column, message, advice = explain(error, self.lines)
            if self.quoted is not None and self.quoted[1] == line:
                message = f"a quotation mark is opened here and closed only in line {line}."
                self.faults.add("A003", self.quoted[0], message, "Close it in its own line.")
            else:
                self.faults.add("A003", Span(self.file, line, column), message, advice)
            return None
        return self.root

    def take(self, event: yaml.Event) -> bool:
        """Build on; False where nothing more may be read."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.faults.add(
                    "A004",
                    self.at(event),
                    "a second document begins here.",
                    "Remove the line “---”.",
                )
                return False
            return True
        if isinstance(event, yaml.NodeEvent):
            return self.take_node(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self.close()
        return True

    def take_node(self, event: yaml.NodeEvent) -> bool:
        self.nodes += 1
        span = self.at(event)
        if self.nodes > MAX_NODES:
            self.faults.add("A007", span, f"the file has more than {MAX_NODES:,} values.")
            return False
        if isinstance(event, yaml.AliasEvent):
            advice = "Write the value out, or put the text in quotes."
            self.faults.add("A006", span, "“*” repeats another value.", advice)
            self.place(Scalar("…", span))
            return True
        if isinstance(event, yaml.ScalarEvent):
            self.refuse_marks(event, span)
            self.place(self.scalar(event, span))
        elif isinstance(event, yaml.CollectionStartEvent):
            self.refuse_marks(event, span)
            return self.begin(event, span)
        return True

    def refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, span: Span) -> None:
        if event.anchor is not None:
            self.faults.add("A006", span, f"“&{event.anchor}” names a value.", "Remove the mark.")
        if event.tag is not None:
            mark = event.tag.replace("tag:yaml.org,2002:", "!!")
            if mark.startswith("!="):
                advice = "Write “not …” instead, or put the text in quotes."
            else:
                advice = "Remove it, or put the text in quotes."
            self.faults.add("A005", span, f"YAML takes “{mark}” for a tag, not for text.", advice)

    def begin(self, event: yaml.CollectionStartEvent, span: Span) -> bool:
        if len(self.open) >= MAX_DEPTH:
            self.faults.add("A007", span, f"more than {MAX_DEPTH} levels inside each other.")
            return False
        is_map = isinstance(event, yaml.MappingStartEvent)
        self.open.append(_Open(span, is_map=is_map, in_flow=bool(event.flow_style)))
        return True

    def scalar(self, event: yaml.ScalarEvent, span: Span) -> Scalar:
        style = event.style or ""
        end = event.end_mark.line + 1 if event.end_mark else span.line
        if style in ("'", '"') and span.line < end:
            self.quoted = span, end
        in_flow = bool(self.open) and self.open[-1].in_flow
        if in_flow and not style and "?" in event.value:
            self.faults.add(
                "A010", span, "a question mark inside { } or [ ] needs quotes.",
                f'Write "{event.value}".',
            )  # fmt: skip
        if not style:
            self.tell_comment(event)
        return Scalar(event.value, span, style, in_flow, self.indent(span) if style == "|" else 0)

    def tell_comment(self, event: yaml.ScalarEvent) -> None:
        end = event.end_mark
        if end is None or not event.value or end.line >= len(self.lines):
            return
        line = self.lines[end.line]
        if match := GLUED_COMMENT.match(line, end.column):
            self.faults.add(
                "A908", Span(self.file, end.line + 1, match.start(1) + 1),
                f"“{match[1]}” is a comment and belongs to no text.",
                "Put the text in quotes, or a blank after “#”.",
            )  # fmt: skip

    def indent(self, span: Span) -> int:
        for line in self.lines[span.line :]:
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return 0

    def close(self) -> None:
        ended = self.open.pop()
        if ended.is_map:
            self.place(Map(self.entries(ended.nodes), ended.span, ended.in_flow))
        else:
            self.place(Seq(tuple(ended.nodes), ended.span))

    def entries(self, nodes: list[Node]) -> tuple[YamlEntry, ...]:
        found: dict[str, YamlEntry] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                message = "a key must be a word."
                self.faults.add("A008", key.span, message, "Put the text in quotes.")
            elif key.text == "<<":
                self.faults.add("A006", key.span, "“<<” merges another value.", "Write it out.")
            elif (first := found.get(key.text)) is not None:
                self.faults.add(
                    "A009",
                    key.span,
                    f"“{key.text}” stands here for the second time;"
                    f" the first is in line {first.key.span.line}.",
                    "Keep one of the two.",
                )
            else:
                found[key.text] = YamlEntry(key, value)
        return tuple(found.values())

    def place(self, node: Node) -> None:
        if self.open:
            self.open[-1].nodes.append(node)
        else:
            self.root = node

    def at(self, event: yaml.Event) -> Span:
        mark = event.start_mark
        return Span(self.file, mark.line + 1, mark.column + 1) if mark else Span(self.file)
