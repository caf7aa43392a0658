"""What is begun at outside parties for persons of a case, and what they report of it.

A call of a provider decides nothing: it is remembered, and the provider is asked. What it then says
becomes a step of the provider, which the case obeys or not, as with everybody else's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.later import ProviderSession
from engine.base.ports import ASK, Job
from engine.case.filled_steps import step_place
from engine.case.read_documents import DOCUMENT, compared, readings_of, typed_of
from engine.definitions.model.ports import PORTS, SIGNING
from engine.identification.port import (
    Identification,
    PersonAsked,
    SessionResult,
    State,
)
from engine.meaning.flow.decide import permitted
from engine.meaning.units import key_of
from engine.meaning.words.units import person_name
from engine.outside.faults import ProviderDown, ProviderRefused, ProviderRests
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.corridor import Corridor
from engine.services.session_answers import is_ready, kept_of, meeting_of, minutes_of
from engine.services.session_book import ANEW, EVERY, PAUSES, SessionBook, reached, waits_for
from engine.services.signing_parts import is_round, of_round
from engine.services.signing_rounds import SigningRounds

VERBS: Final[Mapping[State, str]] = {
    "passed": "passes",
    "failed": "fails",
    "refused": "doubts",
    "doubted": "doubts",
    "held": "ends",
    "missed": "misses",
}
"""What the provider of a flow does in each state that is not waiting."""

AROUND: Final = timedelta(minutes=5)
"""How often while somebody may be in a call, and a while after it."""

AFTERWARDS: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Heard:
    """A call that a provider made: whether it was new, and what it wants to read, as JSON."""

    is_new: bool
    answer: str = ""


@dataclass(frozen=True, slots=True)
class OutsideParties:
    """Everything it needs is given to it: ``providers`` by the name of their port.

    ``rounds`` are signings of several people; None where nobody is connected for them.
    """

    corridor: Corridor
    providers: Mapping[str, Identification]
    rounds: SigningRounds | None = None
    every: timedelta = EVERY

    @property
    def ports(self) -> frozenset[str]:
        """Those to which somebody is connected."""
        return frozenset(self.providers) | ({SIGNING} if self.rounds else frozenset())

    @property
    def book(self) -> SessionBook:
        """What is known of sessions."""
        return SessionBook(self.corridor.committing.store, self.corridor.clock, self.every)

    def ask(self, id: str) -> str:
        """Begin a session, or ask how it stands and tell the case; a word for the log."""
        session = self.book.find(id)
        if session is None or session.ask_at is None:
            return "over"
        try:
            return self._asked(session)
        except ProviderRests as fault:
            self.book.put_off(session, fault.until, str(fault))
            return "rests"
        except ProviderDown as fault:
            self.book.later(session, str(fault))
            return "down"
        except ProviderRefused as fault:
            self.book.later(session, str(fault), PAUSES[-1])
            return "refused"
        except NotFound:
            self.book.over(session)
            return "gone"

    def called(self, port: str, headers: Mapping[str, str], body: bytes) -> Heard:
        """Remember a call of a provider and ask it.

        Raises NotFound where nobody is connected, CallbackRefused for a call that is not theirs.
        """
        provider = self.providers.get(port)
        if provider is None:
            raise NotFound
        call, now = provider.callback(headers, body), self.book.now()
        with self.book.store.write() as unit:
            about = call.reference
            if call.session and (known := unit.provider_sessions.begun_as(port, call.session)):
                about = known.id
            if not about or not unit.provider_sessions.heard(port, call.key, now):
                return Heard(is_new=False, answer=call.answer)
            unit.enqueue(Job(f"{ASK}.{port}.{call.key}", ASK, about))
        return Heard(is_new=True, answer=call.answer)

    def due(self, count: int) -> int:
        """Queue the sessions that are to be asked about now; how many."""
        store, now = self.book.store, self.book.now()
        with store.read() as view:
            if not view.provider_sessions.come(now, 1):
                return 0
        with store.write() as unit:
            sessions = unit.provider_sessions.come(now, count)
            for session in sessions:
                unit.provider_sessions.change(replace(session, ask_at=now + self.every))
                unit.enqueue(Job(f"{ASK}.{session.id}.{now.timestamp():.0f}", ASK, session.id))
        return len(sessions)

    def of(self, case_id: str, item: str, unit: str) -> ProviderSession | None:
        """What is open for an item of a case; of a signer, with what is wrong with the round."""
        every = self.book.open_of(case_id)
        found = next((one for one in every if (one.item, one.of) == (item, unit)), None)
        if found is None or found.port != SIGNING or found.fault:
            return found
        rounds = (one.fault for one in every if is_round(one) and of_round(one, found))
        return replace(found, fault=next(rounds, ""))

    def calls_of(self, case: LoadedCase) -> tuple[ProviderSession, ...]:
        """Agreed calls that the bank holds: those of whoever may act now in what they are for."""
        own = {name for name, one in self.providers.items() if one.is_held_by_bank}
        moves = permitted(case.state.world, case.state.picture, case.actor, case.now)
        mine = {(move.item, move.unit) for move in moves}
        found = self.book.open_of(case.case.id)
        return tuple(
            one for one in found if one.port in own and one.meets_at and (one.item, one.of) in mine
        )

    def start_address(self, case_id: str, item: str, unit: str) -> str:
        """Where an employee of the bank starts the call of an item; empty where there is none.

        It is asked for when it is wanted and kept nowhere. Raises ProviderDown, ProviderRefused.
        """
        session = self.of(case_id, item, unit)
        provider = self.providers.get(session.port) if session else None
        if session is None or provider is None or not is_ready(session):
            return ""
        return provider.start_address(session.session)

    def _asked(self, session: ProviderSession) -> str:
        if session.port == SIGNING and self.rounds is not None:
            return self.rounds.ask(session)
        provider = self.providers.get(session.port)
        if session.ended_at is not None:
            return self._ended(session, provider)
        if provider is None:
            self.book.later(session, "no provider is connected")
            return "not connected"
        if self._is_to_begin(session):
            self._begin(session, provider)
            return "begun"
        return self._told(session, provider.result(session.id, meeting_of(session)))

    def _is_to_begin(self, session: ProviderSession) -> bool:
        """Also where the link runs out while it still opens, and where another time was agreed."""
        ends = session.link_ends_at
        return not is_ready(session) or (ends is not None and ends - self.book.now() < ANEW)

    def _ended(self, session: ProviderSession, provider: Identification | None) -> str:
        """Tell the provider that nobody is waited for any more."""
        try:
            if provider is not None:
                provider.end(session.session)
        except ProviderRefused as fault:
            self.book.over(replace(session, link="", fault=str(fault)))
            return "refused"
        self.book.over(replace(session, link="", fault=""))
        return "ended"

    def _next(self, session: ProviderSession) -> datetime:
        """When to ask about a session again."""
        now = self.book.now()
        if session.meets_at is None or session.closes_at is None:
            return now + self.every
        if now < session.meets_at:
            return min(now + self.every, session.meets_at)
        return now + (AROUND if now < session.closes_at + AFTERWARDS else self.every)

    def _begin(self, session: ProviderSession, provider: Identification) -> None:
        case = self.corridor.load(CaseRequest(session.case, senders.provider(session.provider)))
        begun = provider.begin(self._person(case, session))
        self.book.write(
            replace(
                session,
                session=begun.session,
                link=begun.link,
                link_ends_at=begun.ends_at,
                ask_at=self._next(session),
                tries=0,
                fault="",
                begun_for=session.meets_at,
            )
        )

    def _person(self, case: LoadedCase, session: ProviderSession) -> PersonAsked:
        state = case.state
        now, contact = state.world.situation(state.picture), reached(case, session.of)
        lang, sites = contact.language, self.corridor.committing.sites
        site = sites.of(case.ready.programme.bank.name)
        reader = self.corridor.committing.library.reader(lang, case.ready)
        born = typed_of(state, session.of).get("born")
        return PersonAsked(
            reference=session.id,
            lang=lang,
            email=contact.email,
            phone=contact.phone,
            full_name=person_name(now, key_of(now, session.of)),
            birth_date=born if isinstance(born, date) else None,
            come_back=f"{site}/{lang}/{case.case.programme}/identified",
            title=reader.text(state.route.items[session.item].title),
            meets_at=session.meets_at,
            minutes=minutes_of(session),
            session=session.session,
        )

    def _differs(self, session: ProviderSession, result: SessionResult) -> bool:
        """Whether the document says something else than the case, or has run out."""
        case = self.corridor.load(CaseRequest(session.case, senders.provider(session.provider)))
        asked = step_place(case.state, session.item, session.of, f"{session.provider} doubts")
        now = kept_of(result).get(DOCUMENT)
        before = readings_of(case.events, session.of)
        found = compared(case.state, session.of, [*before, now]) if now and asked else ()
        return any(one.differs for one in found)

    def _told(self, session: ProviderSession, result: SessionResult) -> str:
        verb = VERBS.get(result.state)
        if verb not in (None, *PORTS.get(session.port, ())):
            verb = VERBS["doubted"]  # what this port cannot say is for people to judge
        if verb == VERBS["passed"] and self._differs(session, result):
            verb = VERBS["doubted"]  # whose document it is, people judge
        told = f"{result.state} {result.attempt}"
        heard = replace(
            session, ask_at=self._next(session), tries=0, fault="", comment=result.comment
        )
        if verb is None or told == session.told:
            self.book.write(replace(heard, told="" if verb is None else session.told))
            return result.state
        self.corridor.do(
            StepEntry(
                session.case,
                senders.provider(session.provider),
                session.item,
                f"{session.provider} {verb}",
                (session.of,),
                key=f"{session.id} {told}",
                data=kept_of(result),
            ),
            lambda case: waits_for(case, session),
        )
        self.book.write(replace(heard, told=told))
        return result.state
