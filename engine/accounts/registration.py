"""Registration: answers, contacts, two codes, account. Nobody learns here who has an account.

Both contacts get their codes in any case. Only whoever has entered both, and so holds both
contacts, is told that one of them is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from math import ceil

from engine.accounts import codes, sessions
from engine.accounts.desk import HOUR, AccountRefused, Desk, LetterContext, Visitor
from engine.accounts.sessions import LoggedIn
from engine.base.dataclass import dataclass
from engine.base.records import Account, Action, PendingRegistration
from engine.base.values import Answers
from engine.store.errors import AlreadyStored
from engine.store.store import Unit
from engine.store.throttles import Budget

PURPOSE = "registration"

Inside = Callable[[Unit, Account, PendingRegistration], None]
"""What else must be stored with a new account, as its case."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a registration begins."""

    bank: str
    programme: str
    bundle: str
    language: str
    id: str
    """What the registration will be known by; the browser's, so that two clicks begin one."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Clean contacts: an e-mail address, a phone in E.164, a password that fulfils the rules."""

    email: str = field(repr=False)
    phone: str = field(repr=False)
    password: str = field(repr=False)


def start(
    desk: Desk, where: Start, answers: Answers, visitor: Visitor
) -> PendingRegistration | AccountRefused:
    """Keep the first answers for a day. Raises ``StaleVersion`` where another click was faster."""
    now = desk.clock.now()
    registration = PendingRegistration(
        id=where.id or desk.ids.new(),
        bank=where.bank,
        programme=where.programme,
        bundle=where.bundle,
        language=where.language,
        created_at=now,
        ends_at=now + desk.limits.registration_length,
        answers=answers,
    )
    budget = Budget(desk.limits.codes_per_address, HOUR)
    with desk.store.write() as unit:
        if visitor.address and not unit.throttles.take(f"begun {visitor.address}", budget, now):
            return AccountRefused("too-many-registrations")
        unit.registrations.add(registration)
    return registration


def find(desk: Desk, id: str) -> PendingRegistration | None:
    """The registration, or None when it ended or never was."""
    with desk.store.read() as view:
        return view.registrations.find(id, desk.clock.now())


def change_answers(
    desk: Desk, registration: PendingRegistration, answers: Answers
) -> PendingRegistration:
    """The applicant went back. Raises ``StaleVersion``."""
    changed = replace(registration, answers=answers)
    with desk.store.write() as unit:
        version = unit.registrations.change(changed, desk.clock.now())
    return replace(changed, version=version)


def give_contacts(
    desk: Desk, registration: PendingRegistration, contacts: Contacts, visitor: Visitor
) -> PendingRegistration | AccountRefused:
    """Keep the contacts and send both codes. Raises ``StaleVersion``."""
    changed = replace(
        registration,
        email=contacts.email,
        phone=contacts.phone,
        password=desk.passwords.hash(contacts.password),
    )
    with desk.store.write() as unit:
        most = desk.limits.starts_per_hour
        if not codes.within_limits(desk, unit, _reach(changed), visitor.address, most):
            return AccountRefused("too-many-codes")
        version = unit.registrations.change(changed, desk.clock.now())
        codes.send(desk, unit, _use(changed), _contacts(changed))
    return replace(changed, version=version)


def send_again(
    desk: Desk, registration: PendingRegistration, visitor: Visitor
) -> AccountRefused | None:
    """Send new codes, which makes the old ones void; None when that was done."""
    if not registration.password:
        return AccountRefused("registration-gone")
    with desk.store.write() as unit:
        if left := codes.wait(desk, unit, _use(registration)):
            return AccountRefused("code-wait", seconds=ceil(left.total_seconds()))
        # The first code is no repetition.
        most = desk.limits.codes_per_hour + 1
        if not codes.within_limits(desk, unit, _reach(registration), visitor.address, most):
            return AccountRefused("too-many-codes")
        codes.send(desk, unit, _use(registration), _contacts(registration))
    return None


def pause(desk: Desk, registration: PendingRegistration) -> int:
    """Seconds until new codes may be sent."""
    with desk.store.read() as view:
        return ceil(codes.wait(desk, view, _use(registration)).total_seconds())


def complete(
    desk: Desk, id: str, typed: Mapping[str, str], visitor: Visitor, inside: Inside
) -> LoggedIn | AccountRefused:
    """Check both codes (``email``, ``phone``), make the account, log in: all of it or nothing.

    ``inside`` runs in the same transaction.
    """
    try:
        with desk.store.write() as unit:
            registration = _confirmed(desk, unit, id, typed)
            if isinstance(registration, AccountRefused):
                return registration
            account = _open_account(desk, unit, registration)
            inside(unit, account, registration)
            return sessions.begin(desk, unit, account, visitor)
    except AlreadyStored:
        # Somebody else with the same contact was a moment faster.
        return AccountRefused("data-refused")


def _confirmed(
    desk: Desk, unit: Unit, id: str, typed: Mapping[str, str]
) -> PendingRegistration | AccountRefused:
    registration = unit.registrations.find(id, desk.clock.now())
    if registration is None:
        return AccountRefused("registration-gone")
    both = {kind: typed.get(kind, "") for kind in _contacts(registration)}
    if not registration.password:
        return AccountRefused("code-invalid", frozenset(both))
    if wrong := codes.redeem(desk, unit, _use(registration), both):
        return AccountRefused("code-invalid", wrong)
    unit.registrations.remove(id)
    bank = registration.bank
    if unit.accounts.is_taken(registration.email, registration.phone, bank):
        return AccountRefused("data-refused")
    return registration


def _open_account(desk: Desk, unit: Unit, registration: PendingRegistration) -> Account:
    account = Account(
        id=desk.ids.new(),
        email=registration.email,
        phone=registration.phone,
        password=registration.password,
        language=registration.language,
        created_at=desk.clock.now(),
        bank=registration.bank,
    )
    unit.accounts.add(account)
    unit.audit.append(
        Action("registration completed", "user", account.id, account.created_at, account=account.id)
    )
    return account


def _contacts(registration: PendingRegistration) -> dict[str, str]:
    return {"email": registration.email, "phone": registration.phone}


def _reach(registration: PendingRegistration) -> codes.Reach:
    return codes.Reach(registration.bank, _contacts(registration))


def _use(registration: PendingRegistration) -> codes.Use:
    one = registration
    return codes.Use(PURPOSE, one.id, LetterContext(one.bank, one.programme, one.language))
