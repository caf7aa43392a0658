"""Ports that outside parties are connected to, and what each of them can report.

A flow names a port for each provider; the steps of the provider are what its port reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

STATEMENTS: Final = "statements"
"""The port of the bank's account statements."""

BOOKS, TAKES_BACK, REPORTS_RETURNED = "books", "takes back", "reports returned"
"""What a statement says of money: it came, it was undone, it was undone when that is too late."""

EARLIER: Final = "earlier application"
"""The port of what the same applicant's earlier application says: who was identified there."""

SIGNING: Final = "signing"
"""The port of whoever lets several people sign the same documents, in one signing."""

BEGUN: Final = (SIGNING, "identification", "video identification")
"""Ports whose provider is asked to begin as soon as an item waits for what it reports."""

PORTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "identification": ("doubts", "fails", "passes"),
        "video identification": ("doubts", "ends", "misses", "passes"),
        "video meeting": ("locks", "misses", "starts"),
        EARLIER: ("passes",),
        SIGNING: ("declines", "doubts", "ends", "hands over", "signs"),
        "screening": ("clears", "finds"),
        STATEMENTS: (BOOKS, REPORTS_RETURNED, TAKES_BACK),
    }
)
"""By the name of the port: the verbs it reports, in alphabetical order."""

OF_EACH: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({SIGNING: ("declines", "signs")})
"""By port: the verbs that are of one person; its others are of an item taken once."""


def reported(port: str, *, of_each: bool) -> tuple[str, ...]:
    """What a port reports to an item, which is taken for each person, value or row, or once."""
    own = OF_EACH.get(port)
    if own is None:
        return PORTS.get(port, ())
    return own if of_each else tuple(verb for verb in PORTS[port] if verb not in own)
