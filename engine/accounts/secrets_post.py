"""Letters about an account: a secret on its way to a contact, or a word about what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Final

from engine.accounts.desk import Desk, LetterContext
from engine.base.dataclass import dataclass
from engine.base.records import Account, Message
from engine.store.store import Unit

CHANNELS: Final = {"email": "email", "phone": "sms"}
"""By which channel a kind of contact is reached."""

MINUTES: Final = "minutes"
"""Among the params of a letter: how long its secret holds."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent: the notices on ``event`` of a programme, for the contact's own channel."""

    where: LetterContext
    event: str
    kind: str
    contact: str = field(repr=False)
    params: Mapping[str, str] = field(repr=False)
    ends_at: datetime | None = None


def post(desk: Desk, unit: Unit, parcel: Parcel) -> None:
    """Queue the message; one that ends is not sent afterwards, and emptied once it is sent."""
    now = desk.clock.now()
    length = timedelta(0) if parcel.ends_at is None else parcel.ends_at - now
    params = {MINUTES: str(round(length / timedelta(minutes=1))), **parcel.params}
    for letter in desk.letters(parcel.where, parcel.event, params):
        if letter.channel == CHANNELS[parcel.kind]:
            unit.post(
                Message(
                    id=desk.ids.new(),
                    channel=letter.channel,
                    to=parcel.contact,
                    subject=letter.subject,
                    body=letter.body,
                    language=parcel.where.language,
                    created_at=now,
                    ends_at=parcel.ends_at,
                    frame=letter.frame,
                    sender=letter.sender,
                )
            )


def tell(desk: Desk, unit: Unit, programme: str, event: str, account: Account) -> None:
    """A word to the holder of an account about what was done with it, in his or her language.

    Staff belong to a bank and to no programme: their letters are the product's own.
    """
    programme = "" if account.role else programme
    reached = {"email": account.email, "phone": account.phone}
    kind = next((kind for kind, contact in reached.items() if contact), "")
    if kind and (programme or account.role):
        where = LetterContext(account.bank, programme, account.language)
        post(desk, unit, Parcel(where, event, kind, reached[kind], {}))
