"""Entries of a statement: single movements, and those that a bank booked as one batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from typing import Final

from engine.payments.camt_nodes import DIRECTIONS, Money, Node, at, line_of, money, text_at, trimmed
from engine.payments.statements import BankEntry

NOT_GIVEN: Final = {"NOTPROVIDED", "NOT PROVIDED", "NONREF"}
TRUE: Final = {"true", "1"}
FALSE: Final = {"", "false", "0"}

Tell = Callable[[str, str, Node], None]


class EntryReader:
    """Reads the entries of one statement; faults go to ``tell``."""

    def __init__(self, account: str, statement: str, tell: Tell) -> None:
        self.account = account
        self.statement = statement
        self.tell = tell
        self.same: Counter[tuple[str, ...]] = Counter()

    def entries(self, entry: Node) -> Iterator[BankEntry]:
        """The movements of one entry: one, or each of a batch with its own amount."""
        whole = self._amount(entry)
        if whole is None:
            return
        details = [detail for block in at(entry, "NtryDtls") for detail in at(block, "TxDtls")]
        amounts = self._parts(entry, whole, details)
        if amounts is None:
            return
        for detail, amount in zip(details or [entry], amounts, strict=True):
            yield self._movement(entry, detail, amount)

    def _amount(self, entry: Node) -> Money | None:
        found = money(entry)
        if found is None:
            self.tell("amount", "An entry has no amount with a currency that can be read.", entry)
            return None
        if found.direction not in DIRECTIONS:
            told = found.direction or "nothing"
            self.tell("direction", f"An entry is CRDT or DBIT, not {told}.", entry)
            return None
        return found

    def _parts(self, entry: Node, whole: Money, details: list[Node]) -> list[Money] | None:
        if len(details) < 2:
            return [whole]
        parts = [_part(detail, whole) for detail in details]
        told = [part for part in parts if part is not None]
        if len(told) != len(parts):
            self.tell("batch", "A payment in a batch has no amount of its own.", entry)
            return None
        if sum(part.signed for part in told) != whole.signed:
            self.tell("batch", "The payments of a batch do not add up to its amount.", entry)
            return None
        return told

    def _movement(self, entry: Node, detail: Node, amount: Money) -> BankEntry:
        status = text_at(entry, "Sts", "Cd") or text_at(entry, "Sts")
        reversal, bank = self._reversal(entry), _bank_reference(entry, detail)
        words = _reference(detail), _text(entry, detail), _payer(detail)
        told = (text_at(detail, "Refs", "EndToEndId"), amount.currency, amount.direction, reversal)
        # The same for a movement whether it is pending or booked, and in whichever statement.
        mark = _digest(
            self.account, bank, f"{amount.amount.normalize():f}", *told, *(() if bank else words)
        )
        return BankEntry(
            key=self._key(entry, detail, amount, status, reversal=reversal),
            account=self.account,
            statement=self.statement,
            amount=amount.amount,
            currency=amount.currency,
            direction=amount.direction,
            status=status,
            reversal=reversal,
            reference=words[0],
            text=words[1],
            payer=words[2],
            booked=self._booked(entry),
            line=line_of(entry),
            bank_reference=bank,
            movement=self._movement_key(entry, bank, mark, status),
            mark=mark,
        )

    def _reversal(self, entry: Node) -> bool:
        told = text_at(entry, "RvslInd")
        if told not in TRUE | FALSE:
            self.tell("reversal", f"“{told}” does not say whether it is a reversal.", entry)
        return told in TRUE

    def _booked(self, entry: Node) -> date | None:
        told = text_at(entry, "BookgDt", "Dt") or text_at(entry, "BookgDt", "DtTm")
        if not told:
            return None
        try:
            return date.fromisoformat(told[:10])
        except ValueError:
            self.tell("date", f"“{told}” is no date.", entry)
            return None

    def _key(self, entry: Node, detail: Node, amount: Money, status: str, *, reversal: bool) -> str:
        """The same for the same movement in a file that is read again.

        A bank may give two movements no reference at all, so those that are alike in everything
        are told apart by their order.
        """
        parts = (
            self.account,
            self.statement,
            text_at(entry, "AcctSvcrRef"),
            text_at(detail, "Refs", "AcctSvcrRef"),
            text_at(entry, "NtryRef"),
            text_at(detail, "Refs", "EndToEndId"),
            f"{amount.amount:f}",
            amount.currency,
            amount.direction,
            status,
            str(reversal),
        )
        self.same[parts] += 1
        return _digest(*parts, self.same[parts])

    def _movement_key(self, entry: Node, bank: str, mark: str, status: str) -> str:
        """The same for the same movement in another statement that tells of it too.

        The bank's own reference says which it is; without one a movement is that of its statement.
        """
        day = text_at(entry, "BookgDt", "Dt") or text_at(entry, "BookgDt", "DtTm")
        where = (day[:10],) if bank else (self.statement, text_at(entry, "NtryRef"))
        parts = ("movement", mark, bank, *where, status)
        self.same[parts] += 1
        return _digest(*parts, self.same[parts])


def _bank_reference(entry: Node, detail: Node) -> str:
    """How the bank itself calls a movement, one of a batch too."""
    names = (text_at(entry, "AcctSvcrRef"), text_at(detail, "Refs", "AcctSvcrRef"))
    return "/".join(name for name in dict.fromkeys(names) if name)


def _digest(*parts: object) -> str:
    told = json.dumps(parts, ensure_ascii=False)
    return sha256(told.encode()).hexdigest()[:32]


def _part(detail: Node, whole: Money) -> Money | None:
    """The amount of one payment of a batch; its direction is the batch's where it tells none."""
    found = money(detail) or money(detail, "AmtDtls", "TxAmt")
    if found is None or found.currency != whole.currency:
        return None
    direction = text_at(detail, "CdtDbtInd") or whole.direction
    return Money(found.amount, found.currency, direction) if direction in DIRECTIONS else None


def _reference(detail: Node) -> str:
    for block in at(detail, "RmtInf"):
        for structured in at(block, "Strd"):
            if told := text_at(structured, "CdtrRefInf", "Ref"):
                return told
    told = text_at(detail, "Refs", "EndToEndId")
    return "" if told.upper() in NOT_GIVEN else told


def _text(entry: Node, detail: Node) -> str:
    """What the payer wrote, or what the bank says of the entry."""
    written = [
        text
        for block in at(detail, "RmtInf")
        for line in at(block, "Ustrd")
        if (text := trimmed(line))
    ]
    return " ".join(written) or text_at(detail, "AddtlTxInf") or text_at(entry, "AddtlNtryInf")


def _payer(detail: Node) -> str:
    return text_at(detail, "RltdPties", "Dbtr", "Pty", "Nm") or text_at(
        detail, "RltdPties", "Dbtr", "Nm"
    )
