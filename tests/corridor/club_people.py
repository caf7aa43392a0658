"""People of a small club: whoever joins, and the staff who decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from engine.accounts.desk import Visitor
from engine.accounts.sessions import LoggedIn
from engine.base.events import CaseEvent
from engine.base.receipts import Receipt
from engine.base.records import Account, PendingRegistration
from engine.base.staff import STAFF, StaffMember
from engine.bootstrap import Product
from engine.case.state import CaseState
from engine.meaning.picture import Instance
from engine.services import senders
from engine.services.case_entries import FormEntry, StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.registration import WizardStep
from engine.services.senders import Sender
from tests.corridor.people import build
from tests.fakes import FixedClock

FOLDER = Path(__file__).parent / "club"
PROGRAMME = "club"
PASSWORD = "Abcdef1!"
NUMBERS = count(1)

SCANNER = senders.provider("scanner")

Raw = Mapping[str, Sequence[str]]

REQUEST: Raw = {
    "kinds": ["desk"],
    "consents.house": ["yes"],
    "client.full_name": ["Anna Liepa"],
    "client.code": ["321357-24680"],
    "client.note": ["Hello"],
    "friends": [],
}


def friends(*names: str, ids: Sequence[str] = ()) -> Raw:
    """Friends who come along, as a page posts them."""
    raw: dict[str, Sequence[str]] = {"friends": []}
    for number, name in enumerate(names):
        raw[f"friends.{number}.full_name"] = [name]
        raw[f"friends.{number}.comes"] = ["yes"]
        if number < len(ids):
            raw[f"friends.{number}.#"] = [ids[number]]
    return raw


def build_club(data: Path, clock: FixedClock, **environment: str) -> Product:
    """The club behind its pages."""
    return build(data, clock, **{"ANKETA_DEFINITIONS": str(FOLDER), **environment})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who joins, and the case."""

    product: Product
    account_id: str
    case_id: str
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sender", senders.applicant(self.account_id))

    def load(self, sender: Sender | None = None) -> LoadedCase:
        return self.product.cases.load(CaseRequest(self.case_id, sender or self.sender))

    def load_request(self) -> CaseRequest:
        return CaseRequest(self.case_id, self.sender)

    @property
    def state(self) -> CaseState:
        return self.load().state

    @property
    def events(self) -> tuple[CaseEvent, ...]:
        with self.product.store.read() as view:
            return view.case_events.of_case(self.case_id)

    def instance(self, item: str, unit: str = "") -> Instance:
        return self.state.picture.instance(item, unit)

    def status(self, item: str, unit: str = "") -> str:
        return self.instance(item, unit).status

    def units(self, item: str) -> tuple[str, ...]:
        return tuple(self.state.picture.of(item))

    def entry(
        self, raw: Raw | None, version: int = 0, item: str = "request", unit: str = ""
    ) -> FormEntry:
        return FormEntry(self.case_id, self.sender, item, unit, raw, version)

    def version(self, key: str = "request") -> int:
        return self.load().draft(key).version

    def send(self, raw: Raw = REQUEST, item: str = "request", unit: str = "") -> Receipt:
        """Send a form that must be accepted."""
        key = f"{item}/{unit}" if unit else item
        receipt = self.product.cases.submit(self.entry(raw, self.version(key), item, unit))
        assert isinstance(receipt, Receipt), receipt
        return receipt

    def step(self, sender: Sender, item: str, step: str, *units: str, **more: Any) -> StepEntry:
        raw = {name: [text] for name, text in more.pop("raw", {}).items()}
        return StepEntry(self.case_id, sender, item, step, units, raw, **more)

    def tries(self, sender: Sender, item: str, step: str, *units: str, **more: Any) -> object:
        return self.product.cases.do(self.step(sender, item, step, *units, **more))

    def do(self, sender: Sender, item: str, step: str, *units: str, **more: Any) -> Receipt:
        """Take a step that must be open."""
        found = self.tries(sender, item, step, *units, **more)
        assert isinstance(found, Receipt), found
        return found


def join(
    product: Product, kind: str = "person", programme: str = PROGRAMME, lang: str = "en"
) -> Member:
    """Somebody registers, as the pages do it."""
    number = next(NUMBERS)
    first = {"kind": [kind], "consents.rules": ["yes"]}
    begun = product.reception.answer(WizardStep(programme, "start", first, lang), Visitor())
    assert isinstance(begun, PendingRegistration), begun
    contacts = {
        "account.email": [f"anna{number}@example.org"],
        "account.phone": [f"+3712{number:07d}"],
        "account.password": [PASSWORD],
        "account.repeat": [PASSWORD],
    }
    given = product.reception.give_contacts(
        WizardStep(programme, "account", contacts, lang, begun.id), Visitor()
    )
    assert isinstance(given, PendingRegistration), given
    done = _completed(product, begun.id, (f"anna{number}@example.org", f"+3712{number:07d}"))
    with product.store.read() as view:
        (case,) = view.cases.of_account(done.account.id)
    return Member(product, done.account.id, case.id)


def hire(product: Product, name: str, *roles: str) -> Sender:
    """A member of staff with roles in the club."""
    number = next(NUMBERS)
    now, bank = product.clock.now(), product.library.bank_of(PROGRAMME)
    account = Account(
        f"staff{number}", f"{name}{number}@club.example", "", "hash", "en", now, bank, role=STAFF
    )
    with product.store.write() as unit:
        unit.accounts.add(account)
        unit.staff.add(StaffMember(account.id, account.bank, name, {PROGRAMME: roles}))
    return senders.staff(account.id)


@dataclass(frozen=True, slots=True)
class Staff:
    """The staff of a test."""

    officer: Sender
    approver: Sender
    cashier: Sender


def staffed(product: Product) -> Staff:
    """An officer, an approver and a cashier."""
    return Staff(
        hire(product, "Olga", "officer"),
        hire(product, "Peter", "approver"),
        hire(product, "Carol", "cashier"),
    )


def pays(member: Member, staff: Staff, amount: str = "30") -> None:
    """Everything that comes between sending the request and the decision."""
    member.do(SCANNER, "photo", "scanner passes", *member.units("photo"))
    member.do(staff.officer, "request", "officer accepts")
    member.send({"health.fit": ["yes"]}, "paper", "health")
    member.do(staff.officer, "paper", "officer accepts")
    bill = {"bill.no": "1", "bill.amount": amount}
    member.do(staff.officer, "bill", "officer issues", raw=bill)
    paid = {"amount": amount, "paid_on": "2026-11-20"}
    member.do(staff.cashier, "bill", "cashier records a payment", raw=paid)


def kinds(events: Iterable[CaseEvent]) -> list[tuple[str, str, str, str]]:
    """What happened, in short."""
    return [(event.kind, event.item, event.step, event.after) for event in events]


def renumbered(events: Iterable[CaseEvent]) -> tuple[CaseEvent, ...]:
    """Events without what differs from run to run."""
    return tuple(replace(event, at=None) for event in events)


def _completed(product: Product, id: str, contacts: tuple[str, str]) -> LoggedIn:
    """The registration, completed with both codes."""
    codes: dict[str, str] = {}
    for message in product.sent.newest(500):
        found = re.search(r"[0-9]{6}", message.body)
        if found and message.to in contacts:
            codes.setdefault("email" if message.channel == "email" else "phone", found[0])
    done = product.reception.complete(id, codes, Visitor(user_agent="a test"))
    assert isinstance(done, LoggedIn), done
    return done
