"""Errors of the engine. Every expected failure is one of these; anything else is a defect."""

from __future__ import annotations

from typing import Literal

from engine.base.dataclass import dataclass
from engine.base.values import Span

Severity = Literal["error", "warning"]


class AnketaError(Exception):
    """Base of all expected failures; its text is fit to be shown to the person who caused it."""


class NotFound(AnketaError):
    """There is no such thing, or it is somebody else's; nobody learns which."""


class BundleUnreadable(AnketaError):
    """The definitions that a case was begun with are not read by this version of the product."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a definition: where, which, what is wrong, and what to do about it.

    ``code`` is stable (``A101``) and has an entry in ``engine.definitions.fault_codes``.
    """

    span: Span
    code: str
    message: str
    suggestion: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        advice = f" {self.suggestion}" if self.suggestion else ""
        return f"{self.span}: {self.severity} {self.code} {self.message}{advice}"


class DefinitionsRefused(AnketaError):
    """The definitions hold errors; ``faults`` lists all of them, in file and line order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
