"""What a document says, apart from how it looks: a title, facts, and blocks of lines.

A sheet is made of words that are already in the reader's language; a writer only places them.
"""

from __future__ import annotations

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A caption and what stands beside it."""

    caption: str
    value: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """Lines under one heading; ``level`` 2 is a row of a repeating group inside a block."""

    heading: str
    lines: tuple[SheetLine, ...]
    level: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetCode:
    """A code that phones read: rows of dark and light squares, and what is done with it."""

    caption: str
    rows: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document. ``facts`` stand under the title.

    ``page_words`` reads like ``Page {n} of {total}``.
    """

    title: str
    lang: str
    facts: tuple[SheetLine, ...]
    blocks: tuple[SheetBlock, ...]
    issuer: str = ""
    page_words: str = "{n} / {total}"
    code: SheetCode | None = None
    """Stands at the end."""
