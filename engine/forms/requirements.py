"""What an applicant will need: documents, numbers and people, before a form is begun."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.forms.outline import Outline
from engine.forms.walk import items_of
from engine.forms.wording import Wording
from engine.meaning.situation import Situation
from engine.meaning.truth import Truth

NUMBERS: Final = frozenset({"personal_code", "company_number", "iban"})
"""Kinds whose answers people look up rather than know."""

What = Literal["document", "number", "people"]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to have at hand. ``of`` names whose it is, where it is asked of several people.

    ``certain`` is false while other answers decide whether it is needed; ``least`` and ``most`` say
    how many people of a group can be stated.
    """

    what: What
    caption: str
    hint: str = ""
    of: str = ""
    certain: bool = True
    least: int = 0
    most: int = 0


def needs(case: Situation, outline: Outline, wording: Wording) -> tuple[Need, ...]:
    """What the outlined forms will ask for, as far as the answers so far can tell; each once."""
    found = (need for item in items_of(outline.forms) for need in _of_item(case, item, wording))
    return tuple(dict.fromkeys(found))


def _of_item(case: Situation, item: Field | Group, wording: Wording) -> Iterator[Need]:
    asked = case.asked(item.path)
    if asked is False:
        return
    if isinstance(item, Field):
        yield from _of_field(item, "", case.required(item.path), wording)
        return
    words = wording.groups[item.path]
    yield Need(
        "people", words.caption, words.hint,
        certain=bool(asked) and item.minimum > 0, least=item.minimum, most=item.maximum,
    )  # fmt: skip
    for member in item.items:
        always = member.when is None and member.required is True
        yield from _of_field(member, words.each, bool(asked) and always, wording)


def _of_field(field: Field, of: str, required: Truth, wording: Wording) -> Iterator[Need]:
    is_file = FIELD_TYPES[field.kind].value == "files"
    if is_file or field.kind in NUMBERS:
        words = wording.fields[field.path]
        what: What = "document" if is_file else "number"
        yield Need(what, words.caption, words.hint, of, certain=bool(required))
