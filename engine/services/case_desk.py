"""What the bank's desk asks of one case: what is to be done now, its steps, and who was faster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from engine.base.dataclass import dataclass
from engine.base.receipts import Receipt
from engine.bundles.library import Library
from engine.case.state import leading
from engine.meaning.flow.commands import Refusal
from engine.meaning.flow.steps import is_final
from engine.meaning.words.history import history
from engine.meaning.words.overview import case_status, overview
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.corridor import Corridor, Preview
from engine.services.desk_case import DeskCase
from engine.services.desk_marks import LOOKED_AT, MARK, marks_of, open_marks
from engine.services.desk_people import headings_of, people_of
from engine.services.desk_proposals import ended_proposals
from engine.services.desk_turns import DeskTurns
from engine.services.desk_views import CaseNow
from engine.services.desk_way import way_of
from engine.services.overview_parts import told_facts
from engine.services.queues import StaffViewer
from engine.services.remark_acts import Remark
from engine.services.signed_views import SignedView, SignedViews
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class Faster:
    """What somebody did in the meantime; empty words where it is not told."""

    who: str
    what: str
    at: datetime | None
    text: str = field(repr=False)
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """Answers to the pages of a case at the desk."""

    corridor: Corridor
    library: Library
    store: Store

    def open(self, viewer: StaffViewer, case_id: str) -> DeskCase:
        """The case, as this member of staff reads it. Raises NotFound."""
        sender = senders.staff(viewer.account)
        return self.tell(viewer, self.corridor.load(CaseRequest(case_id, sender)))

    def tell(self, viewer: StaffViewer, loaded: LoadedCase) -> DeskCase:
        """A case that is loaded already, with the words and names to tell it."""
        sender = senders.staff(viewer.account)
        with self.store.read() as view:
            members = view.staff.of_bank(loaded.account.bank)
            card = view.cards.of_case(loaded.case.id)
            read = {one.part: one for one in view.reads.marks(viewer.account, loaded.case.id)}
        roles: Mapping[str, tuple[str, ...]] = {
            one.account: one.roles_in(viewer.programme) for one in members
        }
        names = {one.account: one.name for one in members}
        return DeskCase(
            loaded, self.library, viewer.lang, names, roles, self._foresee, card, sender, read
        )

    def _foresee(self, entry: StepEntry) -> Preview:
        return self.corridor.preview(entry, to_the_end=True)

    def signed(self, case: DeskCase, *, again: bool = False) -> tuple[SignedView, ...]:
        """What was found in signed files when they came; ``again``: what is found now."""
        return SignedViews(case, self.corridor.signed if again else None).views()

    def now(self, case: DeskCase, shown: str = "") -> CaseNow:
        """What is to be done now, and how everything stands. ``shown`` is the unit of a person
        whose personal code the reader asked to see."""
        loaded, state = case.case, case.case.state
        ended = is_final(state.world, state.picture)
        words = overview(state.world, state.picture, case.reader, to_bank=True)
        turns, marks = DeskTurns.of(case), marks_of(case)
        first = leading(state.route, state.sent)
        rights = {right for role in state.route.flow.roles
                  if role.name in loaded.actor.roles for right in role.may}  # fmt: skip
        return CaseNow(
            work=() if ended else turns.work(),
            ended_proposals=() if ended else ended_proposals(case),
            roles=tuple(
                case.reader.text(role.caption)
                for role in state.route.flow.roles
                if role.name in loaded.actor.roles
            ),
            marks=open_marks(marks),
            closed=turns.closed(),
            others=turns.others(),
            also=turns.also(),
            headings=headings_of(case),
            people=people_of(case, marks, shown) if first else (),
            way=way_of(case, words),
            facts=told_facts(state.route.flow, words.facts),
            idle=turns.idle(),
            ended=case_status(state.world, state.picture, case.captions) if ended else "",
            ended_at=_ended_at(loaded),
            bundle=loaded.case.bundle[:8],
            held=bool(state.picture.held),
            may_note="note" in rights,
        )

    def done_before(self, case: DeskCase, key: str) -> Receipt | None:
        """The answer to a command that came before, so that a second press is no second wish."""
        request = CaseRequest(case.case.case.id, case.sender, key)
        return self.corridor.load(request).receipt if key else None

    def faster(self, case: DeskCase, item: str, units: tuple[str, ...], seen: int) -> Faster | None:
        """What happened to an item since somebody looked at it."""
        for event in reversed(case.case.events):
            is_about = event.item == item and (not units or event.of in units)
            if event.number > seen and is_about and event.by.role:
                state = case.case.state
                (line,) = history(state.world, state.picture, (event,), case.captions)
                is_own = event.by.account == case.case.actor.account
                what = line.what or line.after
                return Faster(case.who(event.by), what, line.at, line.text, is_own)
        return None

    def look_at(self, case: DeskCase, mark: str, key: str) -> Receipt | Refusal | None:
        """Note that the reader has looked at a mark; None where there is none of this id."""
        found = next((one for one in marks_of(case) if one.id == mark), None)
        if found is None:
            return None
        text = case.reader.message(LOOKED_AT, mark=found.text)
        data = {"text": text, MARK: mark}
        return self.corridor.remark(
            Remark(case.case.case.id, case.sender, "note", data=data, key=key)
        )


def _ended_at(case: LoadedCase) -> datetime | None:
    ends = (event.at for event in reversed(case.events) if event.kind == "ended" and event.after)
    return next(ends, None)
