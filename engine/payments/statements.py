"""What a bank statement says, whatever version of the message it came in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One movement of money, or one of those that the bank booked together.

    ``key`` is the same whenever the same movement is read again. ``direction`` is ``CRDT`` (to
    the account) or ``DBIT`` (from it), ``status`` is ``BOOK``, ``PDNG``, ``INFO`` or what else the
    bank wrote; with ``reversal`` the movement undoes an earlier one. ``bank_reference`` is what the
    bank calls it; ``movement`` is the same in every statement that tells of it, ``mark`` also while
    it is pending.
    """

    key: str
    account: str
    statement: str
    amount: Decimal
    currency: str
    direction: str
    status: str
    reversal: bool
    reference: str
    text: str
    payer: str
    booked: date | None
    line: int
    bank_reference: str = ""
    movement: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account; ``balanced`` is ``None`` where it tells no two balances."""

    account: str
    id: str
    sequence: int | None
    balanced: bool | None
    entries: tuple[BankEntry, ...]


@dataclass(frozen=True, slots=True)
class StatementFault:
    """What is wrong with a file: a stable code, a sentence, and the line (0: the whole file)."""

    code: str
    message: str
    line: int = 0


class StatementRefused(AnketaError):
    """The file is not taken in at all; ``faults`` lists everything that is wrong with it."""

    def __init__(self, faults: tuple[StatementFault, ...]) -> None:
        super().__init__(
            "\n".join(
                f"line {fault.line}: {fault.code}: {fault.message}"
                if fault.line
                else f"{fault.code}: {fault.message}"
                for fault in faults
            )
        )
        self.faults = faults
