"""Proposals that lapsed and were not made anew: who is to be told of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from engine.base.events import CaseEvent, EventKind

ABOUT_PROPOSALS: Final = frozenset[EventKind](
    {"proposed", "step", "returned", "taken back", "confirmed", "lapsed"}
)


def lapsed_for(events: Iterable[CaseEvent]) -> Mapping[str, int]:
    """The event of the last lapse for each account that had proposed or confirmed."""
    people: dict[tuple[str, str], dict[str, int]] = {}
    lapsed: dict[tuple[str, str], dict[str, int]] = {}
    for event in events:
        about = (event.item, event.of)
        if event.kind not in ABOUT_PROPOSALS or (event.kind == "lapsed" and not event.step):
            continue
        lapsed.pop(about, None)
        if event.kind in ("proposed", "confirmed"):
            before = people.get(about, {}) if event.kind == "confirmed" else {}
            people[about] = {**before, event.by.account: event.number}
        else:
            told = people.pop(about, {})
            if event.kind == "lapsed":
                lapsed[about] = dict.fromkeys(told, event.number)
    found: dict[str, int] = {}
    for each in lapsed.values():
        found |= {account: max(number, found.get(account, 0)) for account, number in each.items()}
    return found
