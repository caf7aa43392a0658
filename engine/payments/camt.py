"""Statements in ISO 20022 (camt.053.001, version 02 and later), read as a stream.

Source: message definition BankToCustomerStatement of ISO 20022. Versions differ in where names and
statuses stand (``Sts`` is a text in 02 and holds ``Cd`` later; ``Dbtr`` holds ``Pty`` later); both
ways are read. A file is taken whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from engine.payments.camt_entries import EntryReader
from engine.payments.camt_nodes import Node, at, line_of, money, text_at
from engine.payments.statements import (
    BankEntry,
    Statement,
    StatementFault,
    StatementRefused,
)

NAMESPACE: Final = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d\d)")
OLDEST: Final = 2
LARGEST: Final = 64 * 1024 * 1024
MOST_ENTRIES: Final = 200_000
MOST_FAULTS: Final = 100
OPENING: Final = ("OPBD", "PRCD")
CLOSING: Final = "CLBD"


def read_statements(content: bytes) -> tuple[Statement, ...]:
    """The statements of a file; ``StatementRefused`` tells everything that is wrong with it."""
    if len(content) > LARGEST:
        raise _refused("too large", f"The file is larger than {LARGEST // 1024 // 1024} MB.")
    reading = _FileReading()
    try:
        for statement in _statements(content):
            reading.take(statement)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise _refused("not xml", "The file is not XML, or it is damaged.", line) from None
    return reading.done()


def _refused(code: str, message: str, line: int = 0) -> StatementRefused:
    return StatementRefused((StatementFault(code, message, line),))


READING: Final = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def _statements(content: bytes) -> Iterator[Node]:
    """Each statement once it is read whole; what stands above it is looked at first."""
    root = _looked_at(content)
    for _, element in etree.iterparse(
        BytesIO(content), events=("end",), tag=("{*}Stmt", root.tag), **READING
    ):
        above = element.getparent()
        if above is None:
            _look_at_messages(element)
        elif above.getparent() is not None and above.getparent().getparent() is None:
            _look_at_message(above)
            yield element
            element.clear()


def _looked_at(content: bytes) -> Node:
    """The root, as far as it and the first message in it were read."""
    begun = etree.iterparse(BytesIO(content), events=("start",), **READING)
    root: Node = next(begun)[1]
    _look_at_root(root)
    for _, message in begun:
        _look_at_message(message)
        break
    return root


def _look_at_messages(root: Node) -> None:
    for message in root:
        _look_at_message(message)


def _look_at_message(message: Node) -> None:
    name = etree.QName(message).localname
    if name != "BkToCstmrStmt":
        told = f"This is a message “{name}”, not a statement."
        raise _refused("not a statement", told, line_of(message))


def _look_at_root(root: Node) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused("document type", "A statement never has a document type (DOCTYPE).", 1)
    name = etree.QName(root)
    version = NAMESPACE.fullmatch(name.namespace or "")
    if name.localname != "Document" or version is None:
        raise _refused(
            "not camt.053",
            "The file is not an ISO 20022 statement (camt.053). "
            "Ask your bank for the statement in this format.",
            line_of(root),
        )
    if int(version[1]) < OLDEST:
        raise _refused(
            "version",
            f"Version {version[1]} of camt.053 is not read; 02 and later are.",
            line_of(root),
        )


class _FileReading:
    """What was read this far; faults are collected, so that all are told at once."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.faults: list[StatementFault] = []
        self.count = 0

    def fault(self, code: str, message: str, node: Node) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(StatementFault(code, message, line_of(node)))

    def take(self, node: Node) -> None:
        account = text_at(node, "Acct", "Id", "IBAN") or text_at(node, "Acct", "Id", "Othr", "Id")
        identity = text_at(node, "Id")
        if not account:
            self.fault("no account", "The statement does not say of which account it is.", node)
        if not identity:
            self.fault("no id", "The statement has no identification (Id).", node)
        entries = self._entries(node, account, identity)
        self.statements.append(
            Statement(account, identity, self._sequence(node), self._balanced(node), entries)
        )

    def _sequence(self, node: Node) -> int | None:
        told = text_at(node, "ElctrncSeqNb") or text_at(node, "LglSeqNb")
        if not told:
            return None
        if not re.fullmatch(r"[0-9]{1,18}", told):
            self.fault("sequence", f"“{told}” is no sequence number.", node)
            return None
        return int(told)

    def _entries(self, node: Node, account: str, identity: str) -> tuple[BankEntry, ...]:
        reader = EntryReader(account, identity, self.fault)
        read: list[BankEntry] = []
        for entry in at(node, "Ntry"):
            read.extend(reader.entries(entry))
            if self.count + len(read) > MOST_ENTRIES:
                raise _refused("too many entries", f"There are more than {MOST_ENTRIES} entries.")
        self.count += len(read)
        return tuple(read)

    def _balanced(self, node: Node) -> bool | None:
        """Whether opening balance and booked entries make the closing balance."""
        balances = {
            text_at(balance, "Tp", "CdOrPrtry", "Cd"): balance for balance in at(node, "Bal")
        }
        opening = next((balances[code] for code in OPENING if code in balances), None)
        if opening is None or CLOSING not in balances:
            return None
        begin, end = money(opening), money(balances[CLOSING])
        if begin is None or end is None:
            self.fault("balance", "A balance of the statement cannot be read.", node)
            return None
        booked = [
            amount
            for entry in at(node, "Ntry")
            if (text_at(entry, "Sts", "Cd") or text_at(entry, "Sts")) == "BOOK"
            and (amount := money(entry)) is not None
        ]
        currencies = {begin.currency, end.currency, *(amount.currency for amount in booked)}
        total = begin.signed + sum(amount.signed for amount in booked)
        return len(currencies) == 1 and total == end.signed

    def done(self) -> tuple[Statement, ...]:
        if not self.statements and not self.faults:
            raise _refused("no statement", "There is no statement in the file.")
        if self.faults:
            raise StatementRefused(tuple(self.faults))
        return tuple(self.statements)
