"""Why an entry of a statement waits for a person, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from engine.language.marker import N_

Reason = Literal[
    "account", "pending", "reversal", "debit", "none", "unknown", "several", "other account",
    "currency", "ended", "replaced", "closed", "alike", "refused", "late",
]  # fmt: skip

REASONS: Final[Mapping[str, str]] = {
    "account": N_("Not an account of the Bank"),
    "pending": N_("Not booked yet"),
    "reversal": N_("Takes back a payment that is not known"),
    "debit": N_("Money that went out"),
    "none": N_("No reference"),
    "unknown": N_("Unknown reference"),
    "several": N_("Several references"),
    "other account": N_("Paid to another account of the Bank"),
    "currency": N_("Another currency"),
    "ended": N_("The application has ended"),
    "replaced": N_("The invoice was replaced by a newer one"),
    "closed": N_("Nothing is to be paid as it stands"),
    "alike": N_("Seems to be booked already"),
    "refused": N_("Cannot be recorded as it is"),
    "late": N_("Cannot be taken back any more"),
}

ASSIGNABLE: Final = frozenset(
    {
        "none",
        "unknown",
        "several",
        "other account",
        "ended",
        "replaced",
        "closed",
        "alike",
        "refused",
    }
)
"""Money that came in the currency of the case: a person may say whose it is."""

GONE: Final = "gone"
FILE_FAULTS: Final[Mapping[str, str]] = {
    "too large": N_("The file is too large"),
    "too much": N_("The file takes too long to read, or too much memory"),
    "too many entries": N_("The file has too many entries"),
    "not xml": N_("The file is not XML, or it is damaged"),
    "document type": N_("The file has a document type (DOCTYPE), which a statement never has"),
    "not camt.053": N_("The file is no account statement in the format ISO 20022 camt.053"),
    "not a statement": N_("The file is another message of the bank, not a statement"),
    "version": N_("This version of the format is not read"),
    "no statement": N_("There is no statement in the file"),
    "no account": N_("A statement does not say of which account it is"),
    "no id": N_("A statement has no identification"),
    "sequence": N_("The number of a statement cannot be read"),
    "balance": N_("A balance cannot be read"),
    "amount": N_("An amount cannot be read"),
    "direction": N_("An entry does not say whether money came or went"),
    "batch": N_("The payments of a batch do not add up"),
    "reversal": N_("An entry does not say whether it is a reversal"),
    "date": N_("A date cannot be read"),
    GONE: N_("The file is not there any more. Please send it again"),
}
