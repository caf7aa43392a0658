"""What staff do with the cases of a list: take the next one, hand over, remind; one by one in turn.

No step of an item is taken here: deciding is done case by case.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final, Literal

from engine.base.cards import QueueRow
from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.events import CaseEvent
from engine.base.receipts import Receipt
from engine.base.staff import StaffMember
from engine.case.case_lines import hands
from engine.case.number import number
from engine.definitions.model.items import APPLICANT
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.meaning.flow.standing import waits_for
from engine.meaning.words.overview import overview
from engine.services import senders
from engine.services.bulk import BulkOutcome, LeftAlone, WhyLeft
from engine.services.case_commit import CaseChange
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.case_outcomes import Outcome
from engine.services.claim_acts import Claim, ClaimReply, Held, role_with
from engine.services.corridor import Corridor
from engine.services.desk_lists import Filters, StaffViewer
from engine.services.queues import Queues
from engine.services.resending import send_again
from engine.store.queue_rows import place_of

AT_ONCE: Final = 20
"""Rows that are looked at together for one that nobody has."""

REST: Final = timedelta(hours=24)
"""An applicant is reminded no more often."""

REMINDER: Final = N_("We are waiting for you: {what}. Please continue your application.")


@dataclass(frozen=True, slots=True)
class Tick:
    """A case that was chosen in a list, and who had it when the list was read."""

    case_id: str
    held_by: str


@dataclass(frozen=True, slots=True)
class Taking:
    """Everything it needs is given to it."""

    corridor: Corridor
    queues: Queues

    def next_one(self, viewer: StaffViewer, name: str, filters: Filters) -> str:
        """Take the first case of a list that nobody has; its id, or empty if there is none.

        Of two who ask at once the second gets the next. Raises NotFound.
        """
        free = Filters("nobody", filters.due, filters.choice)
        query = self.queues.query(viewer, name, free)
        if query.taken_by != ("",):
            return ""
        row: QueueRow | None = None
        while True:
            with self.queues.store.read() as view:
                after = place_of(row) if row else None
                rows = view.queue_rows.find(query, after, AT_ONCE)
            for row in rows:
                reply = self.take(viewer.account, row.case, held_by="")
                if isinstance(reply, Receipt) and reply.last >= reply.first:
                    return row.case
                if isinstance(reply, Refusal) and reply.code == "other role":
                    return ""
            if len(rows) < AT_ONCE:
                return ""

    def take(
        self, account: str, case_id: str, *, held_by: str | None = None, reason: str = ""
    ) -> ClaimReply:
        """Take one case; from a colleague only with a reason. Raises NotFound."""
        said = Claim(case_id, senders.staff(account), account, held_by, reason)
        return self.corridor.claim(said)

    def holder(self, viewer: StaffViewer, case_id: str) -> str:
        """Who has a case in the roles of the viewer, or empty. Raises NotFound."""
        case = self.corridor.load(CaseRequest(case_id, senders.staff(viewer.account)))
        return hands(case.events).holder_for(viewer.roles)

    def colleagues(self, viewer: StaffViewer) -> tuple[StaffMember, ...]:
        """Who can be handed a case of the programme, by name."""
        programme = self.queues.library.today(viewer.programme).programme
        takers = {role.name for role in programme.flow.roles if "take" in role.may}
        with self.queues.store.read() as view:
            found = [
                one
                for one in view.staff.every_active(programme.bank.name)
                if takers.intersection(one.roles_in(viewer.programme))
            ]
        return tuple(sorted(found, key=lambda one: one.name.casefold()))

    def hand_over(self, viewer: StaffViewer, ticks: Iterable[Tick], to: str) -> BulkOutcome:
        """Give cases to a colleague, or to nobody. Raises NotFound for who is no colleague."""
        known = {one.account: one.roles_in(viewer.programme) for one in self.colleagues(viewer)}
        if to and to not in known:
            raise NotFound
        done, left, sender = 0, list[LeftAlone](), senders.staff(viewer.account)
        for tick in ticks:
            said = Claim(tick.case_id, sender, to, tick.held_by, roles=known.get(to, ()))
            reply = self.corridor.claim(said)
            if isinstance(reply, Receipt):
                done += 1
            else:
                left.append(self._left(tick.case_id, viewer, reply))
        return BulkOutcome(done, tuple(left))

    def remind(self, viewer: StaffViewer, ticks: Iterable[Tick]) -> BulkOutcome:
        """Write to the applicants of cases what they are waited for. Raises NotFound."""
        done, left = 0, list[LeftAlone]()
        for case_id in dict.fromkeys(tick.case_id for tick in ticks):
            request = CaseRequest(case_id, senders.staff(viewer.account))
            reply = self.corridor.in_turn(request, self._reminded)
            if reply == "":
                done += 1
            else:
                case = self.corridor.load(request)
                left.append(LeftAlone(case_id, number(case.case), reply))
        return BulkOutcome(done, tuple(left))

    def send_again(self, viewer: StaffViewer, messages: Iterable[str]) -> BulkOutcome:
        """Send what could not be sent. Raises NotFound."""
        return send_again(self.corridor, viewer, messages)

    def _reminded(self, case: LoadedCase) -> Outcome[WhyLeft | Literal[""]]:
        role = role_with(case, ("write",))
        if not role:
            return Outcome("right")
        if APPLICANT not in waits_for(case.state.world, case.state.picture):
            return Outcome("not theirs")
        last = max((e.at for e in case.events if e.data.get("reminds") and e.at), default=None)
        if last is not None and case.now - last < REST:
            return Outcome("reminded")
        event = CaseEvent(
            "message",
            by=case.actor.by(role),
            at=case.now,
            data={"text": self._text(case), "reminds": True},
            number=case.state.picture.number + 1,
        )
        return Outcome("", CaseChange(case, case.state.after((event,)), (event,)))

    def _text(self, case: LoadedCase) -> str:
        """The reminder, in the language of the applicant."""
        reader = self.queues.library.reader(case.account.language, case.ready)
        told = overview(case.state.world, case.state.picture, reader)
        open_items = (line.title for line in told.items if APPLICANT in line.waits_for)
        return reader.message(REMINDER, what=reader.list_of(dict.fromkeys(open_items)))

    def _left(self, case_id: str, viewer: StaffViewer, reply: Held | Refusal) -> LeftAlone:
        case = self.corridor.load(CaseRequest(case_id, senders.staff(viewer.account)))
        about = number(case.case)
        if isinstance(reply, Held):
            with self.queues.store.read() as view:
                member = view.staff.find(reply.account) if reply.account else None
            return LeftAlone(case_id, about, "taken", member.name if member else "")
        return LeftAlone(case_id, about, "ended" if reply.code == "final" else "right")
