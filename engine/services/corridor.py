"""The corridor of a case: load, decide, commit. Every change of a case passes here, and only here.

What is decided is decided outside the write lock; inside, the case must still be the one that was
loaded, or it is loaded and decided again. Nothing is lost on the way: what cannot be read is kept
as it was typed, and what is refused is kept as a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from typing import Final, TypeVar

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.ports import Clock, Ids
from engine.base.receipts import Receipt
from engine.base.records import Action
from engine.case.effects import Effects
from engine.case.judgement import RuleEngines
from engine.meaning.flow.commands import Refusal
from engine.services import form_acts, remark_acts, step_acts
from engine.services.case_commit import CaseChange, CaseMoved, Committing
from engine.services.case_entries import FormEntry, StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase, loaded
from engine.services.case_outcomes import Outcome
from engine.services.claim_acts import CLAIM, Claim, ClaimReply, claim
from engine.services.comment_acts import CommentEntry, CommentReply, keep_comment
from engine.services.form_acts import Choice, Judging
from engine.services.remark_acts import Remark
from engine.services.replies import Clash, Refused, Saved
from engine.services.signed_intake import SignedIntake
from engine.services.step_acts import TakeReply
from engine.store.errors import StaleVersion, StoreBusy
from engine.store.store import BUSY

TRIES: Final = 8
"""How often a case is loaded anew because somebody else was faster."""

Reply = TypeVar("Reply")


@dataclass(frozen=True, slots=True)
class Preview:
    """The answer that a step would get; ``caused`` are messages and what else would follow."""

    reply: TakeReply
    events: tuple[CaseEvent, ...] = ()
    caused: Effects | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Corridor:
    """The way of everything that is sent to a case; everything it needs is given to it."""

    committing: Committing
    engines: RuleEngines
    clock: Clock
    ids: Ids
    signed: SignedIntake | None = field(default=None, repr=False)

    def load(self, request: CaseRequest) -> LoadedCase:
        """The case as its sender sees it. Raises NotFound."""
        with self.committing.store.read() as view:
            return loaded(view, self.committing.library.serve, request, self.clock.now())

    def is_of(self, case_id: str, programme: str) -> bool:
        """Whether there is this case in a programme."""
        with self.committing.store.read() as view:
            case = view.cases.find(case_id)
        return case is not None and case.programme == programme

    def save(self, entry: FormEntry, resolve: Choice = "") -> Saved | Clash | Refusal:
        """Keep what was typed, demanding nothing; the first time is a step. Raises NotFound."""
        return self.in_turn(entry.request, lambda case: form_acts.save(case, entry, resolve))

    def submit(self, entry: FormEntry) -> Receipt | Refused | Clash | Refusal:
        """Send in the forms of an item. Raises NotFound.

        A second click gives the receipt of the first one.
        """
        judging = self._judging()
        return self.in_turn(entry.sending, lambda case: form_acts.submit(case, entry, judging))

    def do(
        self, entry: StepEntry, still: Callable[[LoadedCase], bool] = lambda _case: True
    ) -> TakeReply:
        """Take a step: of staff, of the applicant, of an outside party, of the clock.

        Steps that save or send a form do so with what is stored of it. Nothing is done in a case
        for which ``still`` does not hold any more. Raises NotFound.
        """
        judging = self._judging()

        def act(case: LoadedCase) -> Outcome[TakeReply]:
            if not still(case):
                return Outcome(Refusal("stale", entry.item, step=entry.step))
            return step_acts.take(case, entry, judging)

        return self.in_turn(entry.request, act)

    def preview(self, entry: StepEntry, *, to_the_end: bool = False) -> Preview:
        """What would come of a step, and who would be told in which words; nothing is written.

        ``to_the_end`` tells it as far as a form is filled in yet, and as if everybody who must
        confirm the step had done so.
        """
        case = self.load(replace(entry.request, key=""))
        outcome = step_acts.take(case, entry, self._judging(tried=True))
        change = step_acts.supposed(case, entry) if to_the_end else outcome.change
        if change is None or not change.events:
            return Preview(outcome.reply)
        shown = tuple(event for event in change.events if event.kind != CLAIM)
        return Preview(outcome.reply, shown, self.committing.foreseen(change))

    def keep(self, entry: StepEntry, seen_version: int) -> Saved | Clash | Refusal:
        """Keep what is typed into the form of a step, for its sender alone. Raises NotFound."""
        return self.in_turn(entry.request, lambda case: step_acts.keep(case, entry, seen_version))

    def comment(self, entry: CommentEntry) -> CommentReply:
        """Keep a comment on an answer for its writer, until it is sent. Raises NotFound."""
        return self.in_turn(entry.request, lambda case: keep_comment(case, entry))

    def remark(self, said: Remark) -> Receipt | Refusal:
        """Keep a note, a message or a comment. Raises NotFound."""
        return self.in_turn(said.request, lambda case: remark_acts.remark(case, said))

    def claim(self, said: Claim) -> ClaimReply:
        """Say who has the case. Raises NotFound."""
        return self.in_turn(said.request, lambda case: claim(case, said))

    def _judging(self, *, tried: bool = False) -> Judging:
        signed = None if tried else self.signed
        means = self.committing
        return Judging(self.engines, self.ids, means.randomness, means.library, tried, signed)

    def in_turn(self, request: CaseRequest, act: Callable[[LoadedCase], Outcome[Reply]]) -> Reply:
        """Decide and commit, anew whenever somebody else was faster. Raises StoreBusy."""
        for _ in range(TRIES):
            outcome = act(self.load(request))
            try:
                if outcome.change is not None:
                    self.committing.write(_told(outcome.change, request))
            except CaseMoved:
                continue
            except StaleVersion as fault:
                if outcome.stale is None:
                    continue
                return outcome.stale(fault)
            return outcome.reply
        raise StoreBusy(BUSY)


def _told(change: CaseChange, request: CaseRequest) -> CaseChange:
    """What an operator does in the place of somebody stands in the history as such."""
    if not request.sender.operator:
        return change
    done = Action(
        "sent by an operator",
        "system",
        "operator",
        change.loaded.now,
        case=change.loaded.case.id,
        account=change.loaded.case.account,
        subject=request.sender.key,
    )
    return replace(change, audit=(*change.audit, done))
