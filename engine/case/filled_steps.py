"""What is filled in with a command: the data of its event, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.legible import legible
from engine.base.values import NOTHING, Answers, Problem
from engine.case.comments import COMMENTS, CommentPlace, comment_data
from engine.case.state import CaseState
from engine.case.step_answers import StepPlace, step_answers
from engine.definitions.kinds import Sentence
from engine.definitions.kinds.sentences import MISSING, NOT_IN_LIST, TOO_LONG, problem
from engine.definitions.model.items import COMMENT, REASON
from engine.forms.read import Raw
from engine.language.marker import N_
from engine.meaning.flow.proposals import parsed_answer
from engine.meaning.flow.steps import state_of
from engine.meaning.picture import CASE, ROW_ID

UNSAID: Final = Sentence("E-01", N_("Comment on at least one answer, or on the whole document"))

LONGEST: Final = 4000
"""Characters of a comment or a reason."""


@dataclass(frozen=True, slots=True)
class FilledStep:
    """What somebody filled in with a step; ``files`` were added to its questions.

    ``comments`` on single answers go with a step that asks a comment.
    """

    item: str
    unit: str
    step: str
    raw: Raw = field(default_factory=lambda: NOTHING, repr=False)
    files: Answers = field(default_factory=lambda: NOTHING, repr=False)
    comments: Mapping[CommentPlace, str] = field(default_factory=dict, repr=False)


def step_place(state: CaseState, item: str, unit: str, name: str) -> StepPlace | None:
    """The step of this name that is there now; None where there is none."""
    if item == CASE:
        steps = state.route.flow.case.steps
        step = next((each for each in steps if each.name == name), None)
        return None if step is None else StepPlace.of(state.ready, step)
    if item not in state.route.items:
        return None
    here = state_of(state.world, state.picture, item, unit)
    step = here.item.step(here.instance.status, name)
    return None if step is None else StepPlace.of(state.ready, step, here)


def step_data(state: CaseState, filled: FilledStep) -> Mapping[str, Any] | tuple[Problem, ...]:
    """What the event of the step holds, or the problems for which it is not taken."""
    place = step_place(state, filled.item, filled.unit, filled.step)
    if place is None:
        return _of_answer(filled)
    given = step_answers(state.world, state.picture, replace(place, files=filled.files), filled.raw)
    data = given.data
    if filled.comments and place.step.form == COMMENT:
        data = {**data, COMMENTS: comment_data(filled.comments)}
    wrong = (*given.refused, *_texts(place, data), *_struck(place, data))
    return wrong or data


def data_so_far(state: CaseState, filled: FilledStep) -> Mapping[str, Any]:
    """What the event of the step would hold with what is understood of it, whatever is missing."""
    place = step_place(state, filled.item, filled.unit, filled.step)
    if place is None:
        return NOTHING
    given = step_answers(state.world, state.picture, replace(place, files=filled.files), filled.raw)
    return given.data


def _of_answer(filled: FilledStep) -> Mapping[str, Any] | tuple[Problem, ...]:
    """With an answer to a proposal a comment may be given; whoever returns one must say why."""
    text = legible("\n".join(filled.raw.get(COMMENT, ())))
    answer = parsed_answer(filled.step)
    if len(text) > LONGEST:
        return (problem(COMMENT, TOO_LONG, max=LONGEST),)
    if not text and answer is not None and answer[1] == "returns":
        return (problem(COMMENT, MISSING),)
    return {COMMENT: text} if text else NOTHING


def _texts(place: StepPlace, data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """A form that is always there must be filled in where the step asks it."""
    step, item = place.step, place.state.item if place.state else None
    has_forms = item is not None and bool(item.forms or item.forms_from)
    if step.form in (COMMENT, REASON) and not (data.get(step.form) or data.get(COMMENTS)):
        return (problem(step.form, UNSAID if has_forms and step.form == COMMENT else MISSING),)
    long = (name for name in (COMMENT, REASON) if len(data.get(name, "")) > LONGEST)
    return tuple(problem(name, TOO_LONG, max=LONGEST) for name in long)


def _struck(place: StepPlace, data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """A step that strikes out a row must say which, and it must be there."""
    group = place.step.removes_from
    if not group or place.state is None:
        return ()
    given = data.get("remove", {}).get(group)
    rows: Any = place.state.instance.answers.get(group, ())
    if given is None:
        return (problem(group, MISSING),)
    return () if given in [row[ROW_ID] for row in rows] else (problem(group, NOT_IN_LIST),)
