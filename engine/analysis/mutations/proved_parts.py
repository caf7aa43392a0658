"""What proofs look at: where it is the same, what is proved of one programme holds of another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.analysis.mutations.sameness import outline
from engine.base.values import Text
from engine.definitions.model.bank import Bank
from engine.definitions.model.items import Item, Status
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Flow, Notice


def proved_parts(programme: Programme) -> Any:
    """Equal for programmes that differ only in what no proof looks at.

    These are texts, the look of the bank, who may read, lists, receivers and channels of notices,
    what is made and shown, and moments of the day: a proof takes every order of events, whenever
    they happen.
    """
    bank = Bank(programme.bank.name, Text(""), programme.bank.span)
    plain: dict[str, Any] = {"terms": (), "bank": bank, "sources": {}}
    return outline(replace(programme, flow=_flow(programme.flow), **plain))


def _flow(flow: Flow) -> Flow:
    return replace(
        flow,
        roles=tuple(replace(role, may=(), says_why=False) for role in flow.roles),
        providers=tuple(replace(one, documents=()) for one in flow.providers),
        items=tuple(map(_item, flow.items)),
        notices=tuple(map(_notice, flow.notices)),
        queues=(), ready_texts=(), adding=None, listed_by="", accounts=(), series=(),
    )  # fmt: skip


def _item(item: Item) -> Item:
    statuses = tuple(map(_status, item.statuses))
    return replace(item, statuses=statuses, makes=(), suggests=(), shows=(), appointment=None)


def _status(status: Status) -> Status:
    steps = tuple(replace(step, at_appointment=False, code="") for step in status.steps)
    return replace(status, steps=steps, text=None, to_do=None, shown_as="", due_since=None)


def _notice(notice: Notice) -> Notice:
    return replace(notice, to=(), channels=(), text=Text(""), subject=None, optional=None)
