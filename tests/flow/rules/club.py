"""A case of a small club, moved step by step through the real machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from engine.base.events import CaseEvent, Side
from engine.base.values import Answers
from engine.definitions.loader import check_texts
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.commands import CLOCK, Actor, Command, Move, Refusal
from engine.meaning.flow.decide import begin, decide, permitted
from engine.meaning.flow.stages import current
from engine.meaning.picture import EMPTY, Picture, fold
from engine.meaning.programme import compile_programme
from tests.definitions.codes import with_codes

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

BANK = "bank: club\ntitle: The club\n"
HEAD = """\
programme: club
title: Club
bank: club
languages: [en]
registration:
  case forms: [start]
  account form: account
  email: account.email
  phone: account.phone
  password: account.password
  password repeat: account.repeat
persons:
  members: {caption: Members, every: people, same: [full_name]}
roles:
  officer:  {caption: Officer, may: read}
  approver: {caption: Approver, may: read}
  director: {caption: Director, may: read}
providers: {scanner: {caption: Scanner, port: identification}}
"""

START = """\
form: start
title: Start
fields:
  kinds: {choices: Kinds, of: {a: A, b: B, c: C}, required: no}
  wants: {choice: Wants, of: {much: Much, little: Little}, required: no}
  sum: {number: Sum, required: no}
  people:
    rows: 0..5
    each: Person
    title: People
    titled by: full_name
    fields:
      full_name: {text: Name}
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

BILL = """\
form: bill
title: Bill
fields:
  bill.amount: {money: Amount, must be: 0.01..}
"""

PAYMENT = """\
form: payment
title: Payment
fields:
  amount: {money: Amount, must be: 0.01..}
"""

FORMS: Mapping[str, str] = {"bill": BILL, "payment": PAYMENT}


def actor(who: str, account: str = "", *persons: str) -> Actor:
    """An actor by the role that a step names: staff, the applicant, a provider."""
    side: Side = {"applicant": "user", "scanner": "provider", CLOCK: "system"}.get(who, "bank")  # type: ignore[assignment]
    return Actor(side, frozenset(who.split("+")), account or who, frozenset(persons))


@dataclass
class Club:
    """One case: its world, its picture and everything that happened."""

    world: AnswersWorld
    picture: Picture = EMPTY
    events: list[CaseEvent] = field(default_factory=list)
    now: datetime = NOON

    def happened(self, events: tuple[CaseEvent, ...]) -> None:
        self.picture = fold(events, self.picture)
        self.events += events

    def tries(
        self, item: str, step: str, *of: str, by: str | Actor = "", **more: Any
    ) -> tuple[CaseEvent, ...] | Refusal:
        """What becomes of a step; nothing is changed."""
        who = by or step.rpartition(" ")[0]
        if isinstance(who, str) and who.startswith("after"):
            who = CLOCK
        for role in ("officer", "approver", "director", "applicant", "scanner"):
            if isinstance(who, str) and not by and step.startswith(f"{role} "):
                who = role
        sender = actor(who) if isinstance(who, str) else who
        command = Command(item, step, sender, tuple(of), at=self.now, **more)
        return decide(self.world, self.picture, command)

    def do(
        self, item: str, step: str, *of: str, by: str | Actor = "", **more: Any
    ) -> tuple[CaseEvent, ...]:
        """Take a step that must be open."""
        found = self.tries(item, step, *of, by=by, **more)
        assert not isinstance(found, Refusal), found
        self.happened(found)
        return found

    def refusal(self, item: str, step: str, *of: str, by: str | Actor = "", **more: Any) -> str:
        """Why a step is refused."""
        found = self.tries(item, step, *of, by=by, **more)
        assert isinstance(found, Refusal), found
        return found.code

    def answers(self, **changed: Any) -> None:
        """Other answers are sent in; what follows happens at once."""
        self.world = replace(self.world, answers={**self.world.answers, **changed})
        self.happened(begin(self.world, self.picture))

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def __getitem__(self, key: str | tuple[str, str]) -> str:
        item, unit = (key, "") if isinstance(key, str) else key
        return self.picture.instance(item, unit).standing

    @property
    def stages(self) -> list[str]:
        return [stage.name for stage in current(self.world, self.picture)]

    def open_to(self, who: str, account: str = "", *persons: str) -> list[str]:
        """The steps open to somebody, as item and name."""
        moves: tuple[Move, ...] = permitted(self.world, self.picture, actor(who, account, *persons))
        return [f"{move.item}: {move.name}" for move in moves]


def people(*names: str) -> Answers:
    return {"people": tuple({"full_name": name} for name in names)}


def texts_of(flow: str) -> dict[str, str]:
    """The files of a programme with this flow."""
    texts = {"flows/club.yaml": with_codes(flow), "forms/club/start.yaml": START}
    texts |= {"banks/club.yaml": BANK, "forms/club/account.yaml": ACCOUNT}
    return texts | {f"forms/club/{name}.yaml": FORMS[name] for name in FORMS if name in flow}


def club(flow: str, answers: Mapping[str, Any] | None = None) -> Club:
    """A case that has just begun under a flow, written as an analyst writes it."""
    definitions, faults = check_texts(texts_of(HEAD + flow))
    refused = [fault for fault in faults if not fault.code.startswith("A9")]
    assert definitions is not None, "\n".join(map(str, refused))
    meaning = compile_programme(definitions.programmes["club"])
    case = Club(AnswersWorld(meaning, dict(answers or {"people": ()}), TODAY))
    case.happened(begin(case.world, EMPTY))
    return case
