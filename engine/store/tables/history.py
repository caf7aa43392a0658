"""What happened, and what is told to people."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from engine.store.columns import Json
from engine.store.tables.shape import (
    METADATA,
    count,
    moment,
    own_id,
    words,
)

audit = Table(
    "audit",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    words("action"),
    words("side"),
    words("actor"),
    moment("at"),
    words("case"),
    words("account"),
    words("subject"),
    words("before"),
    words("after"),
    words("comment"),
    Column("detail", Json, nullable=False),
    Index("ix_audit_case_sequence", "case", "sequence"),
    Index("ix_audit_account_sequence", "account", "sequence"),
)

ledger = Table(
    "ledger",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    words("kind"),
    words("key"),
    words("digest"),
)

ledger_head = Table(
    "ledger_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    count("size", 0),
    Column("frontier", Json, nullable=False),
    words("seal"),
)

messages = Table(
    "messages",
    METADATA,
    own_id(),
    words("channel"),
    words("sealed"),
    words("language"),
    words("case"),
    words("account"),
    words("state"),
    count("attempts", 0),
    words("error"),
    moment("created_at"),
    moment("ends_at", nullable=True),
    moment("sent_at", nullable=True),
    count("version", 1),
    Index("ix_messages_created_at", "created_at"),
    Index("ix_messages_state", "state", "created_at", "id"),
)
