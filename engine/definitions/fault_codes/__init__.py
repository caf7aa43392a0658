"""Every mistake that a definition can hold, by its stable code.

A0 files and YAML · A1 shape of entries · A2 names · A3 tests and values · A4 logic · A5 rules ·
A6 flow · A7 texts · A8 order · A9 warnings. A code is never given a second meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.definitions.fault_codes import (
    entries,
    files,
    flow,
    items,
    logic,
    names,
    rules,
    tests,
    warnings,
    wording,
)
from engine.definitions.fault_codes.code import FaultCode

__all__ = ["FAULT_CODES", "FaultCode"]

FAULT_CODES: Final[Mapping[str, FaultCode]] = {
    code.code: code
    for room in (files, entries, names, tests, logic, rules, flow, items, wording, warnings)
    for code in room.CODES
}
