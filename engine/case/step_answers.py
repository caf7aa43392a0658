"""What somebody fills in with a step: read as a page gives it, judged, and kept by its event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.legible import legible
from engine.base.values import NOTHING, Answers, Problem, Value
from engine.bundles.compiled import Ready
from engine.bundles.step_forms import StepForm
from engine.definitions.model.conditions import Subject
from engine.definitions.model.items import COMMENT, REASON, Step
from engine.forms.problems import problems
from engine.forms.read import Raw, Surroundings, read
from engine.meaning.case import RowOfCase
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.picture import CASE, ItemState, Picture
from engine.meaning.situation import Situation
from engine.meaning.units import UnitScope


@dataclass(frozen=True, slots=True, eq=False)
class StepSituation(Situation):
    """A case while a form of a step is filled in.

    The questions of the form stand first; other plain names mean what they mean inside the item.
    """

    own: frozenset[str] = frozenset()
    scope: UnitScope | None = None

    def value(self, subject: Subject, row: RowOfCase | None = None) -> Value:
        scope = self.scope
        is_of_unit = subject.in_row and row is None and subject.path not in self.own
        if scope is not None and is_of_unit:
            return scope.value(subject)
        # A class with slots is made anew, so that super() would not find its own.
        return Situation.value(self, subject, row)


@dataclass(frozen=True, slots=True)
class StepAnswers:
    """``data`` is what the event of the step keeps; ``problems`` refuse it where they say so.

    ``answers`` are those understood, by plain name; ``unread`` what could not be read.
    """

    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)
    problems: tuple[Problem, ...] = ()
    answers: Answers = field(default_factory=lambda: NOTHING, repr=False)
    unread: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING, repr=False)

    @property
    def refused(self) -> tuple[Problem, ...]:
        """The problems for which the step is not taken."""
        return tuple(problem for problem in self.problems if problem.level == "refuse")


@dataclass(frozen=True, slots=True)
class StepPlace:
    """A step and where it is taken: of an item for a unit, or of the case where there is none.

    ``form`` is None where the step asks nothing, or only what is always there; ``files`` were added
    to its questions.
    """

    step: Step
    state: ItemState | None = None
    form: StepForm | None = field(default=None, repr=False)
    files: Answers = field(default_factory=lambda: NOTHING, repr=False)

    @classmethod
    def of(cls, ready: Ready, step: Step, state: ItemState | None = None) -> StepPlace:
        """The place of a step in a programme."""
        item = CASE if state is None else state.item.name
        return cls(step, state, ready.step_forms.get((item, step.form)))


def step_situation(
    world: AnswersWorld, picture: Picture, place: StepPlace, answers: Answers = NOTHING
) -> Situation:
    """The case as the form of a step sees it, with what is filled in."""
    case, state, form = world.situation(picture), place.state, place.form
    if form is None:
        return case
    is_of_unit = state is not None and state.item.each is not None
    # What was asked the last time is no answer this time.
    others = {path: one for path, one in case.answers.items() if path not in form.outline.order}
    return StepSituation(
        form.meaning,
        {**others, **answers},
        world.today,
        applied_on=world.applied_on,
        picture=picture,
        own=frozenset((*form.outline.order, *(one.path for one in form.form.computed))),
        scope=UnitScope(case, state.item, state.unit) if state and is_of_unit else None,
    )


def step_answers(
    world: AnswersWorld,
    picture: Picture,
    place: StepPlace,
    raw: Raw,
    *,
    named_files: bool = False,
) -> StepAnswers:
    """Read and judge what was filled in with a step.

    For a step that strikes out a row ``raw`` names the row's id by the name of its group.
    """
    step, form = place.step, place.form
    data: dict[str, Any] = dict(_built_in(form, raw))
    if step.removes_from and raw.get(step.removes_from):
        data["remove"] = {step.removes_from: raw[step.removes_from][0]}
    if form is None:
        return StepAnswers(MappingProxyType(data))
    own = {name: one for name, one in raw.items() if _is_own(form, step, name)}
    known = world.situation(picture).answers
    around = Surroundings(world.today, known, blank_rows=False, named_files=named_files)
    reading = read(form.outline, own, around)
    answers = {**reading.answers, **place.files}
    case = step_situation(world, picture, place, answers)
    found = problems(case, form.outline, reading.problems)
    data |= _kept(
        step, {name: one for name, one in answers.items() if case.asked(name) is not False}
    )
    return StepAnswers(MappingProxyType(data), found, answers, reading.unread)


def _built_in(form: StepForm | None, raw: Raw) -> Mapping[str, str]:
    """A comment and a reason may always be given; blank ones are none."""
    names = [name for name in (COMMENT, REASON) if form is None or name not in form.outline.fields]
    texts = {name: legible(" ".join(raw.get(name, ()))) for name in names}
    return {name: text for name, text in texts.items() if text}


def _is_own(form: StepForm, step: Step, name: str) -> bool:
    """Whether something typed belongs to the form itself."""
    return name in form.outline.fields or name not in (COMMENT, REASON, step.removes_from)


def _kept(step: Step, answers: Answers) -> Mapping[str, Any]:
    if step.adds_to:
        return {"add": {step.adds_to: dict(answers)}}
    return {"set": dict(answers)} if answers else {}
