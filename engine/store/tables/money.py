"""Series of numbers, references that payers quote, statements and their entries."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from engine.store.columns import Json
from engine.store.tables.shape import METADATA, count, moment, own_id, owner, words

number_series = Table(
    "number_series",
    METADATA,
    words("programme"),
    words("series"),
    Column("year", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    PrimaryKeyConstraint("programme", "series", "year"),
)

payment_references = Table(
    "payment_references",
    METADATA,
    words("programme"),
    words("reference"),
    owner("cases"),
    words("item"),
    words("account"),
    words("currency"),
    PrimaryKeyConstraint("programme", "reference"),
    Index("ix_payment_references_case", "case"),
)

statements = Table(
    "statements",
    METADATA,
    own_id(),
    words("programme"),
    words("account"),
    words("number"),
    Column("sequence", BigInteger, nullable=True),
    Column("balanced", Boolean, nullable=True),
    Column("own", Boolean, nullable=False),
    Column("missing", BigInteger, nullable=True),
    Column("entries", Integer, nullable=False),
    words("file"),
    words("by"),
    moment("at"),
    UniqueConstraint("programme", "account", "number"),
    Index("ix_statements_programme_at", "programme", "at"),
)

statement_files = Table(
    "statement_files",
    METADATA,
    own_id(),
    words("programme"),
    words("name"),
    words("by"),
    moment("at"),
    words("state"),
    count("statements", 0),
    count("new", 0),
    Column("faults", Json, nullable=False),
    Index("ix_statement_files_programme_at", "programme", "at"),
    Index("ix_statement_files_state", "state"),
)

bank_entries = Table(
    "bank_entries",
    METADATA,
    own_id(),
    words("programme"),
    owner("statements"),
    words("account"),
    words("amount"),
    words("currency"),
    words("direction"),
    words("status"),
    Column("reversal", Boolean, nullable=False),
    words("mark"),
    words("bank_reference"),
    moment("at"),
    words("booked"),
    words("sealed"),
    words("state"),
    words("reason"),
    words("detail"),
    words("quoted"),
    words("case"),
    Column("event", Integer, nullable=False),
    words("by"),
    moment("changed_at", nullable=True),
    count("version", 1),
    Index("ix_bank_entries_state", "programme", "state", "id"),
    Index("ix_bank_entries_mark", "programme", "mark"),
    Index("ix_bank_entries_statement", "statement"),
    Index("ix_bank_entries_case", "case"),
)
