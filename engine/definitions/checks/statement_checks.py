"""What an item needs so that payments of account statements find it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.faults import Faults
from engine.definitions.model.dependencies import questions
from engine.definitions.model.flow_walk import item_steps
from engine.definitions.model.items import Item, Step
from engine.definitions.model.ports import BOOKS, REPORTS_RETURNED, STATEMENTS, TAKES_BACK
from engine.definitions.model.programme import Programme

AMOUNT = "amount"
"""The question of a payment's form that holds how much it is."""


def report_statements(programme: Programme, faults: Faults) -> None:
    """Report steps of statements that nothing could be booked with."""
    flow = programme.flow
    connected = {one.name for one in flow.providers if one.port == STATEMENTS}
    told: set[str] = set()
    for item, _, step in item_steps(flow):
        if step.actor not in connected:
            continue
        if item.name not in told and not _is_found(item):
            told.add(item.name)
            message = f"payments would never find “{item.name}”."
            advice = "Let it make one “reference of …” and one “iban of …”."
            faults.add("A637", item.span, message, advice)
        for message, advice in _lacking(programme, item, step):
            faults.add("A637", step.span, message, advice)


def _is_found(item: Item) -> bool:
    ways = [made.how for made in item.makes]
    return item.each is None and ways.count("reference") == 1 and ways.count("iban") == 1


def _lacking(programme: Programme, item: Item, step: Step) -> Iterator[tuple[str, str]]:
    if step.confirmed_by:
        yield f"“{step.name}” waits for people.", "Leave “confirmed by” out."
    if step.verb == TAKES_BACK and not step.removes_from:
        yield f"“{step.name}” strikes nothing out.", "Add “removes from: …”."
    if step.verb in (BOOKS, REPORTS_RETURNED):
        asked = next((form for form in programme.forms if form.name == step.form), None)
        amounts = [one for one in questions(asked) if one.name == AMOUNT] if asked else []
        if not step.adds_to or not any(one.kind == "money" for one in amounts):
            advice = f"Add “adds to: …” and a form that asks “{AMOUNT}” (money)."
            yield f"“{step.name}” of “{item.name}” keeps no amount.", advice
