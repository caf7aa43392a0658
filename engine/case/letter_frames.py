"""What stands around the words of a mail of a case: bank, case, until when, where to go on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from engine.base.records import MailFrame
from engine.case.effects_context import EffectsContext
from engine.case.number import number
from engine.case.receivers import STAFF, Receiver
from engine.language.marker import N_
from engine.language.reader import Reader

APPLICATION, WHEN, UNTIL = N_("Application"), N_("When"), N_("Until")
OPEN_YOURS, OPEN_CASE = N_("Open your application"), N_("Open the application")
GO_ON: Final = N_("Go on")
FOOT: Final = N_(
    "{bank} sends you this because of an application in which you take part. This mail cannot be"
    " answered; write to the Bank in the cabinet."
)
FOOT_PHONE: Final = N_(
    "{bank} sends you this because of an application in which you take part. This mail cannot be"
    " answered; write to the Bank in the cabinet or call {phone}."
)
_MOMENT: Final = timedelta(seconds=1)


def mail_frame(
    context: EffectsContext, receiver: Receiver, reader: Reader, link: str, until: datetime | None
) -> MailFrame:
    """The frame of a mail to somebody; ``link`` is theirs, or empty where they have none."""
    programme, message = context.ready.programme, reader.message
    facts = [
        (message(APPLICATION), number(context.case)),
        (message(WHEN), reader.datetime(context.now, context.ready.zone)),
    ]
    if until is not None:
        day = (until - _MOMENT).astimezone(context.ready.zone).date()
        facts.append((message(UNTIL), reader.date(day)))
    words = OPEN_CASE if receiver.kind == STAFF else OPEN_YOURS if receiver.has_cabinet else GO_ON
    own, bank = programme.bank, reader.text(programme.bank.title)
    phone, look = own.contact.get("phone", ""), own.look
    foot = message(FOOT_PHONE, bank=bank, phone=phone) if phone else message(FOOT, bank=bank)
    return MailFrame(
        bank, tuple(facts), link, message(words), foot, accent=look.accent, head=look.head
    )
