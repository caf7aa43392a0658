"""Entries of statements become steps of cases, or wait for a person with the reason why.

An entry is looked at once; whatever stops in between is taken up again, and a step is taken once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import datetime

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.money import EntryRow, PaymentReference
from engine.base.receipts import Receipt
from engine.base.records import Action
from engine.definitions.model.items import REASON, Step
from engine.definitions.model.ports import BOOKS, REPORTS_RETURNED, TAKES_BACK
from engine.forms.read import Raw
from engine.meaning.flow.commands import Refusal
from engine.meaning.flow.steps import is_final
from engine.payments.matching import OpenReferences, looks_quoted
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.corridor import Corridor
from engine.services.payment_steps import filled_in, is_open, provider_of, step_of
from engine.services.statement_reasons import Reason
from engine.services.step_acts import TakeReply
from engine.store.bank_entries import Statements
from engine.store.money import References
from engine.store.store import View

ENTRY = "entry"
"""Under this the event of a payment keeps which entry of a statement it was."""

CHUNK = 200
ALL_TOGETHER = 10_000


@dataclass(frozen=True, slots=True)
class Known:
    """What payments are held against: references that were ever made, and own accounts."""

    references: dict[str, PaymentReference] = field(repr=False)
    open: OpenReferences = field(repr=False)
    accounts: dict[str, str]


@dataclass(frozen=True, slots=True)
class StatementBooking:
    """Everything it needs is given to it."""

    corridor: Corridor

    def book(self, programme: str) -> int:
        """Look at every entry that nobody has looked at; how many."""
        known, count = self._known(programme), 0
        while True:
            with self.corridor.committing.store.read() as view:
                fresh = entries_of(view).in_state(programme, "new", CHUNK)
            waiting = []
            for entry in fresh:
                seen = self._looked_at(entry, known)
                if seen.case or entry.reversal:
                    self._keep((seen, entry))
                else:
                    waiting.append((seen, entry))
            self._keep(*waiting)
            count += len(fresh)
            if len(fresh) < CHUNK:
                break
        if count:
            self._reversals(programme)
        return count

    def _known(self, programme: str) -> Known:
        with self.corridor.committing.store.read() as view:
            references = dict(References(view.connection).of(programme))
        flow = self.corridor.committing.library.today(programme).programme.flow
        accounts = {one.iban: one.currency for one in flow.accounts}
        accounts |= {one.account: one.currency for one in references.values()}
        return Known(references, OpenReferences(references), accounts)

    def _reversals(self, programme: str) -> None:
        """Reversals that came before what they undo are tried again."""
        with self.corridor.committing.store.read() as view:
            waiting = entries_of(view).in_state(programme, "open", ALL_TOGETHER, reason="reversal")
        for entry in waiting:
            self._keep((self._undoing(entry), entry))

    def _looked_at(self, entry: EntryRow, known: Known) -> EntryRow:
        """What becomes of an entry that is new."""
        if (reason := _at_sight(entry, known)) is not None:
            return self._waits(entry, reason)
        if entry.reversal:
            return self._undoing(entry)
        quoted = known.open.quoted(entry.reference, entry.text)
        if len(quoted) != 1:
            guessed = looks_quoted(entry.reference, entry.text)
            return _open(entry, "several" if quoted else "unknown" if guessed else "none")
        made = known.references[quoted[0]]
        entry = replace(entry, quoted=made.reference)
        if entry.account != made.account:
            return _open(entry, "other account")
        if entry.currency != made.currency:
            return _open(entry, "currency")
        if self._is_alike(entry):
            return _open(entry, "alike")
        return self._booked(entry, made)

    def _waits(self, entry: EntryRow, reason: Reason) -> EntryRow:
        """An entry that is not booked yet has nothing to wait for once the booked one is there."""
        if reason == "pending":
            with self.corridor.committing.store.read() as view:
                others = entries_of(view).marked(entry)
            if any(one.status == "BOOK" for one in others):
                return replace(entry, state="settled", reason=reason)
        return _open(entry, reason)

    def _is_alike(self, entry: EntryRow) -> bool:
        """Without a reference of the bank, the same payment may stand in two statements.

        So it may in one that was read again, where the bank numbers its entries anew.
        """
        if entry.bank_reference:
            return False
        with self.corridor.committing.store.read() as view:
            others = entries_of(view).marked(entry)
        return any(
            one.is_taken
            and (one.statement, one.at) != (entry.statement, entry.at)
            and one.booked == entry.booked
            for one in others
        )

    def _booked(self, entry: EntryRow, made: PaymentReference) -> EntryRow:
        try:
            case = self._case(made.case)
        except NotFound:
            return _open(entry, "unknown")
        item = case.state.route.items.get(made.item)
        provider = provider_of(case.state.route.flow)
        step = step_of(item, BOOKS, provider) if item else None
        if item is None or step is None:
            return _open(entry, "closed")
        now = case.state.picture.instance(item.name)
        named = next(one.path for one in item.makes if one.how == "reference")
        if is_final(case.state.world, case.state.picture):
            return _open(replace(entry, case=made.case), "ended")
        if now.answers.get(named) != made.reference:
            return _open(replace(entry, case=made.case), "replaced")
        raw = filled_in(case, item.name, step.form, entry)
        reply = self._do(case, item.name, step, raw, entry)
        if isinstance(reply, Receipt):
            return replace(entry, state="booked", case=made.case, event=reply.first)
        refused: Reason = "closed" if isinstance(reply, Refusal) else "refused"
        return _open(replace(entry, case=made.case, detail=now.status), refused)

    def _undoing(self, entry: EntryRow) -> EntryRow:
        """A reversal takes the payment back that it undoes, if that is known."""
        with self.corridor.committing.store.read() as view:
            known = entries_of(view).undone_by(entry)
            quoted = OpenReferences(one.quoted for one in known if one.quoted)
        named = quoted.quoted(entry.reference, entry.text)
        undone = _undone(entry, known, named)
        if undone is None:
            return _open(entry, "reversal")
        done = undone.state == "open" or self._taken_back(entry, undone)
        if not done:
            return _open(replace(entry, case=undone.case), "late")
        if not self._keep((replace(undone, state="settled", reason="undone"), undone)):
            return _open(entry, "reversal")  # somebody was faster: it is tried again
        return replace(entry, state="settled", reason="undoes", case=undone.case)

    def _taken_back(self, entry: EntryRow, undone: EntryRow) -> bool:
        """Strike a payment out of its case, or report that it was returned where that is late."""
        try:
            case = self._case(undone.case)
        except NotFound:
            return False
        provider = provider_of(case.state.route.flow)
        item = next((one.item for one in case.events if one.data.get(ENTRY) == undone.id), "")
        known = case.state.route.items.get(item)
        for verb in (TAKES_BACK, REPORTS_RETURNED):
            step = step_of(known, verb, provider) if known else None
            if step is None:
                continue
            raw = filled_in(case, item, step.form, entry)
            if verb == TAKES_BACK:
                words = entry.text or entry.reference or entry.bank_reference or "–"
                raw = {step.removes_from: (str(undone.event),), REASON: (words,)}
            if isinstance(self._do(case, item, step, raw, entry), Receipt):
                return True
        return False

    def _do(self, case: LoadedCase, item: str, step: Step, raw: Raw, entry: EntryRow) -> TakeReply:
        """Take a step of statements for an entry, where it is open."""
        sender, key = senders.provider(step.actor), f"entry {entry.id}"
        data = {ENTRY: entry.id}
        sent = StepEntry(case.case.id, sender, item, step.name, raw=raw, key=key, data=data)
        return self.corridor.do(sent, lambda one: is_open(one, item, step.name))

    def _case(self, id: str) -> LoadedCase:
        return self.corridor.load(CaseRequest(id, senders.CLOCK_ITSELF))

    def _keep(self, *looked: tuple[EntryRow, EntryRow]) -> bool:
        """Write what became of entries, each with how it was before, and lines of the history.

        Whether nobody was faster with any of them.
        """
        now, told, is_first = self.corridor.clock.now(), [], True
        with self.corridor.committing.store.write() as unit:
            entries = entries_of(unit)
            for entry, before in looked:
                if (entry.state, entry.reason) == (before.state, before.reason):
                    continue
                if not entries.change(replace(entry, changed_at=now)):
                    is_first = False
                    continue
                told.append(told_of(entry, before, now))
                for other in entries.marked(entry) if entry.status == "BOOK" else ():
                    if other.reason == "pending" and other.state == "open":
                        entries.change(replace(other, state="settled", changed_at=now))
            unit.audit.append_all(tuple(told))
        return is_first


def entries_of(view: View) -> Statements:
    """Statements and their entries in a database."""
    return Statements(view.connection, view.vault)


def told_of(entry: EntryRow, before: EntryRow, now: datetime, by: str = "") -> Action:
    """A line of the history about an entry."""
    return Action(
        "entry of a statement",
        "bank" if by else "system",
        by or "statements",
        now,
        case=entry.case,
        subject=entry.id,
        before=before.state,
        after=entry.state,
        detail={"reason": entry.reason} if entry.reason else {},
    )


def _open(entry: EntryRow, reason: Reason) -> EntryRow:
    return replace(entry, state="open", reason=reason)


def _at_sight(entry: EntryRow, known: Known) -> Reason | None:
    """Why an entry cannot be a payment, whatever it quotes."""
    if entry.account not in known.accounts:
        return "account"
    if entry.status != "BOOK":
        return "pending"
    if entry.direction == "DBIT" and not entry.reversal:
        return "debit"
    return "debit" if entry.reversal and entry.direction == "CRDT" else None


def _undone(entry: EntryRow, known: Iterable[EntryRow], named: tuple[str, ...]) -> EntryRow | None:
    """The payment that a reversal undoes: by the reference of the bank, else by ours."""
    every = tuple(known)
    by_bank = [
        one for one in every if one.bank_reference and one.bank_reference == entry.bank_reference
    ]
    ours = [one for one in every if one.quoted and one.quoted in named]
    found = [one for one in by_bank if one in ours] or by_bank or ours
    if len({one.quoted or one.case or one.id for one in found}) > 1:
        return None  # a batch of several payers: whose money went back is for a person to say
    return next((one for one in found if one.is_taken), next(iter(found), None))
