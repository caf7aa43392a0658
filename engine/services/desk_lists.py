"""Which lists a member of staff has: one's own, those of the roles, what went wrong, all cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, Literal

from engine.base.cards import DIFFER, OPEN, STOPPED, RowKind
from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.case.queue_lines import NAME, NUMBER
from engine.definitions.model.route import Flow, Queue
from engine.language.marker import N_
from engine.store.queue_rows import RowQuery

TakenFilter = Literal["all", "free", "nobody", "me"]
"""Whose cases: everybody's, nobody's or one's own, nobody's, one's own."""

DueFilter = Literal["", "overdue", "today", "week"]

WAITS: Final = "~waits"
MINE: Final = "~mine"
CONFIRM: Final = "~confirm"
ANSWERED: Final = "~answered"
UNANSWERED: Final = "~messages"
UNDELIVERED: Final = "~undelivered"
HELD: Final = "~stopped"
UNLIKE: Final = "~differ"
OVERDUE: Final = "~overdue"
EVERY: Final = "~open"

CAPTIONS: Final = {
    WAITS: N_("Waits for you"),
    MINE: N_("Taken by me"),
    CONFIRM: N_("For my confirmation"),
    ANSWERED: N_("Answered since I asked"),
    UNANSWERED: N_("Messages not answered"),
    UNDELIVERED: N_("Not delivered"),
    HELD: N_("Waits for a person"),
    UNLIKE: N_("Engines differ"),
    OVERDUE: N_("Overdue"),
    EVERY: N_("All open"),
}
"""Lists of the product; no queue of a flow is called by a name that begins like theirs."""

OWN: Final = N_("Mine")
WRONG: Final = N_("Something is wrong")
ALL: Final = N_("All cases")


@dataclass(frozen=True, slots=True)
class StaffViewer:
    """A member of staff who looks at the cases of a programme, in the roles that count there."""

    account: str
    programme: str
    roles: tuple[str, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown of a list; ``taken`` None as the list shows it at first.

    ``choice`` is a code of the question that lists of the programme are narrowed to.
    """

    taken: TakenFilter | None = None
    due: DueFilter = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class StaffList:
    """A list: its lines in the projection, and what can be asked of it.

    ``taken`` is whose cases it shows at first; ``asks_taken`` and ``asks_due`` whether that and
    the time left can be chosen. ``queue`` is what the flow says of it.
    """

    name: str
    kind: RowKind
    names: tuple[str, ...]
    taken: TakenFilter = "all"
    asks_taken: bool = True
    asks_due: bool = True
    is_overdue: bool = False
    queue: Queue | None = None

    @property
    def asks_choice(self) -> bool:
        """Whether it can be narrowed to a choice; messages cannot."""
        return self.name != UNDELIVERED

    @property
    def columns(self) -> tuple[str, ...]:
        """What it shows beside what every list does."""
        shown = self.queue.columns if self.queue else ()
        return tuple(each for each in shown if each not in (NUMBER, NAME))

    def query(self, viewer: StaffViewer, filters: Filters, until: datetime | None) -> RowQuery:
        """The lines for a viewer; ``until`` is what the chosen time left means now."""
        taken = (filters.taken if self.asks_taken else None) or self.taken
        takers: dict[TakenFilter, tuple[str, ...] | None] = {
            "all": None,
            "free": ("", viewer.account),
            "nobody": ("",),
            "me": (viewer.account,),
        }
        return RowQuery(
            programme=viewer.programme,
            kind=self.kind,
            names=self.names,
            account=viewer.account if self.kind in ("turn", "confirm") else "",
            taken_by=takers[taken],
            until=until,
            choice=filters.choice if self.asks_choice else "",
        )


@dataclass(frozen=True, slots=True)
class ListGroup:
    """Lists under one heading: of the product, or of ``role``."""

    heading: str
    lists: tuple[StaffList, ...]
    role: str = ""


def groups(viewer: StaffViewer, flow: Flow) -> Iterator[ListGroup]:
    """Every list of a viewer, in the order of the page."""
    yield ListGroup(OWN, tuple(_own(viewer, flow)))
    seen: set[str] = set()
    for role in viewer.roles:
        found = tuple(q for q in flow.queues if role in q.roles and q.name not in seen)
        seen.update(queue.name for queue in found)
        if found:
            yield ListGroup("", tuple(_of_queue(queue) for queue in found), role)
    yield ListGroup(WRONG, tuple(_wrong(viewer)))
    yield ListGroup(ALL, (StaffList(EVERY, "case", (OPEN,)),))


def one(viewer: StaffViewer, flow: Flow, name: str) -> StaffList:
    """The list of this name. Raises NotFound."""
    for group in groups(viewer, flow):
        for found in group.lists:
            if found.name == name:
                return found
    raise NotFound


def _own(viewer: StaffViewer, flow: Flow) -> Iterator[StaffList]:
    yield StaffList(WAITS, "turn", viewer.roles, "free")
    yield StaffList(MINE, "mine", (viewer.account,), asks_taken=False)
    yield StaffList(CONFIRM, "confirm", viewer.roles)
    yield StaffList(ANSWERED, "answered", (viewer.account,), asks_taken=False)
    if any("write" in role.may for role in flow.roles if role.name in viewer.roles):
        yield StaffList(UNANSWERED, "unanswered", (OPEN,), asks_due=False)


def _wrong(viewer: StaffViewer) -> Iterator[StaffList]:
    yield StaffList(UNDELIVERED, "wrong", (UNDELIVERED,), asks_taken=False, asks_due=False)
    yield StaffList(HELD, "wrong", (STOPPED,))
    yield StaffList(UNLIKE, "wrong", (DIFFER,))
    yield StaffList(OVERDUE, "turn", viewer.roles, asks_due=False, is_overdue=True)


def _of_queue(queue: Queue) -> StaffList:
    return StaffList(
        queue.name, "queue", (queue.name,), "free", asks_due=not queue.order, queue=queue
    )
