"""All tables. A mutable row has a ``version``; append-only tables are guarded by triggers."""

from __future__ import annotations

from typing import Final

from engine.store.tables.cases import (
    answers,
    bundles,
    card_keys,
    cards,
    cases,
    confirmations,
    files,
    queue_choices,
    queue_rows,
    submissions,
    unopened,
)
from engine.store.tables.history import (
    audit,
    ledger,
    ledger_head,
    messages,
)
from engine.store.tables.later import (
    callbacks,
    links,
    presence,
    provider_sessions,
    searches,
    timers,
)
from engine.store.tables.life import case_events, receipts
from engine.store.tables.money import (
    bank_entries,
    number_series,
    payment_references,
    statement_files,
    statements,
)
from engine.store.tables.people import (
    accounts,
    backup_codes,
    codes,
    consents,
    contact_changes,
    contacts,
    factors,
    lockouts,
    notice_choices,
    recoveries,
    registrations,
    sessions,
    staff,
    staff_texts,
    throttles,
)
from engine.store.tables.reads import read_marks, reads
from engine.store.tables.shape import METADATA

UNCHANGEABLE: Final = (
    "audit",
    "bundles",
    "submissions",
    "consents",
    "case_events",
    "reads",
    "receipts",
    "ledger",
)
"""Tables whose rows no statement may change."""

UNDELETABLE: Final = ("audit", "bundles", "case_events", "reads", "receipts", "ledger")
"""Tables whose rows no statement may delete."""

__all__ = [
    "METADATA",
    "UNCHANGEABLE",
    "UNDELETABLE",
    "accounts",
    "answers",
    "audit",
    "backup_codes",
    "bank_entries",
    "bundles",
    "callbacks",
    "card_keys",
    "cards",
    "case_events",
    "cases",
    "codes",
    "confirmations",
    "consents",
    "contact_changes",
    "contacts",
    "factors",
    "files",
    "ledger",
    "ledger_head",
    "links",
    "lockouts",
    "messages",
    "notice_choices",
    "number_series",
    "payment_references",
    "presence",
    "provider_sessions",
    "queue_choices",
    "queue_rows",
    "read_marks",
    "reads",
    "receipts",
    "recoveries",
    "registrations",
    "searches",
    "sessions",
    "staff",
    "staff_texts",
    "statement_files",
    "statements",
    "submissions",
    "throttles",
    "timers",
    "unopened",
]
