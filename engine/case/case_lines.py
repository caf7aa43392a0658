"""Lines of a whole case: who has it, who was answered, and what only a person can put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import Final

from engine.base.cards import DIFFER, OPEN, STOPPED, QueueRow
from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.values import NOTHING
from engine.case.lapses import lapsed_for
from engine.case.queue_lines import Listing
from engine.case.talk import unanswered_since
from engine.definitions.model.items import THE_PERSON
from engine.definitions.model.route import Queue
from engine.meaning.flow.stages import instances_of
from engine.meaning.flow.standing import standing
from engine.meaning.flow.steps import is_final
from engine.meaning.picture import CASE, ItemState

LOOKS: Final = frozenset({"read"})
"""What nobody asks for and nobody answers."""

ASIDE: Final = frozenset({"read", "note", "claim", "no answer"})
"""What the bank does without a word to the applicant."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who has a case in hand, and which side acted last.

    Everybody has it in their own roles: an officer who took it leaves it to the accountants to find
    it among theirs. ``holders`` are accounts by role, ``taken_by`` is who took it last.
    ``answered`` is the account that the applicant answered: who asked if they still have it.
    """

    holders: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    taken_by: str = ""
    is_new: bool = True
    acted_at: datetime | None = None
    touched_at: datetime | None = None
    answered: str = ""

    def holder_for(self, roles: Iterable[str]) -> str:
        """Who has it in one of the roles, or empty."""
        return next((self.holders[role] for role in roles if role in self.holders), "")

    def of_row(self, row: QueueRow, queues: Mapping[str, Queue]) -> QueueRow:
        """A line with who has the case in the roles that the line is for."""
        if row.kind in ("turn", "confirm"):
            return replace(row, taken_by=self.holder_for((row.name,)))
        if row.kind == "queue":
            return replace(row, taken_by=self.holder_for(queues[row.name].roles))
        return row


def hands(events: Iterable[CaseEvent]) -> Hands:
    """In whose hands a case is, after everything that happened to it."""
    found, asked, is_answered, holders = Hands(), "", False, dict[str, str]()
    for event in events:
        side = event.by.side
        if event.kind == "claim":
            taken_by = _claimed(holders, event)
            found = replace(found, taken_by=taken_by)
        if side == "user" and event.kind not in LOOKS:
            is_answered = bool(asked)
            found = replace(found, acted_at=event.at)
        elif side == "bank" and event.by.account:
            found = replace(found, is_new=False)
            if event.kind not in LOOKS:
                found = replace(found, touched_at=event.at)
            if event.kind not in ASIDE:
                asked, is_answered = event.by.account, False
    answered = asked if asked in holders.values() else found.taken_by or asked
    return replace(found, holders=holders, answered=answered if is_answered else "")


def _claimed(holders: dict[str, str], event: CaseEvent) -> str:
    """Note who has the case now in which roles; who took it last of those who have it."""
    account = event.data.get("account", event.by.account)
    before = event.data.get("from", "")
    for role in [role for role, holder in holders.items() if holder == before]:
        del holders[role]
    if not account:
        return next(reversed(holders.values()), "")
    holders.update(dict.fromkeys(event.data.get("roles", (event.by.role,)), account))
    return str(account)


def case_lines(
    listing: Listing, turns: Iterable[QueueRow], found: Hands, events: Iterable[CaseEvent]
) -> tuple[QueueRow, ...]:
    """The lines of the case as a whole; none once nothing can happen in it any more.

    ``turns`` are the lines of whose turn it is.
    """
    world, picture = listing.world, listing.picture
    waiting = tuple(turns)
    if is_final(world, picture) or (picture.end and not waiting):
        return ()
    due = [row.due_at for row in waiting if row.due_at is not None]
    arrived = [row.since for row in waiting if row.since is not None]
    whole = replace(
        listing.line,
        kind="case",
        name=OPEN,
        item=CASE,
        status=standing(world, picture).name,
        due_at=min(due, default=None),
        since=max(arrived, default=listing.line.since),
        waits_for="\n".join(dict.fromkeys(row.name for row in waiting)),
        whom=", ".join(dict.fromkeys(row.whom for row in waiting if row.name == THE_PERSON)),
    )
    happened = tuple(events)
    lapsed = lapsed_for(happened)
    rows = [whole]
    for one in dict.fromkeys(found.holders.values()):
        own = replace(whole, kind="mine", name=one, taken_by=one, lapsed=lapsed.get(one, 0))
        rows.append(own)
    told = dict.fromkeys(one for one in (found.answered, *lapsed) if one)
    rows += (replace(whole, kind="answered", name=one, lapsed=lapsed.get(one, 0)) for one in told)
    return (*rows, *_unlike(listing, happened), *_stopped(listing), *_heard(listing, happened))


def unanswered_lines(line: QueueRow, events: Iterable[CaseEvent]) -> tuple[QueueRow, ...]:
    """The line of a message that waits for an answer, longest first, of ended cases too."""
    since = unanswered_since(events)
    if since is None:
        return ()
    order = since.astimezone(UTC).isoformat()
    return (replace(line, kind="unanswered", name=OPEN, item=CASE, since=since, order=order),)


def _unlike(listing: Listing, events: tuple[CaseEvent, ...]) -> Iterator[QueueRow]:
    """What was sent in without two engines that agree, and waits for a person."""
    for item, unit in sorted(listing.picture.held):
        sent = (each for each in events if each.kind == "submitted")
        event = [each for each in sent if (each.item, each.of) == (item, unit)][-1]
        row, said = _of(listing, event), str(event.data["engines"])
        yield replace(row, kind="wrong", name=DIFFER, status=said, since=event.at)


def _stopped(listing: Listing) -> Iterator[QueueRow]:
    """What went wrong without being a decision: the case stands still until somebody acts."""
    world, picture = listing.world, listing.picture
    for item in world.route.flow.items:
        if item.decision:
            continue
        for unit, instance in instances_of(world, picture, item):
            if instance.status and item.status(instance.status).kind == "bad":
                row = listing.of_state(ItemState(item, unit, instance))
                yield replace(row, kind="wrong", name=STOPPED)


def _heard(listing: Listing, events: tuple[CaseEvent, ...]) -> Iterator[QueueRow]:
    """What an outside party said that led nowhere, and nobody of the bank has acted since."""
    said: dict[tuple[str, str], CaseEvent] = {}
    for event in events:
        if event.kind == "heard":
            said[event.item, event.of] = event
        elif event.by.side == "bank" and event.kind not in LOOKS:
            said.clear()
    for event in said.values():
        yield replace(_of(listing, event), kind="wrong", name=STOPPED, since=event.at)


def _of(listing: Listing, event: CaseEvent) -> QueueRow:
    """The line of what an event is about, or of the case where that is gone."""
    item = listing.world.route.items.get(event.item)
    if item is None or (event.item, event.of) not in listing.picture.instances:
        return listing.line
    instance = listing.picture.instance(event.item, event.of)
    return listing.of_state(ItemState(item, event.of, instance))
