"""The life of cases: what happened to them, and what was answered to whoever made it happen."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from engine.store.tables.shape import METADATA, moment, words

case_events = Table(
    "case_events",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    words("kind"),
    words("item"),
    words("of"),
    words("step"),
    words("before"),
    words("after"),
    words("side"),
    words("role"),
    words("account"),
    moment("at"),
    words("sealed"),
    Index("ix_case_events_kind_at", "kind", "at", "case", "number"),
)

receipts = Table(
    "receipts",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    words("engines"),
    Column("held", Boolean, nullable=False),
    moment("at"),
)
