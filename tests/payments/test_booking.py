"""Statements become payments of bills, or wait for a person with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.base.errors import NotFound
from engine.base.values import Problem
from engine.services.desk_lists import StaffViewer
from engine.services.senders import Sender
from engine.services.statement_booking import entries_of
from engine.store.bank_entries import Statements
from engine.store.errors import NotStored
from tests.corridor.club_people import join
from tests.fakes import FixedClock
from tests.payments.camt_files import Entry, File, Payment
from tests.payments.club_bills import PROGRAMME, Bill, Bills, club, pays, statement
from tests.payments.crafted import CRAFTED, reversal


@pytest.fixture(scope="module")
def bills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bills]:
    with club(tmp_path_factory.mktemp("bills")) as made:
        yield made


@pytest.mark.parametrize("name", CRAFTED)
def test_a_crafted_statement(bills: Bills, name: str) -> None:
    written, status, paid, outcome = CRAFTED[name]
    bill = bills.bill()
    files = written(bill)
    bills.reads(*files)
    assert bills.outcome(files[-1].id) == outcome
    assert (bill.status, f"{bill.paid.normalize():f}") == (status, paid)
    bills.reads(*files, *reversed(files))
    assert (bill.status, f"{bill.paid.normalize():f}") == (status, paid)


def test_pending_and_then_booked_waits_no_more(bills: Bills) -> None:
    bill = bills.bill()
    waits = statement(pays("100.00", bill.reference, bank_reference="PB", status="PDNG"))
    came = statement(pays("100.00", bill.reference, bank_reference="PB"))
    bills.reads(waits)
    assert bills.outcome(waits.id) == [("open", "pending")]
    bills.reads(came)
    assert bills.outcome(waits.id) == [("settled", "pending")]
    assert bill.status == "paid"


def test_numbers_have_no_gap_and_a_cancelled_bill_is_known(bills: Bills) -> None:
    first = bills.bill()
    number, old = first.answers["bill.no"], first.reference
    first.member.do(bills.clerk, "bill", "clerk cancels")
    closed = statement(pays("100.00", old))
    bills.reads(closed)
    (entry,) = bills.entries(closed.id)
    assert (entry.reason, entry.detail) == ("closed", "cancelled")
    line = bills.product.unmatched.entry(viewer(bills.cashier, "cashier"), entry.id)
    assert line.detail == "Cancelled", "what the bill says, not what another item does"
    refused = {"bill.amount": "0", "bill.due": "2026-12-11"}
    first.member.tries(bills.clerk, "bill", "clerk issues", raw=refused)
    again = bills.bill(member=first.member)
    year, _, count = str(number).partition("/")
    assert again.answers["bill.no"] == f"{year}/{int(count) + 1:05}"
    replaced = statement(pays("100.00", old))
    bills.reads(replaced)
    assert bills.outcome(replaced.id) == [("open", "replaced")]
    assert again.paid == 0


def test_what_comes_for_a_case_that_has_ended_waits(bills: Bills) -> None:
    bill = bills.bill()
    bill.member.do(bill.member.sender, "case", "applicant withdraws")
    late = statement(pays("100.00", bill.reference))
    bills.reads(late)
    assert bills.outcome(late.id) == [("open", "ended")]


def test_a_payment_that_is_undone_too_late_is_reported(bills: Bills) -> None:
    bill = bills.bill()
    bills.reads(statement(pays("100.00", bill.reference)))
    bill.member.send({"request.text": ["Please"]}, "request")
    gone = statement(reversal("100.00", bill.reference))
    bills.reads(gone)
    assert bills.outcome(gone.id) == [("settled", "undoes")]
    assert bill.status == "paid"
    assert [row["amount"] for row in bill.answers["returned_payments"]] == [100]


def test_numbers_that_are_taken_at_once_are_never_the_same(bills: Bills) -> None:
    members = [join(bills.product) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda one: bills.bill(member=one), members))
    counts = sorted(int(str(one.answers["bill.no"]).partition("/")[2]) for one in made)
    assert counts == list(range(counts[0], counts[0] + 4))
    assert len({one.reference for one in made}) == 4


def test_of_an_erased_case_nobody_knows_who_paid(bills: Bills) -> None:
    bill = bills.bill()
    came = statement(pays("100.00", bill.reference))
    bills.reads(came)
    bills.product.erasure.erase(bill.member.case_id, "asked for")
    (entry,) = bills.entries(came.id)
    assert (entry.payer, entry.text, entry.state) == ("", "", "booked")
    late = statement(pays("1.00", entry.quoted))
    bills.reads(late)
    assert bills.outcome(late.id) == [("open", "unknown")]


def viewer(sender: Sender, *roles: str) -> StaffViewer:
    return StaffViewer(sender.account, PROGRAMME, roles, "en")


def test_an_entry_is_assigned_by_hand_or_set_aside(bills: Bills) -> None:
    bill, desk = bills.bill(), bills.product.unmatched
    gifts = statement(pays("60.00", "for Anna"), pays("70.00", "a gift"))
    bills.reads(gifts)
    own, gift = bills.entries(gifts.id)
    cashier, clerk = viewer(bills.cashier, "cashier"), viewer(bills.clerk, "clerk")
    with pytest.raises(NotFound):
        desk.page(clerk)
    assert {one.row.id for one in desk.page(cashier, "none").entries} >= {own.id, gift.id}
    assert isinstance(desk.assign(cashier, own.id, "26-0000-0000"), Problem)
    with bills.product.store.read() as view:
        card = view.cards.of_case(bill.member.case_id)
    assert card is not None
    assert desk.assign(cashier, own.id, card.number.lower()) == bill.member.case_id
    assert (bill.paid, bill.status) == (60, "issued")
    with pytest.raises(NotFound):
        desk.assign(cashier, own.id, card.number)
    assert isinstance(desk.set_aside(cashier, gift.id, " "), Problem)
    assert desk.set_aside(cashier, gift.id, "Goes to the charity") is None
    bills.reads(gifts)
    assert [one.state for one in bills.entries(gifts.id)] == ["assigned", "set aside"]
    bills.reads(statement(reversal("60.00", "for Anna", bank_reference=own.bank_reference)))
    assert bill.paid == 0


def test_one_entry_is_recorded_in_one_case_whoever_presses_at_once(bills: Bills) -> None:
    both, desk = (bills.bill(), bills.bill()), bills.product.unmatched
    gift = statement(pays("60.00", "for somebody"))
    bills.reads(gift)
    (entry,) = bills.entries(gift.id)
    together = Barrier(3)

    def assigns(bill: Bill) -> object:
        with bills.product.store.read() as view:
            card = view.cards.of_case(bill.member.case_id)
        assert card is not None
        together.wait()
        return desk.assign(viewer(bills.cashier, "cashier"), entry.id, card.number)

    def puts_aside() -> object:
        together.wait()
        return desk.set_aside(viewer(bills.cashier, "cashier"), entry.id, "A gift")

    with ThreadPoolExecutor(3) as threads:
        aside = threads.submit(puts_aside)
        done = [threads.submit(assigns, bill) for bill in both]
        with suppress(NotFound):
            aside.result()
        for one in done:
            with suppress(NotFound):
                one.result()
    (entry,) = bills.entries(gift.id)
    paid = [bill.paid for bill in both]
    assert sum(paid) == (60 if entry.state == "assigned" else 0)
    assert entry.state in ("assigned", "set aside")


def test_of_a_batch_only_the_payment_that_is_named_is_taken_back(bills: Bills) -> None:
    one, two = bills.bill(), bills.bill()
    parts = (Payment("50.00", text=one.reference), Payment("50.00", text=two.reference))
    bills.reads(statement(Entry(parts, amount="100.00", bank_reference="BATCH")))
    nameless = statement(reversal("50.00", "returned", bank_reference="BATCH", booked="2026-11-25"))
    bills.reads(nameless)
    assert bills.outcome(nameless.id) == [("open", "reversal")]
    for bill, day in ((two, "2026-11-26"), (one, "2026-11-27")):
        bills.reads(
            statement(reversal("50.00", bill.reference, bank_reference="BATCH", booked=day))
        )
        assert bill.paid == 0


def test_a_statement_that_is_read_with_other_numbers_of_entries_pays_nothing_twice(
    tmp_path: Path,
) -> None:
    with club(tmp_path) as bills:
        bill = bills.bill()
        paid = pays("50.00", bill.reference, bank_reference="")
        first = statement(paid, replace(paid, number="2"))
        bills.reads(first)
        assert bill.paid == 100
        assert isinstance(bills.product.clock, FixedClock)
        bills.product.clock.move(timedelta(minutes=1))
        bills.reads(first.but(entries=(replace(paid, number="7"),)))
        assert bill.paid == 100
        assert ("open", "alike") in bills.outcome(first.id)


def test_the_page_tells_of_gaps_balances_and_foreign_accounts(bills: Bills) -> None:
    entry = pays("1.00", "x")
    right = (("OPBD", "5.00", "CRDT"), ("CLBD", "6.00", "CRDT"))
    wrong = (("OPBD", "5.00", "CRDT"), ("CLBD", "5.00", "CRDT"))
    account = "LV61HABA0551234567890"
    bills.reads(
        statement(entry, sequence="3", balances=right),
        statement(entry, sequence="4", balances=wrong),
        statement(entry, sequence="9"),
        statement(entry, sequence="1", account=account),
    )
    with bills.product.store.read() as view:
        every = entries_of(view).last(PROGRAMME, 1000)
    last = {(one.sequence, one.own): one for one in every}
    assert (last[3, True].balanced, last[4, True].balanced) == (True, False)
    assert (last[4, True].missing, last[9, True].missing) == (None, 4)
    assert last[1, False].account == account


BAD = {
    "nonsense": b"\x00\x01nonsense",
    "empty": b"",
    "a document type": b'<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "b">]><Document/>',
    "an entity from outside": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
    "entities without end": b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>',
    "another message": File(message="BkToCstmrDbtCdtNtfctn").written(),
    "an old version": File(version="01").written(),
    "cut off": File().written()[:-40],
}


def test_a_file_that_is_no_statement_is_not_taken_and_it_is_told_why(bills: Bills) -> None:
    intake = bills.product.unmatched.intake
    for name, content in BAD.items():
        id = bills.sends(content)
        assert intake.read(id) == "refused", name
        assert bills.file(id).faults, name
        with pytest.raises(NotStored):
            intake.files.open(id)
    assert intake.read(id) == "over"


class Killed(BaseException):
    """The process dies here."""


def test_an_upload_is_read_by_a_job_that_may_be_killed_anywhere(
    bills: Bills, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill, intake = bills.bill(), bills.product.unmatched.intake
    gifts = [pays("1.00", f"a gift {one}") for one in range(7)]
    content = statement(pays("100.00", bill.reference), *gifts, version="08").written()
    id = bills.sends(content)
    bills.product.uploads.space.sweep(datetime.now(UTC) + timedelta(days=9))  # leaves it alone
    monkeypatch.setattr("engine.services.statement_intake.CHUNK", 3)
    add = Statements.add_entries
    for survived in range(3):
        left = iter(range(survived))

        def killed(own: Statements, rows: Any, left: Any = left) -> int:
            if next(left, None) is None:
                raise Killed
            return add(own, rows)

        monkeypatch.setattr(Statements, "add_entries", killed)
        with pytest.raises(Killed):
            intake.read(id)
        assert bills.file(id).state == "waiting"
    monkeypatch.setattr(Statements, "add_entries", add)
    assert intake.read(id) == "read"
    file = bills.file(id)
    assert (file.statements, file.new) == (1, 8), "counted once, however often it was begun"
    assert intake.book(PROGRAMME) == 8
    assert (bill.status, bill.paid) == ("paid", 100)
    again = bills.sends(content)
    assert intake.read(again) == "read"
    assert bills.file(again).new == 0
    assert intake.book(PROGRAMME) == 0
    assert (bill.status, bill.paid) == ("paid", 100)
    paper = bill.answers["bill.file"][0]
    with bills.product.uploads.space.files.open(paper.id) as content:
        assert BytesIO(content.read()).getvalue().startswith(b"%PDF")


# One movement: the amount in cents, which bill, what is wrong with it, whether it is undone.
MOVEMENT = st.tuples(
    st.integers(1, 20_000), st.integers(0, 1), st.sampled_from(["", "", "text", "currency"]),
    st.booleans(),
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    movements=st.lists(MOVEMENT, min_size=1, max_size=4),
    order=st.lists(st.integers(0, 7), min_size=1, max_size=6),
)
def test_what_is_booked_is_what_was_matched_in_whatever_order(
    bills: Bills, movements: list[tuple[int, int, str, bool]], order: list[int]
) -> None:
    both = (bills.bill(), bills.bill())
    expected, files = [0, 0], list[File]()
    for cents, whose, wrong, undone in movements:
        text = "no reference" if wrong == "text" else both[whose].reference
        currency = "USD" if wrong == "currency" else "EUR"
        amount = f"{cents / 100:.2f}"
        files.append(statement(pays(amount, text, currency=currency)))
        if undone:
            files.append(statement(reversal(amount, text, currency=currency)))
        expected[whose] += 0 if wrong or undone else cents
    drawn = [files[place % len(files)] for place in order]
    bills.reads(*drawn, *files)
    assert [bill.paid * 100 for bill in both] == expected
    matched = [
        one.amount
        for file in files
        for one in bills.entries(file.id)
        if one.is_taken and one.case in {bill.member.case_id for bill in both}
    ]
    assert sum(matched) * 100 == sum(expected)
