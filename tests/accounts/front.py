"""The front desk as a test sees it: what visitors do, and what they find in their post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from engine.accounts import registration
from engine.accounts.desk import AccountRefused, Desk, Entrance, LetterContext, Visitor
from engine.accounts.passwords import Passwords
from engine.accounts.registration import Contacts, Start
from engine.accounts.sessions import LoggedIn
from engine.base.records import Account, Message, PendingRegistration
from engine.base.system import RandomIds, SystemRandomness
from engine.messages.compose import Letter
from engine.store.store import Store, Unit
from tests.fakes import QUICK, FixedClock
from tests.stores import NOON, VAULT

PASSWORD = "Abcdef1!"
CONTACTS = Contacts("anna@example.org", "+37120000000", PASSWORD)
HERE = Entrance.of("bank")
BROWSER = Visitor("192.0.2.1", "Browser", entrance=HERE)
WHERE = LetterContext("bank", "programme", "en")


def letters(where: LetterContext, event: str, params: Mapping[str, str]) -> tuple[Letter, ...]:
    """A letter per channel that names its event and language and holds the secret last."""
    body = f"{event} ({where.language}): {' '.join(params.values())}"
    only = {"registration email code": ("email",), "registration phone code": ("sms",)}
    return tuple(
        Letter(event, "applicant", channel, "Subject", body)
        for channel in only.get(event, ("email", "sms"))
    )


@dataclass
class Front:
    """A desk, and the people in front of it."""

    desk: Desk
    clock: FixedClock
    opened: list[Account] = field(default_factory=list)

    @classmethod
    def at(cls, store: Store) -> Front:
        clock = FixedClock(NOON)
        passwords = Passwords(QUICK)
        desk = Desk(store, VAULT, clock, RandomIds(), SystemRandomness(), passwords, letters)
        return cls(desk, clock)

    def move(self, **span: float) -> None:
        self.clock.move(timedelta(**span))

    def started(self, bank: str = "bank") -> PendingRegistration:
        where, answers = Start(bank, "programme", "bundle", "lv", ""), {"client_type": "natural"}
        started = registration.start(self.desk, where, answers, Visitor())
        assert isinstance(started, PendingRegistration), started
        return started

    def given(self, contacts: Contacts = CONTACTS, bank: str = "bank") -> PendingRegistration:
        """A registration that waits for its codes."""
        given = registration.give_contacts(self.desk, self.started(bank), contacts, BROWSER)
        assert isinstance(given, PendingRegistration)
        return given

    def post(self) -> list[Message]:
        """All messages so far, oldest first."""
        with self.desk.store.read() as view:
            messages = view.outbox.newest(1000)
        return sorted(messages, key=lambda message: message.created_at)

    def secret(self, to: str) -> str:
        """What the newest message to a contact carries."""
        return [message for message in self.post() if message.to == to][-1].body.split()[-1]

    def codes(self, contacts: Contacts = CONTACTS) -> dict[str, str]:
        """The codes that came last."""
        return {"email": self.secret(contacts.email), "phone": self.secret(contacts.phone)}

    def complete(
        self, given: PendingRegistration, typed: Mapping[str, str], visitor: Visitor = BROWSER
    ) -> LoggedIn | AccountRefused:
        return registration.complete(self.desk, given.id, typed, visitor, self._inside)

    def registered(self, contacts: Contacts = CONTACTS, bank: str = "bank") -> LoggedIn:
        """Somebody with an account, just logged in."""
        done = self.complete(self.given(contacts, bank), self.codes(contacts))
        assert isinstance(done, LoggedIn)
        return done

    def accounts(self) -> int:
        return len(self.opened)

    def _inside(self, _unit: Unit, account: Account, _registration: PendingRegistration) -> None:
        self.opened.append(account)


def wrong(code: str) -> str:
    """Another code of six digits."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


NUMBERS = count(1)


def somebody() -> Contacts:
    """Contacts nobody has."""
    number = next(NUMBERS)
    return Contacts(f"nobody{number}@example.org", f"+3712{number:07d}", PASSWORD)
