"""A club that sends bills, its cash desk, and what statements did to both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from engine.base.money import EntryRow, StatementFile
from engine.bootstrap import Product
from engine.payments.camt import read_statements
from engine.services.senders import Sender
from engine.services.statement_booking import entries_of
from engine.services.statement_intake import Taken
from engine.store.statement_files import StatementFiles
from tests.corridor.club_people import Member, hire, join
from tests.corridor.people import build
from tests.fakes import FixedClock
from tests.payments.camt_files import Entry, File, Payment

FOLDER = Path(__file__).parent / "club"
PROGRAMME = "club"
NOON = datetime(2026, 11, 27, 12, 0, tzinfo=ZoneInfo("Europe/Riga"))
NUMBERS = count(1)


@dataclass(frozen=True)
class Bills:
    """The club and its staff."""

    product: Product
    clerk: Sender
    cashier: Sender

    def bill(self, amount: str = "100.00", member: Member | None = None) -> Bill:
        """Somebody new is sent a bill, or somebody known another one."""
        who = member or join(self.product)
        raw = {"bill.amount": amount, "bill.due": "2026-12-11"}
        who.do(self.clerk, "bill", "clerk issues", raw=raw)
        return Bill(who)

    def reads(self, *files: File) -> tuple[Taken, ...]:
        return tuple(self._read(file) for file in files)

    def _read(self, file: File) -> Taken:
        intake = self.product.unmatched.intake
        read = read_statements(file.written())
        taken = intake.keep(PROGRAMME, self.cashier.account, "s.xml", read)
        intake.book(PROGRAMME)
        return taken

    def sends(self, content: bytes) -> str:
        """A file is uploaded; its id."""
        intake = self.product.unmatched.intake
        return intake.receive(PROGRAMME, self.cashier.account, "s.xml", [content])

    def file(self, id: str) -> StatementFile:
        """What came of a file."""
        with self.product.store.read() as view:
            found = StatementFiles(view.connection).find(id)
        assert found is not None
        return found

    def entries(self, statement: str) -> tuple[EntryRow, ...]:
        """What became of the entries of a statement, in their order of amount."""
        states = ("new", "booked", "assigned", "open", "set aside", "settled")
        with self.product.store.read() as view:
            known = {one.id for one in entries_of(view).last(PROGRAMME, 1000)
                     if one.number == statement}  # fmt: skip
            every = [
                one
                for state in states
                for one in entries_of(view).in_state(PROGRAMME, state, 10_000)  # type: ignore[arg-type]
            ]
        return tuple(
            sorted(
                (e for e in every if e.statement in known), key=lambda e: (e.amount, e.direction)
            )
        )

    def outcome(self, statement: str) -> list[tuple[str, str]]:
        return [(one.state, one.reason) for one in self.entries(statement)]


@dataclass(frozen=True)
class Bill:
    """The bill of a member."""

    member: Member

    @property
    def answers(self) -> Any:
        return self.member.instance("bill").answers

    @property
    def reference(self) -> str:
        return str(self.answers["bill.reference"])

    @property
    def status(self) -> str:
        return self.member.status("bill")

    @property
    def paid(self) -> Decimal:
        return sum((row["amount"] for row in self.answers.get("payments", ())), Decimal())


@contextmanager
def club(folder: Path) -> Iterator[Bills]:
    """The club on a database of its own."""
    made = build(folder, FixedClock(NOON), ANKETA_DEFINITIONS=str(FOLDER))
    yield Bills(made, hire(made, "Olga", "clerk"), hire(made, "Carol", "cashier"))
    made.close()


def pays(amount: str, text: str = "", **changes: Any) -> Entry:
    """An entry of one payment, with a reference of the bank of its own."""
    payment = {k: changes.pop(k) for k in ("reference", "payer", "currency", "end_to_end")
               if k in changes}  # fmt: skip
    changes.setdefault("bank_reference", f"T{next(NUMBERS)}")
    return Entry((Payment(amount, text=text, **payment),), **changes)


def statement(*entries: Entry, **changes: Any) -> File:
    """A statement with a name of its own."""
    changes.setdefault("id", f"S{next(NUMBERS)}")
    changes.setdefault("sequence", "")
    return File(entries, **changes)
