"""Source coverage: which paragraph of a law or guide stands behind what, and what has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)


@dataclass(frozen=True, slots=True)
class Sourced:
    """One thing that may name its source: ``kind`` is rule, question, group, stage or item."""

    kind: str
    name: str
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """``paragraphs`` with everything that names them, in order; ``without`` what names none."""

    paragraphs: tuple[tuple[str, tuple[Sourced, ...]], ...]
    without: tuple[Sourced, ...]


_PLACE = re.compile(r"\s*[;,]\s*(?:and\s+)?")


def source_coverage(programme: Programme) -> SourceCoverage:
    """What rests on which paragraph in a programme."""
    found = sorted(_sourced(programme), key=lambda one: (one.kind, one.name, one.span))
    by_paragraph: dict[str, list[Sourced]] = {}
    for one in found:
        for paragraph in paragraphs(one.source):
            by_paragraph.setdefault(paragraph, []).append(one)
    ordered = sorted(by_paragraph.items(), key=lambda one: _natural(one[0]))
    return SourceCoverage(
        tuple((paragraph, tuple(users)) for paragraph, users in ordered),
        tuple(one for one in found if not one.source),
    )


def _sourced(programme: Programme) -> Iterator[Sourced]:
    for form in programme.forms:
        for item in (item for section in form.sections for item in section.items):
            yield from _of_item(item)
    for rules in programme.rules:
        for row in rules.rows:
            name = f"{rules.name} {row.number}"
            yield Sourced("rule", name, row.source or rules.source, row.span)
    for stage in programme.flow.stages:
        yield Sourced("stage", stage.name, stage.source, stage.span)
    for of_flow in programme.flow.items:
        yield Sourced("item", of_flow.name, of_flow.source, of_flow.span)


def _of_item(item: Field | Group) -> Iterator[Sourced]:
    if isinstance(item, Field):
        yield Sourced("question", item.path, item.source, item.span)
        return
    yield Sourced("group", item.path, item.source, item.span)
    for cell in item.items:
        yield Sourced("question", cell.path, cell.source or item.source, cell.span)


def paragraphs(source: str) -> Iterator[str]:
    """``Guide 4.4, 7; R-06`` names three: a bare number belongs to the work named before it."""
    work = ""
    for part in filter(None, _PLACE.split(source.strip())):
        if part[0].isdigit() and work:
            yield f"{work} {part}"
        else:
            yield part
            work = part.rpartition(" ")[0] if part[-1].isdigit() and " " in part else work


def _natural(paragraph: str) -> tuple[object, ...]:
    """Sort key in which 4.10 comes after 4.9."""
    return tuple(
        (1, int(piece), "") if piece.isdigit() else (0, 0, piece)
        for piece in re.split(r"([0-9]+)", paragraph)
    )
