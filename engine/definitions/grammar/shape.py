"""What may stand in a mapping: its words, what stands after each, and what it means.

From one table come the keys that a reader knows, the advice for other keys, the schema that editors
complete by, their hover texts, and the tables of the reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from engine.base.dataclass import dataclass


class Plain(Enum):
    """What stands after a word and has no words of its own."""

    TEXT = "a text"
    FLAG = "yes or no"
    WHOLE = "a whole number"
    WORDS = "a word or a list of words"
    CONDITION = "a condition"


@dataclass(frozen=True, slots=True)
class FewWords:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByName:
    """A mapping whose keys are names that the author chooses."""

    each: Content


@dataclass(frozen=True, slots=True)
class ManyOf:
    """A list."""

    each: Content


@dataclass(frozen=True, slots=True)
class Either:
    """One of several shapes."""

    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class ShapeWord:
    """One word: what stands after it, what it means, and what people write instead of it."""

    name: str
    content: Content
    meaning: str
    required: bool = False
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping with words. ``others`` is what keys that are no words hold; None: no others."""

    name: str
    words: tuple[ShapeWord, ...]
    others: Content | None = None

    @property
    def known(self) -> tuple[str, ...]:
        """The names of the words, in their order."""
        return tuple(word.name for word in self.words)

    @property
    def advice(self) -> Mapping[str, str]:
        """What people write, to the word that is meant."""
        return {wrong: word.name for word in self.words for wrong in word.instead_of}


Content = Plain | FewWords | ByName | ManyOf | Either | Shape


def shapes(content: Content) -> Iterator[Shape]:
    """Every shape in a content, from outside in; one that stands in several places comes again."""
    match content:
        case Shape():
            yield content
            for word in content.words:
                yield from shapes(word.content)
            if content.others is not None:
                yield from shapes(content.others)
        case ByName(each) | ManyOf(each):
            yield from shapes(each)
        case Either(contents):
            for one in contents:
                yield from shapes(one)
