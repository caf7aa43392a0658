"""Control of the work across cases: lists for whoever may audit, by date, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypeVar

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.events import By, CaseEvent
from engine.base.ports import Clock
from engine.base.reads import CaseRead
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.case.number import number
from engine.language.marker import N_
from engine.meaning.words.history import act_in_words
from engine.services.desk_lists import StaffViewer
from engine.services.queue_cursors import control_cursor, control_place
from engine.services.queue_words import THE_CASE
from engine.store.control import ControlEvent, ControlPair, ControlPlace, ControlQuery
from engine.store.store import Store, View

ControlName = Literal["proposals", "pairs", "openings", "unopened"]

CONTROL_LISTS: Final[dict[ControlName, str]] = {
    "proposals": N_("Proposals returned or lapsed"),
    "pairs": N_("Who confirms whose proposals"),
    "openings": N_("Opened without a list"),
    "unopened": N_("Refused without opening the documents"),
}
PAGE: Final = 50
Line = TypeVar("Line")
USUAL: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ControlLine:
    """Something that somebody did in a case; ``read`` is what was opened, and how."""

    case_id: str
    number: str
    at: datetime
    who: str = field(repr=False)
    what: str = ""
    on: str = ""
    read: CaseRead | None = None


@dataclass(frozen=True, slots=True)
class NamedPair:
    """How often one person confirmed what another one proposed."""

    proposer: str = field(repr=False)
    confirmer: str = field(repr=False)
    count: int


@dataclass(frozen=True, slots=True)
class ControlPage:
    """A page of a list, from one day to another; ``after``, ``before`` ask for those beside it."""

    name: ControlName
    since: date
    until: date
    lines: tuple[ControlLine, ...] = ()
    pairs: tuple[NamedPair, ...] = ()
    after: str = ""
    before: str = ""
    count: int = 0
    """How many pairs there are."""


@dataclass(frozen=True, slots=True)
class ControlLists:
    """Everything it needs is given to it."""

    store: Store
    library: Library
    clock: Clock

    def page(
        self,
        viewer: StaffViewer,
        name: str,
        days: tuple[date | None, date | None],
        after: str = "",
        before: str = "",
    ) -> ControlPage:
        """A page of a list of this name; without days the last thirty. Raises NotFound."""
        ready, known = (
            self._ready(viewer),
            next((one for one in CONTROL_LISTS if one == name), None),
        )
        if known is None or known == "pairs":
            raise NotFound
        empty, query = self._asked(known, ready, days)
        place, newer = control_place(after), control_place(before)
        backwards = newer is not None and place is None
        place = newer if backwards else place
        query = replace(query, place=place, backwards=backwards, count=PAGE + 1)
        with self.store.read() as view:
            if known == "openings":
                return self._openings(view, empty, query)
            found = (
                view.control.ended_proposals(query)
                if known == "proposals"
                else view.control.decided_unopened(query)
            )
            shown = _shown(found, query)
            lines = tuple(self._lines(view, viewer, shown))
        places = [ControlPlace(one.at, one.case, one.number) for one in shown]
        return _between(replace(empty, lines=lines), places, len(found), query)

    def pairs(
        self, viewer: StaffViewer, days: tuple[date | None, date | None], first: int, count: int
    ) -> ControlPage:
        """Who confirms whose proposals, from one of the pairs on. Raises NotFound."""
        empty, query = self._asked("pairs", self._ready(viewer), days)
        with self.store.read() as view:
            found = view.control.pairs(replace(query, count=count), first)
            every = view.control.count_pairs(query)
            return replace(empty, pairs=tuple(_named(view, found)), count=every)

    def _ready(self, viewer: StaffViewer) -> Ready:
        """The programme, for who may audit it. Raises NotFound."""
        ready = self.library.today(viewer.programme)
        roles = (one for one in ready.programme.flow.roles if one.name in viewer.roles)
        if not any("audit" in role.may for role in roles):
            raise NotFound
        return ready

    def _asked(
        self, name: ControlName, ready: Ready, days: tuple[date | None, date | None]
    ) -> tuple[ControlPage, ControlQuery]:
        """A page of these days without lines, and what it asks for."""
        last = days[1] or self.clock.now().astimezone(ready.zone).date()
        first = days[0] or max(last, date.min + USUAL) - USUAL
        end = _begin(min(last, date.max - timedelta(days=2)) + timedelta(days=1), ready)
        query = ControlQuery(ready.programme.name, _begin(first, ready), end)
        return ControlPage(name, first, last), query

    def _openings(self, view: View, page: ControlPage, query: ControlQuery) -> ControlPage:
        found = view.reads.of_programme(query, ("link", "search"))
        shown = _shown(found, query)
        names = view.staff.names({one.account for one in shown})
        cases = view.cases.some({one.case for one in shown})
        lines = tuple(
            ControlLine(
                one.case, number(cases[one.case]), one.at, names.get(one.account, ""),
                read=one,
            )
            for one in shown
            if one.case in cases
        )  # fmt: skip
        places = [ControlPlace(one.at, one.id, 0) for one in shown]
        return _between(replace(page, lines=lines), places, len(found), query)

    def _lines(
        self, view: View, viewer: StaffViewer, found: Iterable[ControlEvent]
    ) -> Iterator[ControlLine]:
        every = tuple(found)
        names = view.staff.names({one.account for one in every})
        cases = view.cases.some({one.case for one in every})
        for one in (each for each in every if each.case in cases):
            case = cases[one.case]
            captions = self.library.captions(
                self.library.serve(case.bundle, case.programme), viewer.lang
            )
            route = captions.meaning.route
            item = route.items.get(one.item)
            event = CaseEvent(
                one.kind, one.item, one.of, one.step, one.before, one.after,
                By("bank", one.role, one.account),
            )  # fmt: skip
            yield ControlLine(
                one.case,
                number(case),
                one.at,
                names.get(one.account, ""),
                act_in_words(route, event, captions),
                captions.reader.text(item.title) if item else captions.reader.message(THE_CASE),
            )


def _begin(day: date, ready: Ready) -> datetime:
    """When a day of the bank begins."""
    return datetime.combine(max(day, date(1900, 1, 1)), time(), ready.zone)


def _named(view: View, pairs: tuple[ControlPair, ...]) -> Iterator[NamedPair]:
    names = view.staff.names({who for one in pairs for who in (one.proposer, one.confirmer)})
    for one in pairs:
        yield NamedPair(names.get(one.proposer, ""), names.get(one.confirmer, ""), one.count)


def _shown(found: tuple[Line, ...], query: ControlQuery) -> tuple[Line, ...]:
    """Those of the page: one more was asked for, to know whether the list goes on."""
    return found[-PAGE:] if query.backwards else found[:PAGE]


def _between(
    page: ControlPage, shown: Sequence[ControlPlace], count: int, query: ControlQuery
) -> ControlPage:
    """The page with where those beside it are, if there are any."""
    more, came = count > PAGE, query.place is not None
    older, newer = (came, more) if query.backwards else (more, came)
    after = control_cursor(shown[-1]) if shown and older else ""
    before = control_cursor(shown[0]) if shown and newer else ""
    return replace(page, after=after, before=before)
