"""From what happened to the letters it causes: who, by which channel, in whose words.

A letter is an event of the case, so that the cabinet and the history show it, and a message in the
outbox for every channel that leaves the house. What only its receiver may read, as a code or a
personal link, stands in the message and in no event.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from engine.base.dataclass import dataclass, field
from engine.base.events import CaseEvent
from engine.base.later import PersonalLink
from engine.base.records import MailFrame, Message
from engine.case.effects_context import EffectsContext
from engine.case.letter_files import with_files
from engine.case.letter_frames import mail_frame
from engine.case.number import number
from engine.case.receivers import PERSON, STAFF, AddressBook, Receiver, codes_of
from engine.definitions.model.items import Item
from engine.definitions.model.route import CABINET, Notice
from engine.language.reader import Reader
from engine.meaning.flow.happenings import Happened, is_due, raised
from engine.meaning.flow.times import Awaited
from engine.meaning.picture import Picture
from engine.meaning.situation import Situation
from engine.meaning.words.captions import Captions
from engine.meaning.words.units import PLACEHOLDER, filled, item_title

EMAIL, SMS = "email", "sms"

LINK: Final = "link"
OF_LINK_PURPOSE: Final = "personal link"
"""What the hash of the token of a personal link is keyed for."""

UNSEEN: Final = "…"
"""Stands in the event for what only the receiver may read."""


@dataclass(frozen=True, slots=True)
class CaseLetters:
    """What notices become: events of the case, messages to send, links that they hold."""

    events: tuple[CaseEvent, ...] = ()
    messages: tuple[Message, ...] = field(default=(), repr=False)
    links: tuple[PersonalLink, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter to one receiver, before it is put into words."""

    notice: Notice
    happened: Happened
    receiver: Receiver
    reader: Reader
    link: PersonalLink | None = field(default=None, repr=False)
    token: str = field(default="", repr=False)


class LetterWriting:
    """Writes the letters of one breath; ``awaited`` are the moments the case waits for then."""

    def __init__(
        self, context: EffectsContext, after: Picture, awaited: Iterable[Awaited], first: int
    ) -> None:
        self.context = context
        self.after = after
        self.awaited = tuple(awaited)
        self.first = first
        self.case: Situation = context.world.situation(after)
        self.book = AddressBook(
            self.case, context.applicant, context.staff, context.ready.programme.languages
        )
        self.events: list[CaseEvent] = []
        self.messages: dict[str, Message] = {}
        self.links: dict[str, PersonalLink] = {}
        self.seen: set[tuple[object, ...]] = set()

    def letters(self, happened: Iterable[Happened]) -> CaseLetters:
        """All letters, in the order of what happened and of the notices."""
        flow = self.context.world.route.flow
        for each in happened:
            for notice in raised(flow, each):
                if is_due(self.context.world, self.after, notice, each):
                    self._notice(notice, each)
        messages, links = tuple(self.messages.values()), tuple(self.links.values())
        return CaseLetters(tuple(self.events), messages, links)

    def _notice(self, notice: Notice, happened: Happened) -> None:
        item = self.context.world.route.items.get(happened.item)
        is_for_person = item is not None and item.each is not None and item.each.kind == "persons"
        person = happened.unit if is_for_person else ""
        channels = self._channels(notice)
        for receiver in self.book.receivers(notice.to, person):
            reader = self.context.reader(receiver.contact.language or self.context.case.language)
            letter = self._with_link(_Letter(notice, happened, receiver, reader))
            self._write(letter, receiver.contact.wanted(notice, channels))

    def _channels(self, notice: Notice) -> tuple[str, ...]:
        """The channels that the notice names, or those that a fact names for it."""
        facts = self.case.meaning.facts
        found = (
            channel
            for name in notice.channels
            for channel in (codes_of(self.case, name) if name in facts else (name,))
        )
        return tuple(dict.fromkeys(found))

    def _write(self, letter: _Letter, channels: tuple[str, ...]) -> None:
        subject, body = self._words(letter, shown=True)
        sent, missing = [], []
        for channel in channels:
            address = _address(letter.receiver, channel)
            if channel == CABINET:
                if letter.receiver.has_cabinet and self._is_new(letter, channel, channel, body):
                    sent.append(channel)
            elif not address:
                missing.append(channel)
            elif self._is_new(letter, channel, address, body):
                self._post(letter, channel, (address, subject, body))
                sent.append(channel)
        if (sent or missing) and self._is_new(letter, CABINET, letter.receiver.key, body):
            self._record(letter, sent, missing)

    def _is_new(self, letter: _Letter, channel: str, address: str, body: str) -> bool:
        """Whether nobody was sent this by this channel in this breath."""
        about = (letter.notice.name, channel, address)
        marks = ((*about, letter.happened.number), (*about, body))
        if any(mark in self.seen for mark in marks):
            return False
        self.seen.update(marks)
        return True

    def _post(self, letter: _Letter, channel: str, words: tuple[str, str, str]) -> None:
        context, receiver = self.context, letter.receiver
        address, subject, body = words
        id, bank = self._id(letter, channel), context.ready.programme.bank
        message = Message(
            id=id,
            channel=channel,
            to=address,
            subject=" ".join(subject.split()),
            body=body,
            language=letter.reader.lang,
            created_at=context.now,
            ends_at=self._ends_at(letter),
            case=context.case.id,
            account=receiver.contact.account,
            frame=self._frame(letter) if channel == EMAIL else None,
            sender=bank.sender(channel, letter.reader.text(bank.title)),
        )
        self.messages[id] = with_files(message, self.case, letter.notice, letter.reader)
        if letter.link is not None:
            self.links[letter.link.id] = letter.link

    def _frame(self, letter: _Letter) -> MailFrame:
        """What stands around a mail; whoever has neither cabinet nor link has nowhere to go on."""
        receiver = letter.receiver
        has_page = receiver.has_cabinet or receiver.kind == STAFF or letter.link is not None
        link = self._address_of_page(letter) if has_page else ""
        return mail_frame(self.context, receiver, letter.reader, link, self._ends(letter.happened))

    def _ends_at(self, letter: _Letter) -> datetime | None:
        """When the message is no use any more: with its code, or with its link."""
        names = _placeholders(letter.notice)
        if names & self.context.secrets.keys():
            return self.context.secrets_end_at
        return letter.link.ends_at if letter.link else None

    def _record(self, letter: _Letter, sent: list[str], missing: list[str]) -> None:
        subject, body = self._words(letter, shown=False)
        happened = letter.happened
        self.events.append(
            CaseEvent(
                kind="message",
                item=happened.item,
                of=happened.unit,
                step=letter.notice.name,
                at=self.context.now,
                number=self.first + len(self.events),
                data={
                    "to": letter.receiver.key,
                    "channels": sent,
                    "missing": missing,
                    "language": letter.reader.lang,
                    "subject": subject,
                    "text": body,
                    "about": happened.number,
                },
            )
        )

    def _words(self, letter: _Letter, *, shown: bool) -> tuple[str, str]:
        """Subject and text; with what only the receiver may read, or without."""
        notice, happened = letter.notice, letter.happened
        item = self.context.world.route.items.get(happened.item)
        of = None if item is None else (item, happened.unit)
        captions = Captions(self.case.meaning, letter.reader)
        provided = self._provided(letter, of, captions)
        for name in () if shown else self._secret(letter):
            provided[name] = UNSEEN
        texts = (notice.subject, notice.text)
        subject, body = (
            "" if each is None else filled(self.case, each, of, captions, provided)
            for each in texts
        )
        return subject, body

    def _provided(
        self, letter: _Letter, of: tuple[Item, str] | None, captions: Captions
    ) -> dict[str, str]:
        """What the product fills in."""
        context, reader = self.context, letter.reader
        address = self._address_of_page(letter)
        found = {
            LINK: address,
            "number": number(context.case),
        }
        for item in context.world.route.flow.items:
            found[f"{item.name}.{LINK}"] = address
            if item.each is None:
                found[f"{item.name}.title"] = reader.text(item.title)
        if of is not None:
            found["document"] = item_title(self.case, *of, captions)
            found[f"{of[0].name}.title"] = found["document"]
        return found | dict(context.secrets)

    def _secret(self, letter: _Letter) -> list[str]:
        links = [LINK, *(f"{item.name}.{LINK}" for item in self.context.world.route.flow.items)]
        return [*self.context.secrets, *(links if letter.link is not None else ())]

    def _address_of_page(self, letter: _Letter) -> str:
        context, pages = self.context, self.context.pages
        pattern = pages.case
        if letter.link is not None:
            pattern = pages.personal
        elif letter.receiver.kind == STAFF:
            pattern = pages.staff
        return context.site + pattern.format(
            lang=letter.reader.lang,
            programme=context.case.programme,
            case=context.case.id,
            number=number(context.case),
            token=letter.token,
        )

    def _with_link(self, letter: _Letter) -> _Letter:
        """The letter with a personal link, where its words hold one and it goes to a person."""
        receiver, happened, context = letter.receiver, letter.happened, self.context
        holds = any(name.rpartition(".")[2] == LINK for name in _placeholders(letter.notice))
        if not holds or receiver.kind != PERSON or not happened.item:
            return letter
        token = context.token()
        link = PersonalLink(
            id=self._id(letter, LINK),
            hash=context.keyed_hash(OF_LINK_PURPOSE, token),
            case=context.case.id,
            item=happened.item,
            of=receiver.unit,
            created_at=context.now,
            ends_at=self._end_of_link(happened),
        )
        return _Letter(letter.notice, happened, receiver, letter.reader, link, token)

    def _end_of_link(self, happened: Happened) -> datetime:
        """With the first step of time of what it opens; else after a while."""
        usual = self.context.now + self.context.pages.link_length
        return max(self._ends(happened) or usual, self.context.now)

    def _ends(self, happened: Happened) -> datetime | None:
        """When the first step of time is taken of what something happened to."""
        of = (happened.item, happened.unit)
        waits = (each for each in self.awaited if (each.item, each.unit) == of)
        return min((each.at for each in waits if each.to), default=None)

    def _id(self, letter: _Letter, channel: str) -> str:
        """The same for the same letter, whenever it is written."""
        about = (
            self.context.case.id,
            str(letter.happened.number),
            letter.notice.name,
            letter.receiver.key,
            channel,
        )
        return hashlib.sha256("\n".join(about).encode()).hexdigest()[:32]


def _address(receiver: Receiver, channel: str) -> str:
    contact: Mapping[str, str] = {EMAIL: receiver.contact.email, SMS: receiver.contact.phone}
    return contact.get(channel, "")


def _placeholders(notice: Notice) -> set[str]:
    texts = (notice.text, notice.subject)
    return {name for text in texts if text for name in PLACEHOLDER.findall(text.source)}
