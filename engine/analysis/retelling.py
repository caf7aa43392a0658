"""A finding retold as a scenario file, so that it never comes back unnoticed."""

from __future__ import annotations

from engine.analysis.cone import cone
from engine.analysis.findings import Finding
from engine.analysis.given import Assignment, Given, Undecided
from engine.analysis.report import field_of
from engine.analysis.retelling_items import steps_of_run
from engine.analysis.space import AnswerWorld, Space
from engine.analysis.words import Words
from engine.base.values import BLANK, Absence, StoredFile
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.definitions.reading.scenario_text import ScenarioText, written
from engine.language.marker import N_

ADVICE = N_("Say below what should come of it, and mend the definitions until it does.")

Rows = list[dict[str, tuple[str, ...]]]


def write_scenario(finding: Finding, world: AnswerWorld, words: Words) -> str:
    """The smallest case of a finding as a scenario file (YAML), filled in with sample answers."""
    decided = whole(world, dict(finding.case))
    return written(
        ScenarioText(
            title=f"{finding.code} {finding.about.partition(' [')[0]}".strip(),
            today=world.today,
            given=_given(world, decided),
            expect={"problems": ("none",)},
            steps=tuple(steps_of_run(world.meaning.route.flow, finding.run)),
            remarks=(words.sentence(finding.text), words.reader.message(ADVICE)),
        )
    )


def whole(world: AnswerWorld, decided: Assignment) -> Assignment:
    """``decided`` with a sample answer to everything else that is asked and required.

    What cannot be answered is left out.
    """
    paths = [path for path, one in world.meaning.questions.items() if _counts(world, path)]
    space = Space(world, cone(world.meaning, (), paths, world.demands))
    found: dict[str, Given] = dict(decided)
    for path in paths:
        item = world.meaning.questions[path].item
        if "[]" not in path:
            _answer(space, path, found)
        if isinstance(item, Group):
            count = found.get(path)
            for row in range(count if isinstance(count, int) else 0):
                for cell in item.items:
                    _answer(space, f"{path}.{row}.{cell.name}", found)
    return found


def _counts(world: AnswerWorld, path: str) -> bool:
    known = path in world.known_of_account
    return known or world.meaning.questions[path].form.name in world.collected


def _answer(space: Space, name: str, found: dict[str, Given]) -> None:
    """Decide an answer, and before it those on which it depends."""
    waiting = [name]
    while waiting and len(waiting) < 50:
        name = waiting[-1]
        try:
            if name not in found and _is_asked(space, name, found):
                _decide(space, name, found)
            waiting.pop()
        except Undecided as first:
            waiting.append(first.name)


def _is_asked(space: Space, name: str, found: dict[str, Given]) -> bool:
    case = space.case(found)
    return case.asked(*case.place(name)) is True


def _decide(space: Space, name: str, found: dict[str, Given]) -> None:
    path, row = space.case(found).place(name)
    choices = space.choices(name, found)
    if any(one.given is BLANK for one in choices):
        if space.case(found).required(path, row) is False:
            found[name] = BLANK
            return
        choices = tuple(one for one in choices if one.given is not BLANK)
    fitting = (one.given for one in choices if _fits(space, {**found, name: one.given}, path))
    found[name] = next(fitting, choices[0].given if choices else BLANK)


def _fits(space: Space, decided: Assignment, path: str) -> bool:
    """Whether nothing that speaks of the question is broken, as far as answers are decided."""
    case = space.case(decided)
    for demand in space.world.demands:
        if path not in demand.questions:
            continue
        try:
            if demand.broken(case):
                return False
        except Undecided:
            continue
    return True


def _given(world: AnswerWorld, decided: Assignment) -> dict[str, tuple[str, ...] | Rows]:
    found: dict[str, tuple[str, ...] | Rows] = {}
    for name, given in decided.items():
        item = world.meaning.questions.get(name)
        if item is not None and isinstance(item.item, Group):
            count = given if isinstance(given, int) else 0
            rows = [_row(world, name, number, decided) for number in range(count)]
            if rows:
                found[name] = rows
        elif item is not None and not isinstance(given, Absence):
            found[name] = _texts(field_of(world.meaning, name), given)
    return found


def _row(
    world: AnswerWorld, group: str, number: int, decided: Assignment
) -> dict[str, tuple[str, ...]]:
    prefix = f"{group}.{number}."
    return {
        name.removeprefix(prefix): _texts(field_of(world.meaning, name), given)
        for name, given in decided.items()
        if name.startswith(prefix) and not isinstance(given, Absence)
    }


def _texts(field: Field | None, given: Given) -> tuple[str, ...]:
    if isinstance(given, tuple) and any(isinstance(one, StoredFile) for one in given):
        return tuple(one.name for one in given)
    if field is None or (isinstance(given, Absence | int) and not isinstance(given, bool)):
        return (str(given),)
    if isinstance(given, bool):
        return ("yes" if given else "no",)
    return FIELD_TYPES[field.kind].texts(given)
