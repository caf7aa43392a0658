"""A case as somebody at the bank's desk reads it: loaded once, with the words to tell it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime

from engine.base.cards import CaseCard
from engine.base.dataclass import dataclass
from engine.base.events import By, CaseEvent
from engine.base.reads import ReadMark
from engine.bundles.library import Library
from engine.case.case_lines import hands
from engine.case.number import number
from engine.case.receivers import AddressBook
from engine.definitions.model.conditions import Subject
from engine.definitions.model.items import Item
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.meaning.picture import CASE, ItemState
from engine.meaning.situation import Situation
from engine.meaning.words.captions import Captions
from engine.meaning.words.happenings import actor_in_words
from engine.meaning.words.overview import case_status
from engine.meaning.words.units import item_title, unit_name
from engine.services.addresses import item_at
from engine.services.case_entries import StepEntry
from engine.services.case_loading import LoadedCase
from engine.services.client_language import address_book, client_language
from engine.services.corridor import Preview
from engine.services.senders import Sender, staff

THE_CASE = N_("The application")


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands above every part of a case. ``taken_by`` is a name, empty where nobody took it.

    ``seen`` is the number of its last event.
    """

    case_id: str
    number: str
    client: str = field(repr=False)
    status: str
    services: str
    sent_at: datetime | None
    reads: str
    taken_by: str
    is_own: bool
    may_take: bool
    may_assign: bool
    seen: int


@dataclass(frozen=True, slots=True)
class DeskCase:
    """A case, its reader's words, and the names and roles of the staff by account."""

    case: LoadedCase
    library: Library = field(repr=False)
    lang: str
    names: Mapping[str, str] = field(repr=False)
    roles: Mapping[str, tuple[str, ...]]
    foresee: Callable[[StepEntry], Preview] = field(repr=False)
    card: CaseCard | None = field(default=None, repr=False)
    sender: Sender = field(default_factory=lambda: staff(""))
    read: Mapping[str, ReadMark] = field(default_factory=dict, repr=False)
    """When the reader was shown each part last."""

    @property
    def calendar(self) -> WorkCalendar:
        """When the bank works."""
        flow = self.case.state.route.flow
        return WorkCalendar(self.case.ready.zone, flow.calendar or USUAL)

    @property
    def reader(self) -> Reader:
        """The reader of the language, with the words of the case's definitions."""
        return self.library.reader(self.lang, self.case.ready)

    @property
    def captions(self) -> Captions:
        """What everything is called."""
        return Captions(self.case.ready.meaning, self.reader)

    @property
    def situation(self) -> Situation:
        """The answers of the case as it stands."""
        return self.case.state.world.situation(self.case.state.picture)

    def item(self, name: str) -> Item | None:
        """An item; None for the case itself."""
        return self.case.state.route.items.get(name)

    def title(self, item: str, unit: str = "") -> str:
        """What an item is called; of one of several with whom or what it is for."""
        known = self.item(item)
        if known is None:
            return self.reader.message(THE_CASE)
        return item_title(self.situation, known, unit, self.captions)

    def titled(self, place: str) -> str:
        """What an item is called by its place in addresses; empty for none."""
        item, unit = item_at(place)
        return self.title(item, unit) if self.item(item) is not None else ""

    def whom(self, item: str, unit: str) -> str:
        """The person or value that one of an item is for."""
        known = self.item(item)
        return "" if known is None else unit_name(self.situation, known, unit, self.captions)

    def state(self, item: str, unit: str) -> ItemState | None:
        """How an item stands for a unit; None for the case itself."""
        known = self.item(item)
        if known is None:
            return None
        return ItemState(known, unit, self.case.state.picture.instance(item, unit))

    def who(self, by: By) -> str:
        """Who acted: a colleague by name, everybody else by what they are."""
        if by.account in self.names:
            return self.names[by.account]
        return actor_in_words(by.role, self.captions) if by.role else ""

    def events_of(self, item: str, unit: str) -> tuple[CaseEvent, ...]:
        """What happened to an item for a unit, in its order."""
        about = (item or CASE, unit)
        return tuple(each for each in self.case.events if (each.item, each.of) == about)

    @property
    def client_language(self) -> str:
        """The language in which the applicant is written to."""
        return client_language(self.case)

    @property
    def book(self) -> AddressBook:
        """Where everybody of the case is reached."""
        return address_book(self.case)

    def head(self) -> CaseHead:
        """What stands above every part."""
        case, state = self.case, self.case.state
        sent = [each.at for each in state.sent.values()]
        names = self.card.names if self.card else ()
        own_roles = [role for role in state.route.flow.roles if role.name in case.actor.roles]
        rights = (
            {right for role in own_roles for right in role.may} if not state.picture.end else ()
        )
        held = hands(case.events)
        owner = held.holder_for(role.name for role in own_roles)
        if "take" not in rights:  # whoever only reads is told who has it last
            owner = owner or held.taken_by
        return CaseHead(
            case_id=case.case.id,
            number=number(case.case),
            client=names[0].name if names else "",
            status=case_status(state.world, state.picture, self.captions),
            services=self._services(),
            sent_at=min(sent, default=None),
            reads=self.reader.language_name(self.client_language),
            taken_by=self.names.get(owner, ""),
            is_own=bool(owner) and owner == case.actor.account,
            may_take="take" in rights,
            may_assign="assign" in rights,
            seen=state.picture.number,
        )

    def _services(self) -> str:
        """What was applied for: the answers that decisions are taken for each of."""
        for item in self.case.state.route.decisions:
            subject = item.each.subject if item.each and item.each.kind == "values" else None
            if subject is not None and self.captions.is_question(subject):
                value = self.situation.value(Subject(subject.path))
                return self.captions.answer(subject, value) if isinstance(value, tuple) else ""
        return ""
