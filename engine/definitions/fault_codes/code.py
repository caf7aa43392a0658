"""One kind of mistake, as the reference explains it."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.errors import Severity


@dataclass(frozen=True, slots=True)
class FaultCode:
    """``why`` says what would go wrong, ``advice`` what to do; both are whole sentences."""

    code: str
    title: str
    why: str
    advice: str
    severity: Severity = "error"
