"""Steps by which money is booked to a case: of the bank's statements, and of people."""

from __future__ import annotations

from collections.abc import Iterator

from engine.base.money import EntryRow
from engine.base.values import Value
from engine.bundles.step_forms import StepForm
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.flow_walk import item_steps
from engine.definitions.model.items import Item, Step
from engine.definitions.model.ports import BOOKS, STATEMENTS
from engine.definitions.model.route import Flow
from engine.forms.read import Raw
from engine.meaning.flow.decide import permitted
from engine.services.case_loading import LoadedCase

AMOUNT, PAYER, REFERENCE = "amount", "payer", "reference"
DATES = ("paid_on", "returned_on")
"""Questions of the form of a payment that an entry answers, where they are asked."""


def provider_of(flow: Flow) -> str:
    """The provider that speaks for statements, or empty."""
    return next((one.name for one in flow.providers if one.port == STATEMENTS), "")


def step_of(item: Item, verb: str, provider: str) -> Step | None:
    """The step of statements with a verb, in whichever status."""
    steps = (step for status in item.statuses for step in status.steps)
    return next((one for one in steps if one.actor == provider and one.verb == verb), None)


def is_open(case: LoadedCase, item: str, step: str) -> bool:
    """Whether a step may be taken now, or was taken by the very same command."""
    moves = permitted(case.state.world, case.state.picture, case.actor, case.now)
    return case.receipt is not None or any((one.item, one.name) == (item, step) for one in moves)


def bookers(flow: Flow) -> frozenset[str]:
    """The roles that record payments by hand which statements book by themselves."""
    booked = {(item.name, step.form, step.adds_to) for item, step in booking_steps(flow)}
    return frozenset(
        step.actor
        for item, _, step in item_steps(flow)
        if step.kind == "role" and (item.name, step.form, step.adds_to) in booked
    )


def booking_steps(flow: Flow) -> Iterator[tuple[Item, Step]]:
    """The steps by which statements book money, one for each item."""
    provider = provider_of(flow)
    for item in flow.items:
        step = step_of(item, BOOKS, provider) if provider else None
        if step is not None:
            yield item, step


def step_by_hand(case: LoadedCase) -> tuple[str, str, str] | None:
    """The item, unit and step by which whoever loaded the case records a payment now."""
    booked = {
        (item.name, step.form, step.adds_to) for item, step in booking_steps(case.state.route.flow)
    }
    for move in permitted(case.state.world, case.state.picture, case.actor, case.now):
        if not move.answer and (move.item, move.step.form, move.step.adds_to) in booked:
            return move.item, move.unit, move.name
    return None


def filled_in(case: LoadedCase, item: str, form: str, entry: EntryRow) -> Raw:
    """What an entry answers of the form of a payment, as a page would send it."""
    known: StepForm | None = case.ready.step_forms.get((item, form))
    if known is None:
        return {}
    day = min(entry.booked or case.state.world.today, case.state.world.today)
    words = " ".join(part for part in (entry.reference, entry.text) if part)
    values: dict[str, Value] = {AMOUNT: entry.amount, PAYER: entry.payer, REFERENCE: words}
    values |= dict.fromkeys(DATES, day)
    found: dict[str, tuple[str, ...]] = {}
    for name, value in values.items():
        field = known.outline.fields.get(name)
        if field is not None and value not in ("", None):
            most = field.maximum if isinstance(value, str) else None
            told = value[: int(most)] if isinstance(value, str) and most is not None else value
            found[name] = FIELD_TYPES[field.kind].texts(told)
    return found
