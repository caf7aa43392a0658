"""What a step of a scenario means in a case as it stands: for whom it is, what is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.values import Problem
from engine.case.filled_steps import FilledStep, step_place
from engine.case.making import plain_making, suggested_texts
from engine.case.state import CaseState
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.items import COMMENT, REASON
from engine.definitions.reading.answers_file import Raw
from engine.definitions.reading.scenario_steps import EVERY_ONE, Act
from engine.forms.named_files import files_named
from engine.meaning.flow.stages import instances_of
from engine.meaning.picture import CASE, ROW_ID
from engine.meaning.units import unit_of

SOMETHING: Final = "As agreed"
"""What a comment or a reason says that a scenario leaves out."""


@dataclass(frozen=True, slots=True)
class MeantRefused:
    """Why something in a scenario was not possible, as codes; ``words`` say more."""

    codes: tuple[str, ...]
    words: str = ""

    def __str__(self) -> str:
        return self.words or ", ".join(self.codes)

    @classmethod
    def because(cls, found: Iterable[Problem]) -> MeantRefused:
        """What is wrong with what was filled in."""
        pairs = [(each.path, each.code) for each in found]
        words = ", ".join(f"{path} {code}" for path, code in pairs)
        return cls(tuple(dict.fromkeys(code for _, code in pairs)), words)


def units_meant(state: CaseState, act: Act) -> tuple[str, ...] | MeantRefused:
    """Those that a step is for."""
    if act.item == CASE:
        return ("",)
    if act.item not in state.route.items:
        return MeantRefused(("no such item",))
    item = state.route.items[act.item]
    known = tuple(unit for unit, _ in instances_of(state.world, state.picture, item))
    if not act.of:
        if len(known) == 1:
            return known
        return MeantRefused(
            ("no such unit",), f"of whom? {', '.join(known)}" if known else "nobody"
        )
    if act.of == (EVERY_ONE,):
        return known or MeantRefused(("no such unit",), "nobody")
    found = tuple(unit for name in act.of for unit in _meant(state, name, known))
    wrong = ", ".join(unit for unit in found if unit not in known)
    words = f"{wrong} is none of: {', '.join(known) or 'nobody'}"
    return MeantRefused(("no such unit",), words) if wrong else found


def filled_with(state: CaseState, act: Act, unit: str, now: datetime) -> FilledStep:
    """What is filled in with a step; files are only named."""
    place = step_place(state, act.item, unit, act.step)
    raw, files = dict(act.given), {}
    if place is not None and place.step.form in (COMMENT, REASON):
        raw.setdefault(place.step.form, (SOMETHING,))
    if place is None:
        raw.setdefault(COMMENT, (SOMETHING,))
    elif place.step.removes_from:
        _name_row(state, raw, place.step.removes_from, (act.item, unit))
    if place is not None and place.form is not None:
        first = suggested_texts(state, place, plain_making(state, now))
        raw = {**{name: texts for name, texts in first.items() if name not in raw}, **raw}
        asked = place.form.outline.fields.values()
        uploads = [one.path for one in asked if FIELD_TYPES[one.kind].value == "files"]
        files = {path: found for path in uploads if (found := files_named(path, raw))}
    return FilledStep(act.item, unit, act.step, raw, files)


def typed_anew(typed: Raw, act: Act) -> Raw:
    """All answers, with those that an act gives in the place of earlier ones."""
    kept = {name: one for name, one in typed.items() if not _is_anew(name, act)}
    return {**kept, **act.given}


def _meant(state: CaseState, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The units of a name: a unit, or everybody of a group of persons."""
    if name in known or name not in state.ready.meaning.persons:
        return (name,)
    case = state.world.situation(state.picture)
    (group,) = case.people((name,))
    return tuple(unit_of(case, path) for path in group.paths) or (name,)


def _name_row(state: CaseState, raw: dict[str, Any], group: str, place: tuple[str, str]) -> None:
    """Rows are named by their number, from 1, and one alone need not be; events name ids."""
    rows: Any = state.picture.instance(*place).answers.get(group, ())
    ids = {str(number): str(row[ROW_ID]) for number, row in enumerate(rows, start=1)}
    number = raw.get(group, ("1",) if len(rows) == 1 else ())
    raw[group] = tuple(ids.get(each, each) for each in number)


def _is_anew(name: str, act: Act) -> bool:
    """Whether an answer is replaced: given again, or of a group that is written as a list."""
    return any(name == other or name.startswith(f"{other}.") for other in (*act.named, *act.given))
