"""The picture that an app of a bank reads a payment from (EPC069-12, SCT)."""

from __future__ import annotations

from decimal import Decimal

from segno import helpers

from engine.definitions.model.making import OwnAccount
from engine.documents.sheet import SheetCode


def payment_code(
    account: OwnAccount, amount: Decimal, purpose: str, caption: str
) -> SheetCode | None:
    """A code for a payment in euro; None where such a code cannot hold it."""
    try:
        made = helpers.make_epc_qr(
            name=account.payee[:70], iban=account.iban, bic=account.bic or None,
            amount=amount, text=purpose[:140],
            encoding="utf-8",
        )  # fmt: skip
    except ValueError:
        return None
    return SheetCode(caption, tuple(tuple(bool(one) for one in row) for row in made.matrix))
