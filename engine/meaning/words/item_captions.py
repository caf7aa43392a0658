"""What items are called: their statuses, and what plain names mean inside one taken for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.values import Text
from engine.definitions.model.forms import Field, FormPart, Group
from engine.definitions.model.items import PROPOSED, THE_PERSON, Item
from engine.language.marker import N_
from engine.meaning.needs import COLUMN
from engine.meaning.programme import Meaning
from engine.meaning.reader import CaptionReader

NOT_BEGUN: Final = N_("not begun yet")
IS_PROPOSED: Final = N_("proposed, not confirmed yet")
STANDING_PROPOSED: Final = N_("{status} (a decision is proposed)")
PERSON: Final = N_("The person")


def standing_in_words(item: Item, standing: str, reader: CaptionReader) -> str:
    """How an item stands: ``passed``, ``pending proposed``, or empty before it has begun."""
    if not standing:
        return reader.message(NOT_BEGUN)
    if standing == PROPOSED:
        return reader.message(IS_PROPOSED)
    name, blank, _ = standing.partition(" ")
    caption = status_caption(item, name)
    words = reader.text(caption) if caption is not None else name
    return reader.message(STANDING_PROPOSED, status=words) if blank else words


def status_caption(item: Item, name: str) -> Text | None:
    """What a status is called; None for none of this item."""
    return next((status.caption for status in item.statuses if status.name == name), None)


def own_parts(item: Item) -> Iterator[FormPart]:
    """What the steps of one of an item ask, as the questions of a row."""
    for form in item.own_forms:
        for section in form.sections:
            for part in section.items:
                yield from part.items if isinstance(part, Group) else (part,)


def own_field(item: Item, name: str) -> Field | None:
    """A question of an item's own by its plain name."""
    fields = (part for part in own_parts(item) if isinstance(part, Field))
    return next((field for field in fields if field.name == name), None)


def inner_path(meaning: Meaning, item: Item, name: str) -> str:
    """The path in the case of what a plain name means inside one of an item.

    The plain name itself where it belongs to the item: its own questions and values, and the
    person it is for.
    """
    is_own = own_field(item, name) is not None or name in meaning.own_values.get(item.name, ())
    if is_own or name == THE_PERSON or item.each is None:
        return name
    if name in meaning.route.items or item.each.kind == "values":
        return name
    candidates = (f"{before}{name}" for before in _before(meaning, item))
    found = (path for path in candidates if path in meaning.questions or path in meaning.values)
    return next(found, name)


def is_of_unit(meaning: Meaning, item: Item, name: str) -> bool:
    """Whether a plain name means something of one of an item, and not of the case."""
    if item.each is None:
        return False
    is_own = own_field(item, name) is not None or name in meaning.own_values.get(item.name, ())
    if is_own or name in (THE_PERSON, item.each.subject.path):
        return True
    other = meaning.route.items.get(name)
    if other is not None:
        return other.each == item.each
    return inner_path(meaning, item, name) != name


def _before(meaning: Meaning, item: Item) -> Iterator[str]:
    """What stands before the plain names of a person's or row's questions."""
    each = item.each
    if each is not None and each.kind == "rows":
        yield f"{each.subject.path}{COLUMN}"
        return
    for group in meaning.persons.values():
        yield f"{group.every}{COLUMN}" if group.every else f"{group.block}."
