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
from engine.payments.statements import StatementRefused

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
    return {"statements": [dataclasses.asdict(one, dict_factory=_plain) for one in statements]}


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _text(value) for name, value in pairs}


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value
