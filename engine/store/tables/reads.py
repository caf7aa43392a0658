"""Who of the bank was shown what."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from engine.store.tables.shape import METADATA, moment, own_id, owner, words

reads = Table(
    "reads",
    METADATA,
    own_id(),
    words("account"),
    owner("cases"),
    words("part"),
    moment("at"),
    words("way"),
    words("list"),
    words("sealed"),
    Index("ix_reads_case_at", "case", "at"),
    Index("ix_reads_at", "at"),
)

read_marks = Table(
    "read_marks",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("account", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    moment("at"),
    moment("noted_at"),
    Column("number", Integer, nullable=False),
    Column("before", Integer, nullable=True),
    moment("before_at", nullable=True),
)
