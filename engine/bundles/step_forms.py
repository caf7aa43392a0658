"""What steps ask, as forms of their own: filled in once, with plain names, and put into a case.

The answers of a form that a step asks belong to the case, to a new row of a group, or to one of an
item taken for each. Whoever fills it in sees the same form in all three: its names stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from types import MappingProxyType

from engine.base.dataclass import dataclass
from engine.definitions.model.flow_walk import item_steps
from engine.definitions.model.forms import Field, Form, FormPart, Group, Section
from engine.definitions.model.items import (
    COMMENT,
    REASON,
    Item,
    Step,
)
from engine.definitions.model.making import Making
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Flow
from engine.forms.outline import Outline
from engine.meaning.functions import function_of
from engine.meaning.picture import CASE
from engine.meaning.programme import Meaning, NamedValue, questions_of

StepFormKey = tuple[str, str]
"""The item (or ``case``) whose step asks it, and the name of the form."""


@dataclass(frozen=True, slots=True)
class MadeField:
    """A question of a form and how its answer comes about."""

    field: Field
    making: Making


@dataclass(frozen=True, slots=True)
class StepForm:
    """A form that a step asks, with plain names; ``meaning`` knows its questions by these.

    ``made`` are questions that nobody is asked; ``suggested`` those that are filled in at first.
    """

    form: Form
    outline: Outline = field(repr=False)
    meaning: Meaning = field(repr=False)
    made: tuple[MadeField, ...] = ()
    suggested: tuple[MadeField, ...] = ()
    whole: Form | None = field(default=None, repr=False)
    """The form with the questions that nobody is asked; None where it has none."""


def step_forms(programme: Programme, meaning: Meaning) -> Mapping[StepFormKey, StepForm]:
    """Every form that a step of the programme asks."""
    found: dict[StepFormKey, StepForm] = {}
    for item, step in _asking(programme.flow):
        key = (CASE if item is None else item.name, step.form)
        form = _form(programme, item, step)
        if key not in found and form is not None:
            rows = _without_rows(form) if step.adds_to else form
            found[key] = _step_form(_plain(rows), meaning, None if step.adds_to else item)
    return MappingProxyType(found)


def _asking(flow: Flow) -> Iterator[tuple[Item | None, Step]]:
    of_items = ((item, step) for item, _, step in item_steps(flow))
    of_case = ((None, step) for step in flow.case.steps)
    for item, step in (*of_items, *of_case):
        if step.form not in ("", COMMENT, REASON):
            yield item, step


def _form(programme: Programme, item: Item | None, step: Step) -> Form | None:
    own = () if item is None else item.own_forms
    return next((form for form in (*own, *programme.forms) if form.name == step.form), None)


def _step_form(whole: Form, meaning: Meaning, item: Item | None) -> StepForm:
    made = tuple(_fields(whole, item.makes if item else ()))
    form = _without(whole, frozenset(one.field.path for one in made))
    questions = {one.item.path: one for one in questions_of([whole])}
    values = {one.path: NamedValue(one, function_of(one)) for one in form.computed}
    own = replace(
        meaning,
        questions=MappingProxyType({**meaning.questions, **questions}),
        values=MappingProxyType({**meaning.values, **values}),
    )
    suggested = tuple(_fields(form, item.suggests if item else ()))
    outline = Outline.of([form])
    return StepForm(form, outline, own, made, suggested, whole if made else None)


def _fields(form: Form, makings: tuple[Making, ...]) -> Iterator[MadeField]:
    """The questions of a form that are made or suggested, in the order in which that is done."""
    fields = {
        one.path: one for part in form.sections for one in part.items if isinstance(one, Field)
    }
    yield from (MadeField(fields[one.path], one) for one in makings if one.path in fields)


def _without(form: Form, paths: frozenset[str]) -> Form:
    """A form without some of its questions, and without parts that then hold nothing."""
    if not paths:
        return form
    sections = tuple(
        replace(part, items=tuple(one for one in part.items if one.path not in paths))
        for part in form.sections
    )
    return replace(form, sections=tuple(part for part in sections if part.items))


def _without_rows(form: Form) -> Form:
    """A form of which every filling-in is a row, as the questions of one row."""
    groups = [one for part in form.sections for one in part.items if isinstance(one, Group)]
    sections = tuple(replace(part, items=tuple(_members(part))) for part in form.sections)
    return replace(
        form,
        sections=sections,
        computed=(*form.computed, *(value for group in groups for value in group.computed)),
        checks=(*form.checks, *(check for group in groups for check in group.checks)),
    )


def _members(section: Section) -> Iterator[FormPart]:
    for part in section.items:
        yield from part.items if isinstance(part, Group) else (part,)


def _plain(form: Form) -> Form:
    """The form with names that stand alone."""
    sections = tuple(
        replace(part, items=tuple(_plain_part(one) for one in part.items)) for part in form.sections
    )
    return replace(
        form,
        sections=sections,
        computed=tuple(
            replace(one, path=one.name, group="") if one.group else one for one in form.computed
        ),
        checks=tuple(replace(one, group="") for one in form.checks),
    )


def _plain_part(part: FormPart) -> FormPart:
    if isinstance(part, Field) and part.group:
        return replace(part, path=part.name, group="")
    return part
