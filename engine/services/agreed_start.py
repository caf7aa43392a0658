"""Beginning at an agreed time: a one-time code is sent, and with it the way to the call opens.

The steps that make a code and are taken with one are those of the definitions; when they are open,
and to whom, is decided as with all others. A code is kept as a hash, told in a message, and good
for one entry.
"""

from __future__ import annotations

import hashlib
from dataclasses import field, replace
from typing import Final, Literal

from engine.accounts import codes
from engine.accounts.codes import Use
from engine.accounts.desk import Desk, LetterContext
from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.receipts import Receipt
from engine.bundles.library import Library
from engine.case.number import number
from engine.definitions.model.items import CodeUse
from engine.meaning.flow.appointments import Door, MeetingHours
from engine.meaning.flow.commands import Move, Refusal
from engine.meaning.flow.decide import permitted
from engine.meaning.flow.steps import state_of
from engine.meaning.picture import ItemState
from engine.meaning.units import key_of
from engine.meaning.words.overview import overview
from engine.meaning.words.units import person_name
from engine.services.addresses import step_address
from engine.services.case_entries import StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.corridor import Corridor
from engine.services.outside_parties import OutsideParties
from engine.services.senders import Sender
from engine.services.session_answers import is_ready

PURPOSE: Final = "step"
KIND: Final = "phone"

Reply = Literal["sent", "just sent", "nowhere", "closed", "used up", "wrong", "not ready", "in"]
"""What came of asking for a code, or of entering one."""


@dataclass(frozen=True, slots=True)
class StartPlace:
    """An item of a case for one person, and who asks."""

    case_id: str
    sender: Sender
    item: str
    unit: str


@dataclass(frozen=True, slots=True)
class StartView:
    """What is shown before the start; ``is_sent`` says that a code can be entered now."""

    door: Door
    hours: MeetingHours
    title: str
    text: str
    name: str = field(repr=False)
    number: str = ""
    needs_code: bool = True
    is_sent: bool = False
    is_ready: bool = False
    joins: str = ""
    """The address of the step that is taken first, without a code, where one is open now."""
    to_join: str = ""
    """What its button says."""
    is_unanswered: bool = False
    """The provider does not answer: it is not ready for longer than a few seconds."""


@dataclass(frozen=True, slots=True)
class CodeEntered:
    """What came of a code, and the way on where it was right."""

    reply: Reply
    link: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AgreedStart:
    """Everything it needs is given to it."""

    cases: Corridor
    library: Library
    desk: Desk
    outside: OutsideParties

    def view(self, place: StartPlace, lang: str) -> StartView | None:
        """What is shown; None where no time is agreed. Raises NotFound for somebody else."""
        case, state = self._loaded(place)
        hours = case.state.world.hours(case.state.picture, state)
        if hours is None or not state.instance.status:
            return None
        steps = state.item.status(state.instance.status).steps
        reader, now = (
            self.library.reader(lang, case.ready),
            case.state.world.situation(case.state.picture),
        )
        words = overview(
            case.state.world, case.state.picture, self.library.captions(case.ready, lang).reader
        )
        line = next(one for one in words.items if (one.item, one.unit) == (place.item, place.unit))
        with self.cases.committing.store.read() as view:
            live = view.codes.live(PURPOSE, _subject(place), case.now)
        session = self.outside.of(place.case_id, place.item, place.unit)
        joins = self._move(case, state, "")
        return StartView(
            door=hours.door(case.now),
            hours=hours,
            title=reader.text(state.item.title),
            text=line.text,
            name=person_name(now, key_of(now, place.unit)),
            number=number(case.case),
            needs_code=any(step.code == "entered" for step in steps),
            is_sent=bool(live),
            is_ready=session is not None and is_ready(session),
            is_unanswered=session is not None and bool(session.fault),
            joins=step_address(joins.name) if joins else "",
            to_join=reader.text(joins.step.caption) if joins else "",
        )

    def way_on(self, entry: StepEntry) -> str | None:
        """Where whoever takes a step at an appointment goes on: empty while the call is being
        prepared, None for any other step. Raises NotFound."""
        case = self.cases.load(entry.request)
        if entry.item not in case.state.route.items:
            return None
        unit = "".join(entry.units[:1])
        state = state_of(case.state.world, case.state.picture, entry.item, unit)
        step = state.item.step(state.instance.status, entry.step)
        if step is None or not step.at_appointment:
            return None
        if not any(one.kind == "provider" for one in state.item.steps):
            return None
        session = self.outside.of(entry.case_id, entry.item, unit)
        return session.link if session is not None and is_ready(session) else ""

    def send(self, place: StartPlace) -> Reply:
        """Make a code and tell it; one that was sent a moment ago is not sent again."""
        case, state = self._loaded(place)
        step, use = self._step(case, state, "sent"), self._use(case, place)
        if not step:
            return "closed"
        with self.cases.committing.store.read() as view:
            latest = view.codes.latest(use.purpose, use.subject).get(KIND)
            if codes.wait(self.desk, view, use):
                return "just sent"
        # The same press counts once: what comes after it finds another code that was sent before.
        key = f"code {latest.sent_at.isoformat() if latest else ''}"
        made, digits = codes.made(self.desk, use, KIND, "")
        entry = replace(
            self._entry(place, step),
            key=key,
            code=made,
            secrets={"code": digits},
            secrets_end_at=made.ends_at,
        )
        foreseen = self.cases.preview(entry)
        letters = foreseen.caused.messages if foreseen.caused else ()
        if isinstance(foreseen.reply, Refusal):
            return "used up" if foreseen.reply.code == "used up" else "closed"
        if not any(digits in letter.body for letter in letters):
            return "nowhere"
        reply = self.cases.do(entry)
        return "sent" if isinstance(reply, Receipt) else "closed"

    def enter(self, place: StartPlace, typed: str) -> CodeEntered:
        """Take the step that needs a code with the one that was typed, and give the way on."""
        case, state = self._loaded(place)
        step = self._step(case, state, "entered")
        if not step:
            return CodeEntered("closed")
        session = self.outside.of(place.case_id, place.item, place.unit)
        if session is None or not session.link or not is_ready(session):
            return CodeEntered("not ready")  # the code stays good until there is somewhere to go
        with self.cases.committing.store.write() as unit:
            wrong = codes.redeem(self.desk, unit, self._use(case, place), {KIND: typed})
        if wrong:
            return CodeEntered("wrong")
        reply = self.cases.do(replace(self._entry(place, step), proved=True))
        if not isinstance(reply, Receipt):
            return CodeEntered("closed")
        return CodeEntered("in", session.link)

    def _loaded(self, place: StartPlace) -> tuple[LoadedCase, ItemState]:
        case = self.cases.load(CaseRequest(place.case_id, place.sender))
        if place.item not in case.state.route.items or place.unit not in case.actor.persons:
            raise NotFound
        return case, state_of(case.state.world, case.state.picture, place.item, place.unit)

    def _step(self, case: LoadedCase, state: ItemState, use: CodeUse) -> str:
        move = self._move(case, state, use)
        return move.name if move else ""

    def _move(self, case: LoadedCase, state: ItemState, use: CodeUse) -> Move | None:
        """The step at the appointment that is open now, with this use of codes."""
        moves = permitted(case.state.world, case.state.picture, case.actor, case.now)
        own = (
            move
            for move in moves
            if (move.item, move.unit) == (state.item.name, state.unit)
            and move.step.at_appointment
            and move.step.code == use
        )
        return next(own, None)

    def _use(self, case: LoadedCase, place: StartPlace) -> Use:
        where = LetterContext(case.account.bank, case.case.programme, case.case.language)
        return Use(PURPOSE, _subject(place), where)

    def _entry(self, place: StartPlace, step: str) -> StepEntry:
        return StepEntry(place.case_id, place.sender, place.item, step, (place.unit,))


def _subject(place: StartPlace) -> str:
    about = (place.case_id, place.item, place.unit)
    return hashlib.sha256("\n".join(about).encode()).hexdigest()[:32]
