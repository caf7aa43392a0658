"""Statements: what is read of each version, what is refused and with which word."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from engine.payments.camt import read_statements
from engine.payments.statements import BankEntry, StatementRefused
from tests.payments.camt_files import IBAN, Entry, File, Payment

REFERENCE = "RF4120261126000123"
ENTITY = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
BATCH = Entry((Payment("100.00", reference=REFERENCE), Payment("250.50", text="second")), "350.50")


def entries(file: File) -> tuple[BankEntry, ...]:
    return tuple(entry for one in read_statements(file.written()) for entry in one.entries)


@pytest.mark.parametrize("version", ["02", "03", "04", "06", "08", "10"])
def test_versions_say_the_same(version: str) -> None:
    payment = Payment(reference=REFERENCE, text="Invoice", end_to_end="E-1", payer="Anna Bērziņa")
    read = entries(File((Entry((payment,)),), version))
    assert [(e.amount, e.currency, e.direction, e.status, e.reversal) for e in read] == [
        (Decimal("350.00"), "EUR", "CRDT", "BOOK", False)
    ]
    assert [(e.reference, e.text, e.payer, str(e.booked)) for e in read] == [
        (REFERENCE, "Invoice", "Anna Bērziņa", "2026-11-26")
    ]


@pytest.mark.parametrize("version", ["02", "08"])
def test_payments_booked_together_have_their_own_amounts(version: str) -> None:
    read = entries(File((BATCH,), version))
    assert [(entry.amount, entry.reference) for entry in read] == [
        (Decimal("100.00"), REFERENCE),
        (Decimal("250.50"), ""),
    ]
    assert len({entry.key for entry in read}) == 2


@pytest.mark.parametrize("status", ["BOOK", "PDNG", "INFO", "FUTR"])
@pytest.mark.parametrize("version", ["02", "08"])
def test_status_is_told(version: str, status: str) -> None:
    assert [e.status for e in entries(File((Entry(status=status),), version))] == [status]


@pytest.mark.parametrize(("told", "meant"), [("true", True), ("1", True), ("false", False)])
def test_reversals_are_told(told: str, meant: bool) -> None:
    assert [e.reversal for e in entries(File((Entry(reversal=told),)))] == [meant]


@pytest.mark.parametrize(
    ("balances", "balanced"),
    [
        ((("OPBD", "10.00", "CRDT"), ("CLBD", "360.00", "CRDT")), True),
        ((("PRCD", "10.00", "DBIT"), ("CLBD", "340.00", "CRDT")), True),
        ((("OPBD", "10.00", "CRDT"), ("CLBD", "350.00", "CRDT")), False),
        ((("OPBD", "10.00", "CRDT"),), None),
        ((), None),
    ],
)
def test_balances(balances: tuple[tuple[str, str, str], ...], balanced: bool | None) -> None:
    (statement,) = read_statements(File(balances=balances).written())
    assert statement.balanced is balanced


def test_only_what_is_booked_counts_for_the_balance() -> None:
    balances = (("OPBD", "0.00", "CRDT"), ("CLBD", "350.00", "CRDT"))
    file = File((Entry(), Entry(status="PDNG", number="2")), balances=balances)
    assert read_statements(file.written())[0].balanced is True


def test_several_statements_in_a_file() -> None:
    file = File(also=(File(id="S-2", sequence="18"),))
    read = read_statements(file.written())
    assert [(one.account, one.id, one.sequence) for one in read] == [
        (IBAN, "S-1", 17),
        (IBAN, "S-2", 18),
    ]


def test_an_end_to_end_id_stands_in_for_a_reference_unless_it_says_nothing() -> None:
    assert entries(File((Entry((Payment(end_to_end="NOTPROVIDED"),)),)))[0].reference == ""
    assert entries(File((Entry((Payment(end_to_end=REFERENCE),)),)))[0].reference == REFERENCE


def test_the_same_file_gives_the_same_keys_and_alike_payments_different_ones() -> None:
    twice = File((Entry(bank_reference=""), Entry(bank_reference="")))
    keys = [entry.key for entry in entries(twice)]
    assert len(set(keys)) == 2
    assert keys == [entry.key for entry in entries(twice)]


REFUSED = {
    "empty": (b"", "not xml"),
    "no xml": (b"date;amount\n2026-11-26;350.00\n", "not xml"),
    "cut off": (File().written()[:-40], "not xml"),
    "damaged": (File().written().replace(b"</Ntry>", b"</Ntri>"), "not xml"),
    "not UTF-8": (
        File((Entry((Payment(text="ab"),)),)).written().replace(b">ab<", b">\xff\xfe<"),
        "not xml",
    ),
    "document type": (File(before=ENTITY).written(), "document type"),
    "external": (
        File(before='<!DOCTYPE Document SYSTEM "file:///etc/hostname">').written(),
        "document type",
    ),
    "page": (b"<html><body/></html>", "not camt.053"),
    "other message": (
        File().written().replace(b"camt.053.001.02", b"camt.054.001.02"),
        "not camt.053",
    ),
    "other root": (File().written().replace(b"Document", b"Dokument"), "not camt.053"),
    "no namespace": (File().written().replace(b"xmlns=", b"about="), "not camt.053"),
    "version 01": (File(version="01").written(), "version"),
    "payment order": (File(message="CstmrCdtTrfInitn").written(), "not a statement"),
    "nothing in it": (
        File().written().replace(b"Stmt>", b"Smth>").replace(b"BkToCstmrSmth", b"BkToCstmrStmt"),
        "no statement",
    ),
    "no account": (File(account="").written(), "no account"),
    "no id": (File(id="").written(), "no id"),
    "sequence": (File(sequence="-4").written(), "sequence"),
    "amount below nothing": (File((Entry(amount="-350.00"),)).written(), "amount"),
    "amount with a comma": (File((Entry(amount="350,00"),)).written(), "amount"),
    "amount in words": (File((Entry(amount="1e3"),)).written(), "amount"),
    "amount too long": (File((Entry(amount="9" * 30),)).written(), "amount"),
    "no currency": (File().written().replace(b' Ccy="EUR"', b""), "amount"),
    "currency of two letters": (File((Entry((Payment(currency="EU"),)),)).written(), "amount"),
    "no direction": (File((Entry(direction=""),)).written(), "direction"),
    "unknown direction": (File((Entry(direction="BOTH"),)).written(), "direction"),
    "reversal": (File((Entry(reversal="perhaps"),)).written(), "reversal"),
    "date": (File((Entry(booked="26.11.2026"),)).written(), "date"),
    "batch adds up to more": (File((replace(BATCH, amount="350.00"),)).written(), "batch"),
    "batch in two currencies": (
        File((replace(BATCH, payments=(Payment("100.00"), Payment("250.50", "USD"))),)).written(),
        "batch",
    ),
    "batch without amounts": (
        File((BATCH,))
        .written()
        .replace(b"<AmtDtls>", b"<Other>")
        .replace(b"</AmtDtls>", b"</Other>"),
        "batch",
    ),
    "balance": (File(balances=(("OPBD", "x", "CRDT"), ("CLBD", "1", "CRDT"))).written(), "balance"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    content, code = REFUSED[name]
    with pytest.raises(StatementRefused) as refused:
        read_statements(content)
    assert {fault.code for fault in refused.value.faults} == {code}


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    file = File((Entry(amount="x"), Entry(), Entry(direction="")))
    with pytest.raises(StatementRefused) as refused:
        read_statements(file.written())
    assert [(fault.code, fault.line) for fault in refused.value.faults] == [
        ("amount", 5),
        ("direction", 7),
    ]


def test_comments_and_instructions_in_between_change_nothing() -> None:
    plain = File((Entry((Payment(text="Invoice"),)),)).written()
    noisy = plain.replace(b"<Ntry>", b"<!-- x --><?y z?><Ntry><!-- x -->")
    assert read_statements(noisy)[0].entries[0].text == "Invoice"
    assert [e.key for e in read_statements(noisy)[0].entries] == [
        e.key for e in read_statements(plain)[0].entries
    ]


def test_the_command_prints_what_programs_read(tmp_path: Path) -> None:
    path = tmp_path / "statement.xml"
    path.write_bytes(File((Entry((Payment(reference=REFERENCE),)),), "08").written())
    told = CliRunner().invoke(cli.main, ["payments", "read", str(path), "--format", "json"])
    assert told.exit_code == 0, told.output
    read = json.loads(told.output)
    assert read["statements"] == [{"account": IBAN, "id": "S-1", "sequence": 17, "balanced": None}]
    assert {k: v for k, v in read["entries"][0].items() if k != "key"} == {
        "amount": "350.00", "currency": "EUR", "direction": "CRDT", "status": "BOOK",
        "reversal": False, "reference": REFERENCE, "text": None, "payer": "Sample Payer SIA",
        "booked": "2026-11-26",
    }  # fmt: skip


def test_the_command_tells_every_reason_and_exits_with_one(tmp_path: Path) -> None:
    path = tmp_path / "statement.xml"
    path.write_bytes(File((Entry(amount="x"), Entry(direction=""))).written())
    told = CliRunner().invoke(cli.main, ["payments", "read", str(path)])
    assert told.exit_code == 1
    assert "amount" in told.output
    assert "direction" in told.output
    assert "Traceback" not in told.output
