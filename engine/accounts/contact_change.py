"""Another e-mail address or phone number: in force once the code sent there has come back.

The old contact is told. Whether somebody else has the new one learns only who holds it.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Final

from engine.accounts import codes
from engine.accounts.desk import HOUR, AccountRefused, Desk, LetterContext, Visitor
from engine.accounts.secrets_post import Parcel, post
from engine.base.records import Account, Action
from engine.base.recoveries import ContactChange
from engine.store.errors import AlreadyStored
from engine.store.store import Unit
from engine.store.throttles import Budget

PURPOSE: Final = "contact"
CHANGED: Final = {"email": "e-mail changed", "phone": "phone changed"}
"""The event whose notices tell the old contact."""


def start(
    desk: Desk, account: Account, contact: str, where: LetterContext, visitor: Visitor
) -> ContactChange | AccountRefused:
    """Send a code to the new contact, a clean one; a change begun before is void."""
    kind = "email" if "@" in contact else "phone"
    if contact.casefold() == _of(account, kind).casefold():
        return AccountRefused("contact-same")
    now = desk.clock.now()
    change = ContactChange(
        id=desk.ids.new(),
        account=account.id,
        channel=kind,
        contact=contact,
        created_at=now,
        ends_at=now + desk.limits.code_length,
    )
    with desk.store.write() as unit:
        most, reach = desk.limits.starts_per_hour, codes.Reach(account.bank, {kind: contact})
        if not codes.within_limits(desk, unit, reach, visitor.address, most):
            return AccountRefused("too-many-codes")
        if not unit.throttles.take(f"contact changes {account.id}", Budget(most, HOUR), now):
            return AccountRefused("too-many-codes")
        unit.contact_changes.begin(change)
        codes.send(desk, unit, _use(change, where), {kind: contact})
    return change


def pending(desk: Desk, account: str, kind: str) -> ContactChange | None:
    """The change that waits for its code."""
    with desk.store.read() as view:
        return view.contact_changes.find(account, kind, desk.clock.now())


def send_again(
    desk: Desk, account: str, kind: str, where: LetterContext, visitor: Visitor
) -> AccountRefused | None:
    """Another code to the same new contact; None when that was done."""
    with desk.store.write() as unit:
        change = unit.contact_changes.find(account, kind, desk.clock.now())
        if change is None:
            return AccountRefused("change-gone")
        if left := codes.wait(desk, unit, _use(change, where)):
            return AccountRefused("code-wait", seconds=ceil(left.total_seconds()))
        most, reach = desk.limits.starts_per_hour, codes.Reach(where.bank, {kind: change.contact})
        if not codes.within_limits(desk, unit, reach, visitor.address, most):
            return AccountRefused("too-many-codes")
        codes.send(desk, unit, _use(change, where), {kind: change.contact})
    return None


def pause(desk: Desk, change: ContactChange) -> int:
    """Seconds until another code may be sent."""
    with desk.store.read() as view:
        use = codes.Use(PURPOSE, change.id, LetterContext("", "", ""))
        return ceil(codes.wait(desk, view, use).total_seconds())


def confirm(
    desk: Desk, account: str, kind: str, typed: str, where: LetterContext
) -> Account | AccountRefused:
    """Check the code, change the contact and tell the old one; all of it or nothing."""
    try:
        with desk.store.write() as unit:
            change = unit.contact_changes.find(account, kind, desk.clock.now())
            if change is None:
                return AccountRefused("change-gone")
            if codes.redeem(desk, unit, _use(change, where), {kind: typed}):
                return AccountRefused("code-invalid")
            unit.contact_changes.remove(account, kind)
            book = unit.accounts.one(account).book
            if unit.accounts.by_contact(change.contact, book) is not None:
                return AccountRefused("contact-taken")
            return _changed(desk, unit, change, where)
    except AlreadyStored:
        # Somebody else with the same contact was a moment faster.
        return AccountRefused("contact-taken")


def _changed(desk: Desk, unit: Unit, change: ContactChange, where: LetterContext) -> Account:
    kind, now = change.channel, desk.clock.now()
    before = unit.accounts.one(change.account)
    after = unit.accounts.change_contact(before, kind, change.contact)
    # Whoever reads the old contact must not finish there what began before.
    unit.recoveries.end(before.id, now)
    if old := _of(before, kind):
        told = replace(where, language=before.language)
        post(desk, unit, Parcel(told, CHANGED[kind], kind, old, {}))
    line = Action("contact changed", "user", before.id, now, account=before.id, subject=kind)
    unit.audit.append(line)
    return after


def _of(account: Account, kind: str) -> str:
    return account.email if kind == "email" else account.phone


def _use(change: ContactChange, where: LetterContext) -> codes.Use:
    return codes.Use(PURPOSE, change.id, where)
