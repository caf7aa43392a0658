"""Money that is waited for and that came: numbers, references, entries of statements."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SeriesNumber:
    """A place in a series of numbers: ``count`` in ``year``, 0 for a series that goes on."""

    series: str
    year: int
    count: int


@dataclass(frozen=True, slots=True)
class PaymentReference:
    """What a payer quotes, and the item of a case that is paid with it, on which account."""

    reference: str
    case: str
    item: str
    account: str
    currency: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement that was read; ``own``: it is of an account that the programme knew then.

    ``missing`` is the number of the last statement before it where some between were not read.
    """

    id: str
    programme: str
    account: str
    number: str
    sequence: int | None
    balanced: bool | None
    own: bool
    entries: int
    file: str
    by: str
    at: datetime
    missing: int | None = None


FileState = Literal["waiting", "read", "refused"]


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A file of statements that somebody uploaded; it is kept until it was read, or refused.

    ``statements`` and ``new`` count what stood in it, and how many entries were not known before;
    ``faults`` are codes with the line, (0: the whole file).
    """

    id: str
    programme: str
    name: str
    by: str
    at: datetime
    state: FileState = "waiting"
    statements: int = 0
    new: int = 0
    faults: tuple[tuple[str, int], ...] = ()


EntryState = Literal["new", "booked", "assigned", "open", "set aside", "settled"]
"""``new``: not looked at yet. ``booked``: it became a step; ``assigned``: by hand. ``open``: it
waits for a person. ``settled``: nothing is to be done, as it was undone, or undid another."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of a statement and what became of it.

    ``mark`` is the same for the same movement while it is pending and once it is booked.
    ``quoted`` is the open reference that was found in it, ``event`` the step that it became.
    """

    id: str
    programme: str
    statement: str
    account: str
    amount: Decimal
    currency: str
    direction: str
    status: str
    reversal: bool
    mark: str
    bank_reference: str
    at: datetime
    booked: date | None = None
    reference: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    payer: str = field(default="", repr=False)
    state: EntryState = "new"
    reason: str = ""
    detail: str = ""
    quoted: str = ""
    case: str = ""
    event: int = 0
    by: str = ""
    note: str = field(default="", repr=False)
    changed_at: datetime | None = None
    version: int = 1

    @property
    def is_taken(self) -> bool:
        """Whether it counts as a payment of a case."""
        return self.state in ("booked", "assigned")
