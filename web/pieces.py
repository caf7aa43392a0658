"""Pieces of pages: what a template says once, with slots for what only a page knows.

A template is rendered with marks in the places of answers; what stands around the marks never
changes again. A page fills the slots, with texts that are escaped already.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Hashable, Mapping
from dataclasses import field
from typing import Final
from weakref import WeakKeyDictionary

from markupsafe import Markup

from engine.base.dataclass import dataclass

_NONCE: Final = secrets.token_hex(8)
_MARK: Final = re.compile(f"Q{_NONCE}Q([a-z0-9]+)Q")
"""Letters and digits only: a mark stays as it is in ids, in addresses and wherever it is escaped.
Nobody can type one, for it is another one in every process."""

MOST: Final = 256
"""Pieces of one question that are kept: its choices may come and go in many ways."""
Pieces = dict[Hashable, "Piece"]


def mark(slot: str) -> Markup:
    """What a template is given in the place of ``slot``, a name of small letters and digits."""
    return Markup(f"Q{_NONCE}Q{slot}Q")  # noqa: S704 - letters and digits


@dataclass(frozen=True, slots=True)
class Choices:
    """What choices add to a piece once they are chosen: slot and text, by code."""

    found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def mark(self, _item: object, code: str, text: str) -> Markup:
        """The place of ``text``, which stands there if ``code`` is chosen."""
        slot = f"c{len(self.found)}"
        self.found[code] = (slot, text)
        return mark(slot)


@dataclass(frozen=True, slots=True)
class Piece:
    """HTML with slots. ``blank`` are those of choices, with nothing chosen."""

    pattern: str
    choices: Mapping[str, tuple[str, str]]
    blank: Mapping[str, str]

    @classmethod
    def of(cls, html: str, choices: Choices = Choices()) -> Piece:
        """The piece of a page that was rendered with marks."""
        blank = dict.fromkeys((slot for slot, _ in choices.found.values()), "")
        return cls(_MARK.sub(r"%(\1)s", html.replace("%", "%%")), choices.found, blank)

    def filled(self, slots: Mapping[str, object]) -> str:
        """The HTML. Whatever stands in ``slots`` is safe."""
        return self.pattern % slots

    def with_chosen(self, raw: tuple[str, ...], slots: Mapping[str, object]) -> str:
        """The HTML with the choices of ``raw``; “none of them” is chosen only alone."""
        chosen = (self.choices.get(code) for code in raw if code or len(raw) == 1)
        return self.pattern % {**self.blank, **dict(filter(None, chosen)), **slots}


@dataclass(frozen=True, slots=True)
class KeptPieces:
    """What was made for pages that say the same around their questions."""

    plain: Pieces = field(default_factory=dict)
    of_words: WeakKeyDictionary[Hashable, Pieces] = field(default_factory=WeakKeyDictionary)

    def of(self, words: Hashable) -> Pieces:
        """The pieces of one question or group."""
        found = self.of_words.get(words)
        if found is None or len(found) >= MOST:
            found = self.of_words[words] = {}
        return found
