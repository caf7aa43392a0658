"""SVG: read as a stream by a parser that resolves nothing, without building a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final
from xml.parsers import expat

from engine.documents.uploaded.verdict import Verdict

LARGEST: Final = 10 * 1_048_576
MOST_ELEMENTS: Final = 50_000
MOST_ATTRIBUTES: Final = 200_000
"""Of all elements together."""

_FIRST_PART: Final = 65_536
"""Bytes read first; each part is twice the one before, so a long value is not read over and over
and what is refused is refused soon."""

_ROOT: Final = "http://www.w3.org/2000/svg svg"
_ACTIVE: Final = frozenset({"script", "foreignobject", "handler", "iframe", "embed", "object"})
_CHANGING: Final = frozenset({"set", "animate"})
"""Elements that give another element an attribute, as one that runs a script."""
_CHANGED: Final = re.compile(r"\s*(on|href|xlink)", re.IGNORECASE)
_INVISIBLE: Final = re.compile(r"[\x00-\x20]+")
"""A browser passes over these inside the scheme of an address."""
_SCHEMES: Final = ("javascript:", "vbscript:", "data:text/html")


class _Decided(Exception):
    """The rest of the file changes nothing."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict: Verdict = verdict


class _Reading:
    """What was seen of one drawing so far."""

    def __init__(self) -> None:
        self.elements = 0

    def element(self, name: str, attributes: list[str]) -> None:
        """An element begins; ``attributes`` are names and values in turn."""
        if not self.elements and name != _ROOT:
            raise _Decided("differs")
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise _Decided("unsafe")
        local = _local(name)
        if local in _ACTIVE:
            raise _Decided("unsafe")
        for place in range(0, len(attributes), 2):
            _look_at(local, _local(attributes[place]), attributes[place + 1])

    def instruction(self, target: str, _data: str) -> None:
        """A processing instruction; a style sheet from elsewhere tells its owner who looks."""
        if target.lower() == "xml-stylesheet":
            raise _Decided("unsafe")

    def entity(self, *_declaration: object) -> None:
        """No drawing needs a name for what may be written out."""
        raise _Decided("differs")


def drawing(stream: BinaryIO) -> Verdict:
    """The verdict on an SVG."""
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST or _is_crowded(content):
        return "unsafe"
    reading, parser = _Reading(), expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True
    parser.StartElementHandler = reading.element
    parser.ProcessingInstructionHandler = reading.instruction
    parser.EntityDeclHandler = reading.entity
    try:
        for part in _parts(content):
            parser.Parse(part, False)
        parser.Parse(b"", True)
    except _Decided as decided:
        return decided.verdict
    except (expat.ExpatError, ValueError, LookupError) as fault:
        full = getattr(fault, "code", 0) == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]
        return "unsafe" if full else "differs"
    return "fits"


def _is_crowded(content: bytes) -> bool:
    """Whether there may be more than the parser should be given at all; each element may end."""
    return content.count(b"<") > 2 * MOST_ELEMENTS or content.count(b"=") > MOST_ATTRIBUTES


def _parts(content: bytes) -> Iterator[memoryview]:
    place, size = 0, _FIRST_PART
    while place < len(content):
        yield memoryview(content)[place : place + size]
        place, size = place + size, 2 * size


def _look_at(element: str, name: str, value: str) -> None:
    """Raises ``_Decided`` where an attribute makes something run."""
    if name.startswith("on"):
        raise _Decided("unsafe")
    if ":" in value and any(one in _INVISIBLE.sub("", value).lower() for one in _SCHEMES):
        raise _Decided("unsafe")
    if element in _CHANGING and name == "attributename" and _CHANGED.match(value):
        raise _Decided("unsafe")


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()
