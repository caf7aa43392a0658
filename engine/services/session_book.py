"""What is known of sessions at outside parties: read, written, and put off until later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.later import ProviderSession
from engine.base.ports import Clock
from engine.case.provider_waits import sessions_wanted
from engine.case.receivers import AddressBook, Contact
from engine.services.case_loading import LoadedCase
from engine.store.store import Store

EVERY: Final = timedelta(hours=3)
"""How often a provider is asked that did not call."""

ANEW: Final = timedelta(days=1)
"""What ends is made anew so long before."""

PAUSES: Final = tuple(timedelta(seconds=one) for one in (15, 60, 300, 900, 3600))
"""Before a provider is asked again that did not answer, the last again and again."""


@dataclass(frozen=True, slots=True)
class SessionBook:
    """Everything it needs is given to it."""

    store: Store
    clock: Clock
    every: timedelta = EVERY

    def find(self, id: str) -> ProviderSession | None:
        """The session with a reference of ours, ended ones too."""
        with self.store.read() as view:
            return view.provider_sessions.find(id)

    def open_of(self, case: str) -> tuple[ProviderSession, ...]:
        """What has not ended of a case."""
        with self.store.read() as view:
            return view.provider_sessions.open_of(case)

    def of_case(self, case: str) -> tuple[ProviderSession, ...]:
        """All of a case, ended ones too."""
        with self.store.read() as view:
            return view.provider_sessions.of_case(case)

    def write(self, session: ProviderSession) -> None:
        """Write a session; one that the case has ended meanwhile stays ended, and to be told of."""
        with self.store.write() as unit:
            now = unit.provider_sessions.find(session.id)
            if now is not None and now.ended_at and not session.ended_at:
                session = replace(session, ended_at=now.ended_at, ask_at=now.ask_at)
            unit.provider_sessions.change(session)

    def heard(self, session: ProviderSession) -> ProviderSession:
        """The session as it is once its provider has answered; not written yet."""
        return replace(session, ask_at=self.now() + self.every, tries=0, fault="")

    def later(self, session: ProviderSession, fault: str, pause: timedelta | None = None) -> None:
        """Ask again after a while, the longer the oftener it failed."""
        wait = pause or PAUSES[min(session.tries, len(PAUSES) - 1)]
        self.write(replace(session, ask_at=self.now() + wait, tries=session.tries + 1, fault=fault))

    def put_off(self, session: ProviderSession, until: datetime, fault: str = "") -> None:
        """Ask not before a moment; nobody was asked, so it counts as no try."""
        self.write(replace(session, ask_at=until, fault=fault))

    def over(self, session: ProviderSession) -> None:
        """There is nothing to ask any more."""
        self.write(replace(session, ended_at=session.ended_at or self.now(), ask_at=None))

    def now(self) -> datetime:
        """What time it is."""
        return self.clock.now()


def waits_for(case: LoadedCase, session: ProviderSession) -> bool:
    """Whether the case still waits for this session, and not for one of somebody else."""
    wanted = sessions_wanted(case.case.id, case.state.world, case.state.picture, case.events)
    own = (session.item, session.of, session.provider, session.since)
    return any((one.item, one.of, one.provider, one.since) == own for one in wanted)


def reached(case: LoadedCase, unit: str) -> Contact:
    """Where a person of a case is reached, in a language that is always there."""
    now = case.state.world.situation(case.state.picture)
    book = AddressBook(now, case.contact, lambda _: (), case.ready.programme.languages)
    contact = book.person(unit).contact
    return replace(contact, language=contact.language or case.case.language)
