"""The people of a case: each with every item that is taken for each person, and with the marks."""

from __future__ import annotations

from collections.abc import Iterator

from engine.case.persons_of_case import person_answers, person_questions, persons_of_case
from engine.definitions.model.items import Item
from engine.meaning.flow.stages import is_finished, units_of
from engine.meaning.units import key_of
from engine.meaning.words.item_captions import standing_in_words
from engine.meaning.words.units import person_name
from engine.services.desk_case import DeskCase
from engine.services.desk_documents import read_of
from engine.services.desk_marks import place_of_path
from engine.services.desk_views import Hidden, Mark, PersonCell, PersonRow
from engine.services.shortened_codes import CODE, shortened


def headings_of(case: DeskCase) -> tuple[str, ...]:
    """What the items are called that are taken for each person."""
    return tuple(case.reader.text(item.title) for item in _items(case))


def people_of(case: DeskCase, marks: tuple[Mark, ...], shown: str = "") -> tuple[PersonRow, ...]:
    """Everybody that an item is for; those who lack something first. ``shown`` is one whose
    personal code is shown whole."""
    items = _items(case)
    paths = {mark.id: place_of_path(case, mark.id.split("/")[3]) for mark in marks}
    rows = [
        _row(case, unit, items, tuple(m for m in marks if paths[m.id] == _place(case, unit)), shown)
        for unit in persons_of_case(case.case.state)
    ]
    return tuple(sorted(rows, key=lambda row: not row.lacks))


def _items(case: DeskCase) -> tuple[Item, ...]:
    """Items for persons that there are some of, or will be."""
    state = case.case.state
    return tuple(
        item
        for item in state.route.flow.items
        if item.each is not None
        and item.each.kind == "persons"
        and (state.picture.of(item.name) or units_of(state.world, state.picture, item))
    )


def _row(
    case: DeskCase, unit: str, items: tuple[Item, ...], marks: tuple[Mark, ...], shown: str
) -> PersonRow:
    place = _place(case, unit)
    cells = tuple(_cell(case, item, unit) for item in items)
    first = items[0] if items else None
    part = case.captions.unit(first, place) if first else ""
    is_open = any(not mark.looked_at for mark in marks)
    return PersonRow(
        unit=unit,
        name=person_name(case.situation, place) or part,
        part=part,
        codes=tuple(_codes(case, unit, unit == shown)),
        cells=cells,
        marks=marks,
        lacks=is_open or any(_lacks(case, item, unit) for item in items),
        read=read_of(case, unit, whole=unit == shown),
    )


def _place(case: DeskCase, unit: str) -> str:
    return key_of(case.situation, unit)


def _cell(case: DeskCase, item: Item, unit: str) -> PersonCell:
    instance = case.case.state.picture.instance(item.name, unit)
    if not instance.status:
        return PersonCell()
    words = standing_in_words(item, instance.standing, case.reader)
    return PersonCell(words, item.status(instance.status).kind)


def _lacks(case: DeskCase, item: Item, unit: str) -> bool:
    instance = case.case.state.picture.instance(item.name, unit)
    return bool(instance.status) and not is_finished(item, instance)


def _codes(case: DeskCase, unit: str, is_whole: bool) -> Iterator[Hidden]:
    answers = person_answers(case.case.state, unit)
    for field in person_questions(case.case.ready.meaning, unit):
        name = field.name if field.group else field.path.removeprefix(f"{unit}.")
        value = answers.get(name)
        if field.kind == CODE and isinstance(value, str) and value:
            text = value if is_whole else shortened(value)
            yield Hidden(case.reader.text(field.caption), text, is_whole)
