"""The forms that the applicant fills in, as pages: which item and unit each is, and its steps."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Final

from engine.base.dataclass import dataclass
from engine.bundles.compiled import Ready
from engine.case.state import CaseState
from engine.definitions.model.items import APPLICANT, Item, Step
from engine.forms.outline import Outline
from engine.meaning.flow.commands import Actor, Refusal
from engine.meaning.flow.stages import instances_of
from engine.meaning.flow.steps import Attempt, state_of, target, why_closed
from engine.meaning.picture import Key

SAVES: Final = f"{APPLICANT} saves"
SENDS: Final = f"{APPLICANT} sends"


@dataclass(frozen=True, slots=True)
class FormPage:
    """The forms of an item for one of its units; ``key`` names their draft."""

    item: Item
    unit: str
    outline: Outline = field(repr=False)

    @property
    def key(self) -> str:
        """The name under which what is typed here is kept."""
        return f"{self.item.name}/{self.unit}" if self.unit else self.item.name

    @property
    def place(self) -> Key:
        """Item and unit."""
        return self.item.name, self.unit


def form_page(ready: Ready, item: str, unit: str) -> FormPage | None:
    """The page of an item for a unit; None where the applicant fills in nothing there."""
    known = ready.meaning.route.items.get(item)
    outline = None if known is None else ready.asked_in(known, unit)
    if known is None or outline is None or not outline.forms:
        return None
    return FormPage(known, unit, outline)


def form_pages(state: CaseState) -> tuple[FormPage, ...]:
    """The pages of the case as it stands, in the order of the flow."""
    pages = (
        form_page(state.ready, item.name, unit)
        for item in state.route.flow.items
        for unit, instance in instances_of(state.world, state.picture, item)
        if instance.status
    )
    return tuple(page for page in pages if page is not None)


def is_form_step(state: CaseState, item: str, step: str) -> bool:
    """Whether a step saves or sends forms, which is more than taking a step."""
    known = state.route.items.get(item)
    return known is not None and step in (SAVES, SENDS) and bool(known.forms or known.forms_from)


def open_step(
    state: CaseState, page: FormPage, name: str, actor: Actor, at: datetime
) -> Step | Refusal:
    """The step of a page that is open to an actor, or why it is not."""
    about = (page.item.name, page.unit, name)
    if page.unit not in dict(instances_of(state.world, state.picture, page.item)):
        return Refusal("no such unit", *about)
    here = state_of(state.world, state.picture, page.item.name, page.unit)
    step = page.item.step(here.instance.status, name)
    if step is None:
        return Refusal("other status" if here.instance.status else "not begun", *about)
    if not actor.may(step, page.unit):
        return Refusal("other role", *about)
    closed = why_closed(state.world, state.picture, here, Attempt(step, at))
    return Refusal(closed, *about) if closed else step


def is_editable(state: CaseState, page: FormPage, actor: Actor, at: datetime) -> bool:
    """Whether the forms can be filled in now: they can be saved or sent."""
    return any(isinstance(open_step(state, page, name, actor, at), Step) for name in (SAVES, SENDS))


def first_save(state: CaseState, page: FormPage, actor: Actor, at: datetime) -> bool:
    """Whether saving leads on from where the page stands; later saves are no event."""
    step = open_step(state, page, SAVES, actor, at)
    if not isinstance(step, Step):
        return False
    here = state_of(state.world, state.picture, page.item.name, page.unit)
    to = target(state.world, state.picture, here, step, at)
    return bool(to) and to != here.instance.status
