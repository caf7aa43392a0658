"""A case of a small office whose effects are looked at: moved step by step, the clock in hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from engine.base.cards import CaseCard
from engine.base.events import By, CaseEvent
from engine.base.records import Message, StoredCase
from engine.bundles.bank_words import bank_words
from engine.bundles.compiled import Ready, make_ready
from engine.case.effects import Contact, Effects, EffectsContext, effects
from engine.definitions.loader import check_texts
from engine.language.reader import Reader
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.commands import Actor, Command, Refusal
from engine.meaning.flow.decide import begin, decide
from engine.meaning.flow.times import Awaited, awaited
from engine.meaning.picture import EMPTY, Picture, fold
from tests.definitions.codes import with_codes
from tests.flow.rules.club import actor

ANNA = Contact("anna", "anna@example.org", "+37120000000", "lv")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

HEAD = """\
programme: office
title: Office
bank: office
languages: [lv, en, ru]
time zone: Europe/Riga
calendar: {country: LV, working hours: Mon-Fri 09:00-17:00}
registration:
  case forms: [start]
  account form: account
  email: account.email
  phone: account.phone
  password: account.password
  password repeat: account.repeat
persons:
  client: {caption: Client, block: client}
  members: {caption: Members, every: people, same: [full_name]}
roles: {officer: Officer, approver: {caption: Approver, may: read}}
providers: {scanner: {caption: Scanner, port: identification}}
"""

START = """\
form: start
title: Start
fields:
  wants: {choice: Wants, of: {much: Much, little: Little}, required: no}
  kinds: {choices: Kinds, of: {a: Kind A, b: Kind B}, required: no}
  client.name: {text: Name, looks like: person_name, required: no}
  client.language: {choice: Language, of: {lv: Latvian, en: English, ru: Russian}, required: no}
  valid_until: {date: Valid until, required: no}
  people:
    rows: 0..5
    each: Person
    title: People
    titled by: full_name
    fields:
      full_name: {text: Name, looks like: person_name}
      email: {email: E-mail, required: no}
      phone: {phone: Phone, required: no}
      code: {personal_code: Code, required: no}
      language: {choice: Language, of: {lv: Latvian, en: English, ru: Russian}, required: no}
"""

ACCOUNT = """\
form: account
title: Account
fields:
  account.email: {email: E-mail}
  account.phone: {phone: Phone, country: LV}
  account.password: {password: Password}
  account.repeat: {password: Again, must be: = account.password, else: They differ, code: E-14}
"""

FORMS: Mapping[str, str] = {
    "bill": """\
form: bill
title: Bill
fields:
  bill.no: {text: Number}
  bill.amount: {money: Amount, must be: 0.01..}
""",
    "payment": """\
form: payment
title: Payment
fields:
  amount: {money: Amount, must be: 0.01..}
""",
    "slot": """\
form: slot
title: Slot
fields:
  slot.date: {date: Date}
  slot.time: {text: Time}
""",
}

RULES = """\
rules: ways
title: Ways
hit: collect
gives: {ways: [cabinet, email, sms]}
table: |
  | wants  || ways  |
  | -      || email |
  | little || sms   |
"""


def person(name: str, **more: str) -> Mapping[str, str]:
    """A row of people with a stable id."""
    return {"full_name": name, "#": name.lower(), **more}


@dataclass
class Office:
    """One case and everything that follows from what happens to it."""

    ready: Ready
    world: AnswersWorld
    staff: dict[str, tuple[Contact, ...]] = field(default_factory=dict)
    applicant: Contact = ANNA
    now: datetime = MONDAY
    picture: Picture = EMPTY
    events: list[CaseEvent] = field(default_factory=list)
    outbox: dict[str, Message] = field(default_factory=dict)
    last: Effects | None = None
    secrets: Mapping[str, str] = field(default_factory=dict)
    was: AnswersWorld | None = None
    tokens: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def context(self) -> EffectsContext:
        """What effects are made with now."""
        return EffectsContext(
            case=StoredCase("case1", "office", "bundle", "anna", "lv", "active", MONDAY, self.now),
            ready=self.ready,
            world=self.world,
            applicant=self.applicant,
            now=self.now,
            reader=self.reader,
            staff=lambda role: self.staff.get(role, ()),
            token=lambda: f"token{next(self.tokens)}",
            keyed_hash=lambda purpose, text: f"{purpose}:{text}",
            history=tuple(self.events),
            was=self.was,
            site="https://bank.example",
            secrets=self.secrets,
            secrets_end_at=self.now if self.secrets else None,
        )

    def reader(self, lang: str) -> Reader:
        """Whoever reads the source texts, with the words of the office itself."""
        reader = Reader(lang, lambda _, source: f"{source}")
        return reader.standing(bank_words(self.ready.programme.bank, reader))

    def happened(self, events: tuple[CaseEvent, ...]) -> Effects:
        """Everything that events cause; they and their messages are kept."""
        first = self.picture.number + 1
        dated = tuple(
            replace(event, number=first + place, at=self.now) for place, event in enumerate(events)
        )
        after = fold(dated, self.picture)
        made = effects(self.context, self.picture, after, dated)
        self.events += (*dated, *made.events)
        self.picture = fold(made.events, after)
        self.outbox |= {message.id: message for message in made.messages}
        self.last = made
        return made

    def do(self, item: str, step: str, *of: str, by: str | Actor = "", **data: Any) -> Effects:
        """Take a step that must be open, and see what follows."""
        who = by or step.partition(" ")[0]
        sender = actor(who) if isinstance(who, str) else who
        command = Command(item, step, sender, of, data, at=self.now)
        found = decide(self.world, self.picture, command)
        assert not isinstance(found, Refusal), found
        return self.happened(found)

    def answers(self, **changed: Any) -> Effects:
        """Other answers are sent in."""
        self.was = self.world
        self.world = replace(self.world, answers={**self.world.answers, **changed})
        made = self.happened(begin(self.world, self.picture))
        self.was = None
        return made

    def clock(self, to: datetime) -> list[Effects]:
        """Time passes; whatever was waited for comes, each at its moment."""
        made = []
        while due := [each for each in self.waits if each.at <= to]:
            self.now = max(self.now, due[0].at)
            found = decide(self.world, self.picture, due[0].command(self.now))
            assert not isinstance(found, Refusal), found
            assert found, due[0]
            made.append(self.happened(found))
        self.now = to
        self.world = replace(self.world, today=self.ready.today(to))
        return made

    @property
    def waits(self) -> list[Awaited]:
        found = awaited(self.world, self.picture, self.context.calendar)
        return sorted(found, key=lambda each: each.at)

    @property
    def card(self) -> CaseCard:
        assert self.last is not None
        return self.last.card

    def __getitem__(self, key: tuple[str, str]) -> str:
        return self.picture.instance(*key).standing

    def message_from_staff(self) -> Effects:
        by = By("bank", "officer", "ilze")
        return self.happened((CaseEvent("message", by=by, data={"text": "Hello"}),))


def office(flow: str, rules: Mapping[str, str] | None = None, **answers: Any) -> Office:
    """A case that has just begun, its flow written as an analyst writes it."""
    texts = {
        "banks/office.yaml": "bank: office\ntitle: The office\n",
        "flows/office.yaml": with_codes(HEAD + flow),
        "forms/office/start.yaml": START,
        "forms/office/account.yaml": ACCOUNT,
    }
    texts |= {f"forms/office/{name}.yaml": text for name, text in FORMS.items() if name in flow}
    texts |= {f"rules/office/{name}.yaml": text for name, text in (rules or {}).items()}
    definitions, faults = check_texts(texts)
    refused = [fault for fault in faults if not fault.code.startswith("A9")]
    assert definitions is not None, "\n".join(map(str, refused))
    ready = make_ready(definitions, "office")
    world = AnswersWorld(ready.meaning, {"people": (), **answers}, ready.today(MONDAY))
    case = Office(ready, world)
    case.happened(begin(world, EMPTY))
    return case
