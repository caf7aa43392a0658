"""Steps by which money is booked to a case: of the bank's statements, and of people."""

from __future__ import annotations

from engine.base.money import EntryRow
from engine.base.values import Value
from engine.bundles.step_forms import StepForm
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.flow_walk import item_steps
from engine.definitions.model.items import Item, Step
from engine.definitions.model.ports import BOOKS, STATEMENTS
from engine.definitions.model.route import Flow
from engine.forms.read import Raw
from engine.meaning.flow.commands import Move
from engine.meaning.flow.decide import permitted
from engine.services.case_loading import LoadedCase

AMOUNT, PAYER, REFERENCE = "amount", "payer", "reference"
DATES = ("paid_on", "returned_on")
"""Questions of the form of a payment that an entry answers, where they are asked."""


def provider_of(flow: Flow) -> str:
    """The provider that speaks for statements, or empty."""
    return next((one.name for one in flow.providers if one.port == STATEMENTS), "")


def step_of(item: Item, verb: str, provider: str) -> Step | None:
    """The step of statements with a verb, in whichever status, if it has one."""
    own = (one for one in item.steps if provider and one.actor == provider)
    return next((one for one in own if one.verb == verb), None)


def is_open(case: LoadedCase, item: str, step: str) -> bool:
    """Whether a step may be taken now, or was taken by the very same command."""
    moves = permitted(case.state.world, case.state.picture, case.actor, case.now)
    return case.receipt is not None or any((one.item, one.name) == (item, step) for one in moves)


def bookers(flow: Flow) -> frozenset[str]:
    """The roles that record payments by hand which statements book by themselves."""
    booked = _booked(flow)
    return frozenset(
        step.actor
        for item, _, step in item_steps(flow)
        if step.kind == "role" and (item.name, step.form, step.adds_to) in booked
    )


def paid_items(flow: Flow) -> frozenset[str]:
    """The items to which statements book money."""
    return frozenset(item for item, _, _ in _booked(flow))


def step_by_hand(case: LoadedCase) -> Move | None:
    """The step by which whoever loaded the case records a payment now."""
    booked = _booked(case.state.route.flow)
    moves = permitted(case.state.world, case.state.picture, case.actor, case.now)
    own = (move for move in moves if not move.answer)
    return next((m for m in own if (m.item, m.step.form, m.step.adds_to) in booked), None)


def _booked(flow: Flow) -> frozenset[tuple[str, str, str]]:
    """Where statements book money: the item, the form, and the group that it is added to."""
    provider = provider_of(flow)
    steps = ((item, step_of(item, BOOKS, provider)) for item in flow.items)
    return frozenset((item.name, step.form, step.adds_to) for item, step in steps if step)


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
