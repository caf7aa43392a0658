"""A mutant: definitions and their translations with one small change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.language.catalogs import Catalogs

LONGEST: Final = 90
"""Characters of a change that are shown."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a programme is made of: files by name, and the words of every language."""

    texts: Mapping[str, str]
    catalogs: Catalogs


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` becomes ``by``."""

    start: int
    end: int
    by: str = ""

    def of(self, text: str) -> str:
        """The changed text."""
        return text[: self.start] + self.by + text[self.end :]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: which mutator made it, where, and what became of what.

    Of a translation ``lang`` and ``message`` name it, and ``edits`` are made to its words.
    """

    mutator: str
    file: str
    line: int
    before: str
    after: str
    edits: tuple[Edit, ...] = ()
    lang: str = ""
    message: tuple[str, str] = field(default=("", ""))

    def applied(self, material: Material) -> Material:
        """The material with this change."""
        if self.lang:
            return self._translated(material)
        text = material.texts[self.file]
        for edit in sorted(self.edits, key=lambda edit: -edit.start):
            text = edit.of(text)
        return replace(material, texts={**material.texts, self.file: text})

    def _translated(self, material: Material) -> Material:
        messages = dict(material.catalogs.messages[self.lang])
        messages[self.message] = self.after
        catalogs = replace(
            material.catalogs, messages={**material.catalogs.messages, self.lang: messages}
        )
        return replace(material, catalogs=catalogs)

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"


def mutant(mutator: str, file: str, text: str, *edits: Edit) -> Mutant:
    """A mutant of one file, described by the lines it changes."""
    first = min(edit.start for edit in edits)
    line = text.count("\n", 0, first) + 1
    before = " … ".join(_short(text[edit.start : edit.end]) for edit in edits)
    after = " … ".join(_short(edit.by) for edit in edits)
    return Mutant(mutator, file, line, before, after, tuple(edits))


def _short(words: str) -> str:
    found = " ".join(words.split())
    return found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"
