"""All tables. A mutable row has a ``version``; append-only tables are guarded by triggers."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from engine.store.columns import Json, Moment

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **options)


def _moment(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Moment, nullable=nullable)


def _count(name: str, start: int) -> Column[int]:
    return Column(name, Integer, nullable=False, default=start)


def _owner(table: str, *, nullable: bool = False) -> Column[Any]:
    return Column(table.removesuffix("s"), ForeignKey(f"{table}.id"), nullable=nullable)


bundles = Table(
    "bundles",
    METADATA,
    Column("fingerprint", Text, primary_key=True),
    Column("sources", Json, nullable=False),
    _moment("stored_at"),
)

accounts = Table(
    "accounts",
    METADATA,
    _id(),
    _text("password"),
    _text("language"),
    _text("role"),
    Column("disabled", Boolean, nullable=False),
    _moment("created_at"),
    _count("version", 1),
)

contacts = Table(
    "contacts",
    METADATA,
    Column("hash", Text, primary_key=True),
    _owner("accounts"),
    _text("channel"),
    _text("sealed"),
    UniqueConstraint("account", "channel"),
)

registrations = Table(
    "registrations",
    METADATA,
    _id(),
    _text("programme"),
    _text("bundle"),
    _text("language"),
    _text("sealed"),
    _moment("created_at"),
    _moment("ends_at"),
    _count("version", 1),
)

codes = Table(
    "codes",
    METADATA,
    _id(),
    _text("purpose"),
    _text("subject"),
    _text("channel"),
    _text("contact"),
    _text("hash"),
    _moment("sent_at"),
    _moment("ends_at"),
    _count("wrong", 0),
    _moment("used_at", nullable=True),
    Column("void", Boolean, nullable=False, default=False),
    Index("ix_codes_contact_sent_at", "contact", "sent_at"),
    Index("ix_codes_subject", "subject"),
    Index("ix_codes_ends_at", "ends_at"),
)

recoveries = Table(
    "recoveries",
    METADATA,
    _id(),
    _text("account"),
    _text("channel"),
    _text("sealed"),
    _text("password"),
    _moment("created_at"),
    _moment("ends_at"),
    _moment("used_at", nullable=True),
    Index("ix_recoveries_account", "account"),
)

sessions = Table(
    "sessions",
    METADATA,
    _id(),
    _owner("accounts"),
    _moment("created_at"),
    _moment("seen_at"),
    _moment("ends_at"),
    _moment("revoked_at", nullable=True),
    _text("user_agent"),
    _text("must_change_password"),
    Index("ix_sessions_account", "account"),
)

throttles = Table(
    "throttles",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("tokens", Float, nullable=False),
    Column("filled_at", Float, nullable=False),
)

lockouts = Table(
    "lockouts",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("failures", Json, nullable=False),
    _moment("locked_until", nullable=True),
    _moment("ends_at"),
)

cases = Table(
    "cases",
    METADATA,
    _id(),
    _text("programme"),
    Column("bundle", ForeignKey("bundles.fingerprint"), nullable=False),
    _owner("accounts"),
    _text("language"),
    _text("status"),
    _moment("created_at"),
    _moment("changed_at"),
    _count("version", 1),
    Index("ix_cases_account", "account"),
)

answers = Table(
    "answers",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("form", Text, primary_key=True),
    Column("body", Json, nullable=False),
    _moment("saved_at"),
    _count("version", 1),
)

events = Table(
    "events",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    _owner("cases"),
    _text("kind"),
    _text("stage"),
    _text("outcome"),
    _text("of"),
    _text("side"),
    _text("actor"),
    _moment("at"),
    Column("detail", Json, nullable=False),
    Index("ix_events_case_sequence", "case", "sequence"),
    sqlite_autoincrement=True,
)

files = Table(
    "files",
    METADATA,
    _id(),
    _owner("cases"),
    _text("path"),
    _text("name"),
    Column("size", BigInteger, nullable=False),
    _text("sha256"),
    _text("media_type"),
    _moment("added_at"),
    _moment("removed_at", nullable=True),
    Index("ix_files_case_path", "case", "path"),
)

audit = Table(
    "audit",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _text("action"),
    _text("side"),
    _text("actor"),
    _moment("at"),
    _text("case"),
    _text("account"),
    _text("subject"),
    _text("before"),
    _text("after"),
    _text("comment"),
    Column("detail", Json, nullable=False),
    _text("previous"),
    _text("hash"),
    Index("ix_audit_case_sequence", "case", "sequence"),
    Index("ix_audit_account_sequence", "account", "sequence"),
)

audit_head = Table(
    "audit_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _count("sequence", 0),
    _text("hash"),
    _text("seal"),
)

messages = Table(
    "messages",
    METADATA,
    _id(),
    _text("channel"),
    _text("sealed"),
    _text("language"),
    _text("case"),
    _text("account"),
    _text("state"),
    _count("attempts", 0),
    _text("error"),
    _moment("created_at"),
    _moment("ends_at", nullable=True),
    _moment("sent_at", nullable=True),
    _count("version", 1),
    Index("ix_messages_created_at", "created_at"),
)

consents = Table(
    "consents",
    METADATA,
    _id(),
    _owner("accounts"),
    _text("case"),
    _text("path"),
    _text("terms"),
    _text("terms_version"),
    _text("language"),
    _moment("at"),
    _text("user_agent"),
    Index("ix_consents_account", "account"),
)

submissions = Table(
    "submissions",
    METADATA,
    _id(),
    _owner("cases"),
    _text("key"),
    _text("bundle"),
    _text("stage"),
    _moment("at"),
    _text("inputs"),
    Column("answers", Json, nullable=False),
    Column("verdict", Json, nullable=False),
    Column("straight", Json, nullable=False),
    Column("durable", Json, nullable=False),
    _text("engines"),
    UniqueConstraint("case", "key"),
)

cards = Table(
    "cards",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    _text("programme"),
    _text("account"),
    _text("title"),
    _text("found_by"),
    _text("status"),
    Column("current", Json, nullable=False),
    Column("needs_person", Boolean, nullable=False),
    _moment("changed_at"),
    Index("ix_cards_programme_changed_at", "programme", "changed_at"),
)

UNCHANGEABLE: Final = ("audit", "events", "bundles", "submissions", "consents")
"""Tables whose rows no statement may change."""

UNDELETABLE: Final = ("audit", "events", "bundles")
"""Tables whose rows no statement may delete."""
