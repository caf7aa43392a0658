"""A file of statements that somebody uploads: read by a child in little memory and time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import IO, Any, Final

from engine.base.children import answer_of, child_of
from engine.payments.statements import BankEntry, Statement, StatementFault, StatementRefused

COMMAND: Final = child_of("engine.payments.reading_child")
WAITING: Final = 90.0
TOO_MUCH: Final = StatementFault("too much", "The file takes too long to read, or too much memory.")


def read_upload(file: IO[bytes]) -> tuple[Statement, ...]:
    """The statements in ``file``, a file on a disk. Raises StatementRefused."""
    file.seek(0)
    answer = answer_of(COMMAND, file, WAITING, what="a statement")
    if answer is None:
        raise StatementRefused((TOO_MUCH,))
    told = json.loads(answer)
    if "faults" in told:
        raise StatementRefused(tuple(StatementFault(**one) for one in told["faults"]))
    return tuple(_statement(one) for one in told["statements"])


def _statement(told: Mapping[str, Any]) -> Statement:
    return Statement(**{**told, "entries": tuple(_entry(one) for one in told["entries"])})


def _entry(told: Mapping[str, Any]) -> BankEntry:
    booked = told["booked"]
    values = {
        **told,
        "amount": Decimal(told["amount"]),
        "booked": date.fromisoformat(booked) if booked else None,
    }
    return BankEntry(**values)
