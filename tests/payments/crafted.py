# ruff: noqa: E501 - one case on one line
"""Crafted statements: what is written, how the bill stands then, what was paid, what became of it."""

from __future__ import annotations

from collections.abc import Callable

from tests.payments.camt_files import Entry, File, Payment
from tests.payments.club_bills import Bill, pays, statement

Written = Callable[[Bill], tuple[File, ...]]
BOOKED, WAITS = ("booked", ""), "open"


def spaced(reference: str) -> str:
    return " ".join(reference[place : place + 4] for place in range(0, len(reference), 4))


def reversal(amount: str, text: str, **changes: str) -> Entry:
    return pays(amount, text, direction="DBIT", reversal="true", **changes)


CRAFTED: dict[str, tuple[Written, str, str, list[tuple[str, str]]]] = {
    "exact, version 02": (lambda b: (statement(pays("100.00", b.reference)),), "paid", "100", [BOOKED]),
    "exact, version 04": (lambda b: (statement(pays("100.00", b.reference), version="04"),), "paid", "100", [BOOKED]),
    "exact, version 06": (lambda b: (statement(pays("100.00", b.reference), version="06"),), "paid", "100", [BOOKED]),
    "exact, version 08": (lambda b: (statement(pays("100.00", b.reference), version="08"),), "paid", "100", [BOOKED]),
    "structured reference": (lambda b: (statement(pays("100.00", reference=b.reference)),), "paid", "100", [BOOKED]),
    "as end to end": (lambda b: (statement(pays("100.00", end_to_end=b.reference)),), "paid", "100", [BOOKED]),
    "broken by spaces, small": (lambda b: (statement(pays("100.00", f"fee {spaced(b.reference).lower()} thanks")),), "paid", "100", [BOOKED]),
    "broken by lines": (lambda b: (statement(pays("100.00", "pay " + "\n".join(b.reference))),), "paid", "100", [BOOKED]),
    "glued to other words": (lambda b: (statement(pays("100.00", f"INV{b.reference}SIA")),), "paid", "100", [BOOKED]),
    "in two parts": (lambda b: (statement(pays("40.00", b.reference), pays("60.00", b.reference)),), "paid", "100", [BOOKED] * 2),
    "less": (lambda b: (statement(pays("99.99", b.reference)),), "issued", "99.99", [BOOKED]),
    "more": (lambda b: (statement(pays("100.01", b.reference)),), "paid", "100.01", [BOOKED]),
    "a batch": (lambda b: (statement(Entry((Payment("30.00", text=b.reference), Payment("70.00", text="rent")), amount="100.00", bank_reference=b.reference + "B")),), "issued", "30", [BOOKED, (WAITS, "none")]),
    "two statements in a file": (lambda b: (statement(pays("10.00", b.reference), also=(statement(pays("20.00", b.reference)),)),), "issued", "30", [BOOKED]),
    "no reference": (lambda _: (statement(pays("100.00", "membership")),), "issued", "0", [(WAITS, "none")]),
    "nothing written": (lambda _: (statement(pays("100.00")),), "issued", "0", [(WAITS, "none")]),
    "a reference of somebody else": (lambda _: (statement(pays("100.00", "RF18539007547034")),), "issued", "0", [(WAITS, "unknown")]),
    "one sign wrong": (lambda b: (statement(pays("100.00", b.reference[:-1])),), "issued", "0", [(WAITS, "unknown")]),
    "other currency": (lambda b: (statement(pays("100.00", b.reference, currency="USD")),), "issued", "0", [(WAITS, "currency")]),
    "pending": (lambda b: (statement(pays("100.00", b.reference, status="PDNG")),), "issued", "0", [(WAITS, "pending")]),
    "for information": (lambda b: (statement(pays("100.00", b.reference, status="INFO")),), "issued", "0", [(WAITS, "pending")]),
    "money that went out": (lambda b: (statement(pays("100.00", b.reference, direction="DBIT")),), "issued", "0", [(WAITS, "debit")]),
    "not our account": (lambda b: (statement(pays("100.00", b.reference), account="LV97HABA0012345678910"),), "issued", "0", [(WAITS, "account")]),
    "reversed in the same statement": (lambda b: (statement(pays("100.00", b.reference), reversal("100.00", b.reference)),), "issued", "0", [("settled", "undone"), ("settled", "undoes")]),
    "reversed later": (lambda b: (statement(pays("100.00", b.reference)), statement(reversal("100.00", b.reference))), "issued", "0", [("settled", "undoes")]),
    "reversed before it came": (lambda b: (statement(reversal("100.00", b.reference)), statement(pays("100.00", b.reference))), "issued", "0", [("settled", "undone")]),
    "reversed by the bank's name": (lambda b: (statement(pays("55.00", b.reference, bank_reference=f"X{b.reference}")), statement(reversal("55.00", "R", bank_reference=f"X{b.reference}"))), "issued", "0", [("settled", "undoes")]),
    "a reversal of another amount": (lambda b: (statement(pays("50.00", b.reference)), statement(reversal("49.00", b.reference))), "issued", "50", [(WAITS, "reversal")]),
    "a reversal of a debit": (lambda b: (statement(pays("5.00", b.reference, reversal="true")),), "issued", "0", [(WAITS, "debit")]),
    "twice the same": (lambda b: (one := statement(pays("100.00", b.reference)), one), "paid", "100", [BOOKED]),
    "twice under two names": (lambda b: (statement(one := pays("100.00", b.reference)), statement(one, pays("1.00", b.reference))), "paid", "101", [BOOKED]),
    "two payments alike": (lambda b: (statement(one := pays("50.00", b.reference), one),), "paid", "100", [BOOKED] * 2),
    "alike, without the bank's name": (lambda b: (statement(one := pays("50.00", b.reference, bank_reference="")), statement(one)), "issued", "50", [(WAITS, "alike")]),
    "alike, and then reversed": (lambda b: (statement(one := pays("50.00", b.reference, bank_reference="")), statement(one), statement(reversal("50.00", b.reference, bank_reference=""))), "issued", "0", [("settled", "undoes")]),
    "wrong balance": (lambda b: (statement(pays("100.00", b.reference), balances=(("OPBD", "1.00", "CRDT"), ("CLBD", "1.00", "CRDT"))),), "paid", "100", [BOOKED]),
    "a payer with a long name": (lambda b: (statement(pays("100.00", b.reference + " " + "x" * 300, payer="P" * 140)),), "paid", "100", [BOOKED]),
}  # fmt: skip
