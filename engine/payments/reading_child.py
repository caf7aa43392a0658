"""The child process that reads one file of statements: its input is the file, its output JSON."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from datetime import date
from decimal import Decimal
from typing import Any, Final

from engine.base.child_limits import limit
from engine.payments.camt import read_statements
from engine.payments.statements import BankEntry, Statement, StatementRefused

MEMORY: Final = 2048 * 1_048_576
SECONDS: Final = 60


def main() -> None:
    """Tell what stands in the file, as JSON."""
    limit(MEMORY, SECONDS)
    sys.stdout.buffer.write(json.dumps(told(os.fdopen(0, "rb").read())).encode())


def told(content: bytes) -> dict[str, Any]:
    """The statements, or everything that is wrong with the file."""
    try:
        statements = read_statements(content)
    except StatementRefused as refused:
        return {"faults": [dataclasses.asdict(fault) for fault in refused.faults]}
    return {
        "statements": [
            {**_plain(one, _STATEMENT), "entries": [_plain(each, _ENTRY) for each in one.entries]}
            for one in statements
        ]
    }


def _plain(told: Statement | BankEntry, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _text(getattr(told, name)) for name in names}


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value


_ENTRY: Final = tuple(field.name for field in dataclasses.fields(BankEntry))
_STATEMENT: Final = tuple(
    field.name for field in dataclasses.fields(Statement) if field.name != "entries"
)
