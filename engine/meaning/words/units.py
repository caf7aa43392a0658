"""What one of several items is called: its title and the person's name, the value or the row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from engine.base.values import NOTHING, Absence, Text
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import Field, Group
from engine.definitions.model.items import Item
from engine.language.marker import N_
from engine.meaning.case import Case
from engine.meaning.programme import Meaning
from engine.meaning.units import UnitScope, key_of
from engine.meaning.words.amounts import NOTHING_YET, filled_in
from engine.meaning.words.captions import Captions
from engine.meaning.words.item_captions import is_of_unit

OF_WHOM: Final = N_("{item} – {whom}")

PLACEHOLDER: Final = re.compile(r"\{([^{}\s][^{}]*)\}")


def item_title(case: Case, item: Item, unit: str, captions: Captions) -> str:
    """The title of an item; of one of several with whom or what it is for.

    A form of its own is called by its own title alone.
    """
    if item.forms_from:
        return captions.unit(item, unit)
    title = captions.reader.text(item.title)
    whom = unit_name(case, item, unit, captions)
    return (
        captions.reader.message(OF_WHOM, item=title, whom=whom)
        if whom not in ("", title)
        else title
    )


def unit_name(case: Case, item: Item, unit: str, captions: Captions) -> str:
    """The name of the person, the caption of the value, or what names the row; empty for one."""
    if item.each is None:
        return ""
    if item.each.kind == "values":
        return captions.unit(item, unit)
    place = key_of(case, unit)
    return person_name(case, place) or captions.unit(item, place)


def person_name(case: Case, place: str) -> str:
    """How the person or row at a place of answers is called: by the question that names it."""
    subject = _naming(case.meaning, place)
    if subject is None:
        return ""
    group, _, index = place.rpartition(".")
    rows = case.rows(group) if subject.in_row else ()
    row = None
    if subject.in_row and not isinstance(rows, Absence) and int(index) < len(rows):
        row = rows[int(index)]
    value = case.value(subject, row) if row is not None or not subject.in_row else ""
    return value if isinstance(value, str) else ""


def status_text(
    case: Case,
    item: Item,
    unit: str,
    captions: Captions,
    provided: Mapping[str, str] = NOTHING,
) -> str:
    """What the applicant reads while an item stands as it does, filled in; empty for nothing.

    Its own text, or that of the status it is shown as.
    """
    instance = case.picture.instance(item.name, unit)
    if not instance.status:
        return ""
    status = item.status(instance.status)
    text = status.text or (item.status(status.shown_as).text if status.shown_as else None)
    return "" if text is None else filled(case, text, (item, unit), captions, provided)


def filled(
    case: Case,
    text: Text,
    of: tuple[Item, str] | None,
    captions: Captions,
    provided: Mapping[str, str] = NOTHING,
) -> str:
    """A text with its placeholders: answers and values of the case, or of one of an item.

    ``provided`` are words that the product fills in, as ``link``. What is not known is a dash.
    """
    words = captions.reader.text(text)
    return PLACEHOLDER.sub(lambda found: _filling(case, found[1], of, captions, provided), words)


def _filling(
    case: Case,
    name: str,
    of: tuple[Item, str] | None,
    captions: Captions,
    provided: Mapping[str, str],
) -> str:
    if name in provided:
        return provided[name]
    meaning = case.meaning
    if of is not None and is_of_unit(meaning, of[0], name):
        subject = Subject(name, in_row=True)
        return filled_in(captions, subject, UnitScope(case, *of).value(subject), of[0])
    if any(name in known for known in (meaning.questions, meaning.values, meaning.facts)):
        subject = Subject(name)
        return filled_in(captions, subject, case.value(subject))
    return NOTHING_YET


def _naming(meaning: Meaning, place: str) -> Subject | None:
    """The question whose answer names whoever is at a place; None where none does."""
    group, _, index = place.rpartition(".")
    question = meaning.questions.get(group)
    if question is not None and isinstance(question.item, Group) and index.isdigit():
        titled = question.item.titled_by
        return Subject(titled, in_row=True) if titled else None
    for path, other in meaning.questions.items():
        item = other.item if path.startswith(f"{place}.") else None
        if isinstance(item, Field) and item.looks_like == "person_name":
            return Subject(path)
    return None
