"""The desk's page of payments: statements that were read, and entries that wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.money import EntryRow, StatementFile, StatementRow
from engine.base.receipts import Receipt
from engine.base.values import Problem, Text
from engine.case.search import number_keys
from engine.definitions.model.route import Flow
from engine.language.marker import N_
from engine.payments.matching import compact
from engine.services import senders
from engine.services.case_commit import EntryMoved
from engine.services.case_entries import RecordedEntry, StepEntry
from engine.services.case_loading import CaseRequest
from engine.services.desk_lists import StaffViewer
from engine.services.payment_steps import bookers, filled_in, paid_items, step_by_hand
from engine.services.replies import Refused
from engine.services.statement_booking import ENTRY, StatementBooking, entries_of, told_of
from engine.services.statement_intake import StatementIntake
from engine.services.statement_reasons import ASSIGNABLE, FILE_FAULTS, REASONS
from engine.store.statement_files import StatementFiles
from engine.store.store import View

PAGE = 50
FILES = 5
"""Files that the page shows."""

LAST = 20
"""Statements that the page shows."""

LONGEST = 1000

LINE = N_("{fault} (line {line})")
NO_CASE = N_("There is no application with this number")
NOT_NOW = N_("This application takes no payment as it stands, or not from you")
NO_REASON = N_("Say why")
ALREADY = N_("Somebody else was faster: it does not wait any more")
NOT_MONEY = N_("This entry cannot be assigned")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement, who read it, and what became of its entries."""

    row: StatementRow
    by: str
    booked: int
    open: int
    waiting: int


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that was uploaded, who did it, and what is wrong with it."""

    row: StatementFile
    by: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry that waits for a person. ``number`` is that of the case it seems to be for."""

    row: EntryRow = field(repr=False)
    reason: str
    detail: str
    number: str = ""
    case_id: str = ""
    may_assign: bool = False


@dataclass(frozen=True, slots=True)
class PaymentsPage:
    """What the page shows; ``after`` asks for the next entries.

    ``files`` came last; one of them waits to be read, or is booked, while ``is_busy``.
    """

    statements: tuple[StatementLine, ...]
    reasons: tuple[tuple[str, str, int], ...]
    entries: tuple[EntryLine, ...]
    count: int
    reason: str = ""
    after: str = ""
    files: tuple[FileLine, ...] = ()

    @property
    def is_busy(self) -> bool:
        """Whether something is still being read or booked."""
        return any(one.row.state == "waiting" for one in self.files) or any(
            one.waiting for one in self.statements
        )


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Everything it needs is given to it; ``keyed_hash`` finds cases by their number."""

    intake: StatementIntake
    keyed_hash: Callable[[str, str], str]

    @property
    def booking(self) -> StatementBooking:
        """What books the entries of statements."""
        return self.intake.booking

    def may(self, viewer: StaffViewer) -> bool:
        """Whether somebody records payments in a programme that reads statements."""
        flow = self._flow(viewer.programme)
        return bool(flow.accounts) and not bookers(flow).isdisjoint(viewer.roles)

    def page(self, viewer: StaffViewer, reason: str = "", after: str = "") -> PaymentsPage:
        """Statements and open entries. Raises NotFound for whoever records no payments."""
        self._check(viewer)
        programme = viewer.programme
        with self.booking.corridor.committing.store.read() as view:
            entries = entries_of(view)
            counted = entries.reasons(programme)
            last = entries.last(programme, LAST)
            states = entries.states(one.id for one in last)
            files = StatementFiles(view.connection).last(programme, FILES)
            names = view.staff.names({*(one.by for one in last), *(one.by for one in files)})
            known = reason if reason in REASONS else ""
            found = entries.in_state(programme, "open", PAGE + 1, after=after, reason=known)
            lines = tuple(self._lines(view, viewer, found[:PAGE]))
        statements = tuple(
            StatementLine(
                one,
                names.get(one.by, ""),
                sum(states.get(one.id, {}).get(each, 0) for each in ("booked", "assigned")),
                states.get(one.id, {}).get("open", 0),
                states.get(one.id, {}).get("new", 0),
            )
            for one in last
        )
        return PaymentsPage(
            statements,
            tuple((one, REASONS[one], counted[one]) for one in REASONS if one in counted),
            lines,
            sum(counted.values()),
            known,
            found[PAGE - 1].id if len(found) > PAGE else "",
            tuple(FileLine(one, names.get(one.by, ""), self._faults(viewer, one)) for one in files),
        )

    def _faults(self, viewer: StaffViewer, file: StatementFile) -> tuple[str, ...]:
        library = self.booking.corridor.committing.library
        reader = library.reader(viewer.lang, library.today(viewer.programme))
        return tuple(
            reader.message(LINE, fault=said, line=line) if line else said
            for code, line in file.faults
            for said in (reader.message(FILE_FAULTS.get(code, code)),)
        )

    def entry(self, viewer: StaffViewer, id: str) -> EntryLine:
        """One entry that waits. Raises NotFound."""
        self._check(viewer)
        with self.booking.corridor.committing.store.read() as view:
            found = entries_of(view).entry(viewer.programme, id)
            if found is None or found.state != "open":
                raise NotFound
            return next(self._lines(view, viewer, (found,)))

    def assign(self, viewer: StaffViewer, id: str, number: str) -> Problem | str:
        """Record an entry as a payment of a case; the case, or why not. Raises NotFound."""
        entry = self.entry(viewer, id).row
        if entry.reason not in ASSIGNABLE:
            return Problem("number", "", Text(NOT_MONEY))
        case_id = self._case(viewer, number)
        if not case_id:
            return Problem("number", "", Text(NO_CASE))
        corridor, sender = self.booking.corridor, senders.staff(viewer.account)
        case = corridor.load(CaseRequest(case_id, sender))
        move = step_by_hand(case)
        if move is None or entry.currency not in self._currencies(viewer.programme):
            return Problem("number", "", Text(NOT_NOW))
        now = corridor.clock.now()
        done = replace(entry, state="assigned", case=case_id, by=viewer.account, changed_at=now)
        told = told_of(done, entry, now, viewer.account)
        try:
            reply = corridor.do(
                StepEntry(
                    case_id, sender, move.item, move.name, (move.unit,) if move.unit else (),
                    raw=filled_in(case, move.item, move.step.form, entry),
                    key=f"entry {entry.id}", data={ENTRY: entry.id},
                    records=RecordedEntry(done, told),
                )
            )  # fmt: skip
        except EntryMoved:
            return Problem("number", "", Text(ALREADY))
        if isinstance(reply, Refused):
            return replace(reply.problems[0], path="number")
        if not isinstance(reply, Receipt):
            return Problem("number", "", Text(NOT_NOW))
        return case_id

    def set_aside(self, viewer: StaffViewer, id: str, why: str) -> Problem | None:
        """Say that nothing is to be done with an entry. Raises NotFound."""
        entry, told = self.entry(viewer, id).row, " ".join(why.split())[:LONGEST]
        if not told:
            return Problem("why", "", Text(NO_REASON))
        done = replace(entry, state="set aside", note=told, by=viewer.account)
        if not self._keep(done, entry, viewer.account):
            return Problem("why", "", Text(ALREADY))
        return None

    def _keep(self, entry: EntryRow, before: EntryRow, by: str) -> bool:
        now = self.booking.corridor.clock.now()
        with self.booking.corridor.committing.store.write() as unit:
            if not entries_of(unit).change(replace(entry, changed_at=now)):
                return False
            unit.audit.append(told_of(entry, before, now, by))
        return True

    def _lines(
        self, view: View, viewer: StaffViewer, found: tuple[EntryRow, ...]
    ) -> Iterator[EntryLine]:
        library = self.booking.corridor.committing.library
        ready = library.today(viewer.programme)
        reader = library.reader(viewer.lang, ready)
        paid = paid_items(ready.programme.flow)
        statuses = {
            status.name: reader.text(status.caption)
            for item in ready.programme.flow.items
            if item.name in paid
            for status in item.statuses
        }
        cards = view.cards.of_cases({one.case for one in found if one.case})
        for one in found:
            card = cards.get(one.case)
            yield EntryLine(
                one,
                reader.message(REASONS.get(one.reason, one.reason)),
                statuses.get(one.detail, ""),
                card.number if card else "",
                one.case if card else "",
                one.reason in ASSIGNABLE,
            )

    def _case(self, viewer: StaffViewer, typed: str) -> str:
        """The case that a number names, with or without its lines between; empty for none."""
        wanted = tuple(number_keys(typed, self.keyed_hash))
        with self.booking.corridor.committing.store.read() as view:
            found = view.cards.found_by(viewer.programme, wanted, PAGE) if wanted else ()
        same = compact(typed)
        return next((card.case for card in found if compact(card.number) == same), "")

    def _currencies(self, programme: str) -> frozenset[str]:
        return frozenset(one.currency for one in self._flow(programme).accounts)

    def _flow(self, programme: str) -> Flow:
        return self.booking.corridor.committing.library.today(programme).programme.flow

    def _check(self, viewer: StaffViewer) -> None:
        if not self.may(viewer):
            raise NotFound
