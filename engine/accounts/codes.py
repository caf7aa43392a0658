"""Confirmation codes: making, sending, checking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta
from typing import Final

from engine.accounts.desk import CODE_DIGITS, HOUR, Desk, LetterContext
from engine.accounts.secrets_post import Parcel, post
from engine.base.dataclass import dataclass
from engine.base.records import Code
from engine.store.accounts import contact_hash
from engine.store.rehearsals import kept_if
from engine.store.store import Unit, View
from engine.store.throttles import Budget

EVENTS: Final = {
    ("registration", "email"): "registration email code",
    ("registration", "phone"): "registration phone code",
    ("recovery", "email"): "password code",
    ("recovery", "phone"): "password code",
    ("contact", "email"): "new e-mail code",
    ("contact", "phone"): "new phone code",
}
"""The event whose notices carry the code, by purpose and kind of contact."""
RANGE_DIGITS: Final = 3
"""Numbers that differ in their last digits only share a budget: they are often one attacker's."""


@dataclass(frozen=True, slots=True)
class Use:
    """What codes are for: ``purpose`` as ``registration``, ``subject`` the id of one.

    ``where`` tells in whose words they go out; what one bank sends counts for no other.
    """

    purpose: str
    subject: str
    where: LetterContext
    to_nobody: bool = False
    """Whether nothing goes out. The same is done as if it did, so that the time tells nothing."""


def send(desk: Desk, unit: Unit, use: Use, contacts: Mapping[str, str]) -> None:
    """Make a code for each contact (``email``, ``phone``), all different, and queue the messages.

    A contact that was sent its code a moment ago keeps that one.
    """
    used: set[str] = set()
    for kind in due(desk, unit, use, contacts):
        digits = desk.randomness.code(CODE_DIGITS)
        while digits in used:
            digits = desk.randomness.code(CODE_DIGITS)
        used.add(digits)
        _send_one(desk, unit, use, (kind, contacts[kind], digits))


def due(desk: Desk, unit: Unit, use: Use, contacts: Mapping[str, str]) -> tuple[str, ...]:
    """The kinds of contact that may be sent a code now."""
    since = desk.clock.now() - desk.limits.code_pause
    latest = unit.codes.latest(use.purpose, use.subject)
    return tuple(
        kind
        for kind, contact in contacts.items()
        if kind not in latest
        or latest[kind].contact != contact_hash(desk.vault, kind, contact, use.where.bank)
        or latest[kind].sent_at <= since
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Where codes of a bank are to go: by kind the contact."""

    bank: str
    contacts: Mapping[str, str] = field(repr=False)


def within_limits(desk: Desk, unit: Unit, reach: Reach, address: str, most: int) -> bool:
    """Whether codes may go out: ``most`` per contact in an hour, and the budgets of ranges of
    numbers and of the network address. Only the last is shared by all banks."""
    now, contacts = desk.clock.now(), reach.contacts
    sent = (
        unit.codes.sent_since(contact_hash(desk.vault, kind, contact, reach.bank), now - HOUR)
        for kind, contact in contacts.items()
    )
    if any(count >= most for count in sent):
        return False
    budgets = {f"address {address}": desk.limits.codes_per_address} if address else {}
    if "phone" in contacts:
        budgets[f"range {reach.bank} {contacts['phone'][:-RANGE_DIGITS]}"] = (
            desk.limits.codes_per_range
        )
    return all(unit.throttles.take(key, Budget(size, HOUR), now) for key, size in budgets.items())


def redeem(desk: Desk, unit: Unit, use: Use, typed: Mapping[str, str]) -> frozenset[str]:
    """Use up the codes of all kinds in ``typed`` if every one is right; else tell which are not.

    Telling which of two codes is wrong gives nothing away: each has its own few guesses.
    """
    now = desk.clock.now()
    live = unit.codes.live(use.purpose, use.subject, now)
    guesses = {live[kind]: _hash(desk, live[kind], typed[kind]) for kind in typed if kind in live}
    missed = unit.codes.wrong(guesses, now)
    wrong = frozenset(kind for kind in typed if live.get(kind, "") in {"", *missed})
    if not wrong and not unit.codes.use(guesses, now):
        return frozenset(typed)
    return wrong


def wait(desk: Desk, view: View, use: Use) -> timedelta:
    """How long until a code may be sent again; zero if it may be now."""
    latest = view.codes.latest(use.purpose, use.subject).values()
    newest = max((code.sent_at for code in latest), default=None)
    if newest is None:
        return timedelta(0)
    return max(newest + desk.limits.code_pause - desk.clock.now(), timedelta(0))


def _send_one(desk: Desk, unit: Unit, use: Use, what: tuple[str, str, str]) -> None:
    kind, contact, digits = what
    code = _code(desk, use, what)
    ends_at = code.ends_at
    unit.codes.add(code)
    event, params = EVENTS[use.purpose, kind], {"code": digits}
    with kept_if(unit, not use.to_nobody):
        post(desk, unit, Parcel(use.where, event, kind, contact, params, ends_at))


def made(desk: Desk, use: Use, kind: str, contact: str) -> tuple[Code, str]:
    """A code that is not kept yet, and its digits."""
    digits = desk.randomness.code(CODE_DIGITS)
    return _code(desk, use, (kind, contact, digits)), digits


def _code(desk: Desk, use: Use, what: tuple[str, str, str]) -> Code:
    kind, contact, digits = what
    now, id = desk.clock.now(), desk.ids.new()
    return Code(
        id=id,
        purpose=use.purpose,
        subject=use.subject,
        channel=kind,
        contact=contact_hash(
            desk.vault, kind, contact if contact and not use.to_nobody else id, use.where.bank
        ),
        hash=_hash(desk, id, digits),
        sent_at=now,
        ends_at=now + desk.limits.code_length,
    )


def _hash(desk: Desk, id: str, typed: str) -> str:
    digits = "".join(letter for letter in typed if not letter.isspace() and letter != "-")
    return desk.vault.hash("code", f"{id}/{digits}")
