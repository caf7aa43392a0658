"""Finding what a payment is for: by references that were made, never by what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

NOISE: Final = re.compile(r"[^A-Z0-9]+")
LOOKS: Final = re.compile(r"RF[0-9]{2}[A-Z0-9]")
PREFIX: Final = 4
"""Signs by which the places are found where a reference may begin."""


class OpenReferences:
    """References that were made, looked for in texts however they are broken and spelt."""

    def __init__(self, references: Iterable[str]) -> None:
        self.by_prefix: dict[str, list[str]] = {}
        for reference in references:
            self.by_prefix.setdefault(reference[:PREFIX], []).append(reference)

    def quoted(self, *texts: str) -> tuple[str, ...]:
        """Those that stand in one of the texts; what is only a part of another one is left out."""
        found = {one: None for text in texts for one in self._in(compact(text))}
        return tuple(one for one in found if not any(one in other != one for other in found))

    def _in(self, text: str) -> Iterable[str]:
        for place in range(len(text) - PREFIX):
            for reference in self.by_prefix.get(text[place : place + PREFIX], ()):
                if text.startswith(reference, place):
                    yield reference


def compact(text: str) -> str:
    """Capital letters and digits alone."""
    return NOISE.sub("", text.upper())


def looks_quoted(*texts: str) -> bool:
    """Whether somebody seems to have meant a reference that is none of ours."""
    return any(LOOKS.search(compact(text)) for text in texts)
