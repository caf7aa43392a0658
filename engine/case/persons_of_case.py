"""The people of a case as the machine knows them: their answers, and who is somebody else now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.base.values import Answer, Answers
from engine.case.state import CaseState
from engine.definitions.model.forms import Field
from engine.definitions.model.persons import PersonGroup
from engine.meaning.flow.stages import units_of
from engine.meaning.picture import ROW_ID, Key
from engine.meaning.programme import Meaning

NAMES: Final = "person_name"
"""The validator of answers that are names of people."""


def persons_of_case(state: CaseState) -> tuple[str, ...]:
    """The units of everybody that an item is for now."""
    found: dict[str, None] = {}
    for item in state.route.flow.items:
        if item.each is not None and item.each.kind == "persons":
            found |= dict.fromkeys(units_of(state.world, state.picture, item) or ())
    return tuple(found)


def replaced(before: CaseState, after: CaseState) -> frozenset[Key]:
    """The instances whose person is another one by the answers of ``after``."""
    return frozenset(
        (item.name, unit)
        for item in before.route.flow.items
        if item.each is not None and item.each.kind == "persons"
        for unit in before.picture.of(item.name)
        if _is_another(before, after, unit)
    )


def is_same_person(before: CaseState, after: CaseState, unit: str) -> bool:
    """Whether the answers tell of the same person; nobody is the same as nobody."""
    return bool(person_answers(after, unit)) and not _is_another(before, after, unit)


def person_answers(state: CaseState, unit: str) -> Mapping[str, Answer]:
    """What is answered about a person, by the plain names of the questions."""
    return dict(_answers(state.world.answers, unit))


def person_questions(meaning: Meaning, unit: str) -> tuple[Field, ...]:
    """The questions about a person: those of its rows, or below its block."""
    group = unit.rpartition(".")[0]
    fields = (each.item for each in meaning.questions.values() if isinstance(each.item, Field))
    return tuple(field for field in fields if _is_about(field, group, unit))


def _is_about(field: Field, group: str, unit: str) -> bool:
    if field.group:
        return field.group == group
    return field.path.startswith(f"{unit}.")


def _answers(answers: Answers, unit: str) -> Iterator[tuple[str, Answer]]:
    group, _, row_id = unit.rpartition(".")
    rows: Any = answers.get(group, ())
    for place, row in enumerate(rows if isinstance(rows, tuple) else ()):
        if isinstance(row, Mapping) and str(row.get(ROW_ID) or place) == row_id:
            yield from ((name, answer) for name, answer in row.items() if name != ROW_ID)
    below = f"{unit}."
    for path, answer in answers.items():
        if path.startswith(below):
            yield path.removeprefix(below), answer


def _is_another(before: CaseState, after: CaseState, unit: str) -> bool:
    then, now = person_answers(before, unit), person_answers(after, unit)
    return any(then.get(name) != now.get(name) for name in _identifying(after, unit))


def _identifying(state: CaseState, unit: str) -> frozenset[str]:
    """The questions whose answers make a person the same.

    Where the definitions do not say, these are names and whatever is sensitive, so that nobody
    stays identified under another name because a line was forgotten.
    """
    groups = [g for g in state.ready.programme.persons if _holds(g, unit)]
    named = frozenset(name for group in groups for name in group.same)
    if named:
        return named
    return frozenset(
        field.path.removeprefix(f"{unit}.") if not field.group else field.name
        for field in person_questions(state.ready.meaning, unit)
        if field.kind != "file" and (field.sensitive or field.looks_like == NAMES)
    )


def _holds(group: PersonGroup, unit: str) -> bool:
    return unit == group.block if group.block else unit.rpartition(".")[0] == group.every
