"""What comes and goes: times that cases wait for, links that people were sent, who is where."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, UniqueConstraint

from engine.store.columns import Json
from engine.store.tables.shape import (
    METADATA,
    count,
    moment,
    own_id,
    owner,
    words,
)

timers = Table(
    "timers",
    METADATA,
    own_id(),
    owner("cases"),
    words("item"),
    words("of"),
    words("step"),
    words("name"),
    Column("arrival", Integer, nullable=False),
    moment("due_at"),
    moment("look_at"),
    Column("data", Json, nullable=False),
    count("tries", 0),
    Index("ix_timers_case", "case"),
    Index("ix_timers_look_at", "look_at"),
)

presence = Table(
    "presence",
    METADATA,
    owner("cases"),
    words("account"),
    words("place"),
    moment("opened_at"),
    moment("seen_at"),
    PrimaryKeyConstraint("case", "account"),
    Index("ix_presence_seen_at", "seen_at"),
)

links = Table(
    "links",
    METADATA,
    own_id(),
    words("hash"),
    owner("cases"),
    words("item"),
    words("of"),
    moment("created_at"),
    moment("ends_at"),
    moment("revoked_at", nullable=True),
    UniqueConstraint("hash"),
    Index("ix_links_case", "case"),
    Index("ix_links_ends_at", "ends_at"),
)

provider_sessions = Table(
    "provider_sessions",
    METADATA,
    own_id(),
    owner("cases"),
    words("item"),
    words("of"),
    words("provider"),
    words("port"),
    Column("since", Integer, nullable=False),
    moment("opened_at"),
    moment("ask_at", nullable=True),
    words("session"),
    words("link"),
    moment("link_ends_at", nullable=True),
    count("tries", 0),
    words("told"),
    words("comment"),
    words("fault"),
    words("digest"),
    words("signer"),
    moment("ended_at", nullable=True),
    moment("meets_at", nullable=True),
    moment("closes_at", nullable=True),
    moment("begun_for", nullable=True),
    Index("ix_provider_sessions_case", "case"),
    Index("ix_provider_sessions_ask_at", "ask_at"),
)

callbacks = Table(
    "callbacks",
    METADATA,
    words("port"),
    words("key"),
    moment("at"),
    PrimaryKeyConstraint("port", "key"),
    Index("ix_callbacks_at", "at"),
)

searches = Table(
    "searches",
    METADATA,
    own_id(),
    words("account"),
    words("programme"),
    words("sealed"),
    moment("at"),
    Index("ix_searches_at", "at"),
)
