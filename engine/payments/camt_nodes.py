"""Elements of an ISO 20022 message: found by path, texts trimmed, amounts exact."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, cast

from lxml import etree

from engine.base.dataclass import dataclass

Node = etree._Element  # noqa: SLF001 - the only name that lxml has for the type
AMOUNT: Final = re.compile(r"[0-9]{1,18}(\.[0-9]{1,5})?")
CURRENCY: Final = re.compile(r"[A-Z]{3}")
DIRECTIONS: Final = {"CRDT": 1, "DBIT": -1}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency; ``direction`` is ``CRDT``, ``DBIT`` or blank."""

    amount: Decimal
    currency: str
    direction: str

    @property
    def signed(self) -> Decimal:
        """What it adds to the balance of the account."""
        return self.amount * DIRECTIONS.get(self.direction, 0)


def line_of(node: Node) -> int:
    """The line of the file on which an element begins."""
    return cast("int | None", node.sourceline) or 0


def at(node: Node, name: str) -> list[Node]:
    """The children of this name, whatever version the message has."""
    return list(node.iterchildren(f"{{*}}{name}"))


def node_at(node: Node, *path: str) -> Node | None:
    """The first element at a path."""
    here: Node | None = node
    for name in path:
        if here is None:
            return None
        here = next(here.iterchildren(f"{{*}}{name}"), None)
    return here


def trimmed(node: Node) -> str:
    """The text of an element, its spaces trimmed."""
    return " ".join((node.text or "").split())


def text_at(node: Node, *path: str) -> str:
    """The text of the first element at a path, its spaces trimmed; blank where there is none."""
    found = node_at(node, *path)
    return trimmed(found) if found is not None else ""


def money(node: Node, *path: str) -> Money | None:
    """The amount under an element at a path; ``None`` where it is absent or cannot be read."""
    holder = node_at(node, *path)
    amount = node_at(holder, "Amt") if holder is not None else None
    if holder is None or amount is None:
        return None
    digits, currency = (amount.text or "").strip(), amount.get("Ccy", "")
    if not AMOUNT.fullmatch(digits) or not CURRENCY.fullmatch(currency):
        return None
    return Money(Decimal(digits), currency, text_at(holder, "CdtDbtInd"))
