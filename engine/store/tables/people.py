"""Accounts, how they come about, how they log in, and what guards the door."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
)

from engine.store.columns import Json
from engine.store.tables.shape import (
    METADATA,
    count,
    moment,
    own_id,
    owner,
    words,
)

accounts = Table(
    "accounts",
    METADATA,
    own_id(),
    words("password"),
    words("language"),
    words("role"),
    Column("disabled", Boolean, nullable=False),
    moment("created_at"),
    words("bank"),
    count("version", 1),
)

contacts = Table(
    "contacts",
    METADATA,
    Column("hash", Text, primary_key=True),
    owner("accounts"),
    words("channel"),
    words("sealed"),
    UniqueConstraint("account", "channel"),
)

registrations = Table(
    "registrations",
    METADATA,
    own_id(),
    words("bank"),
    words("programme"),
    words("bundle"),
    words("language"),
    words("sealed"),
    moment("created_at"),
    moment("ends_at"),
    count("version", 1),
)

recoveries = Table(
    "recoveries",
    METADATA,
    own_id(),
    words("bank"),
    words("account"),
    words("channel"),
    words("sealed"),
    words("password"),
    moment("created_at"),
    moment("ends_at"),
    moment("used_at", nullable=True),
    Index("ix_recoveries_account", "account"),
)

contact_changes = Table(
    "contact_changes",
    METADATA,
    own_id(),
    owner("accounts"),
    words("channel"),
    words("sealed"),
    moment("created_at"),
    moment("ends_at"),
    UniqueConstraint("account", "channel"),
)

notice_choices = Table(
    "notice_choices",
    METADATA,
    Column("account", ForeignKey("accounts.id"), primary_key=True),
    Column("programme", Text, primary_key=True),
    Column("notice", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
)

codes = Table(
    "codes",
    METADATA,
    own_id(),
    words("purpose"),
    words("subject"),
    words("channel"),
    words("contact"),
    words("hash"),
    moment("sent_at"),
    moment("ends_at"),
    count("wrong", 0),
    moment("used_at", nullable=True),
    Column("void", Boolean, nullable=False, default=False),
    Index("ix_codes_contact_sent_at", "contact", "sent_at"),
    Index("ix_codes_subject", "subject"),
    Index("ix_codes_ends_at", "ends_at"),
)

sessions = Table(
    "sessions",
    METADATA,
    own_id(),
    owner("accounts"),
    moment("created_at"),
    moment("seen_at"),
    moment("ends_at"),
    moment("revoked_at", nullable=True),
    words("user_agent"),
    words("must_change_password"),
    Column("waits_for_factor", Boolean, nullable=False),
    Column("signed_on", Boolean, nullable=False),
    Index("ix_sessions_account", "account"),
    Index("ix_sessions_ends_at", "ends_at"),
)

factors = Table(
    "factors",
    METADATA,
    own_id(),
    owner("accounts"),
    words("kind"),
    words("name"),
    words("sealed"),
    Column("handle", Text, unique=True),
    Column("counter", BigInteger, nullable=False),
    moment("created_at"),
    moment("confirmed_at", nullable=True),
    moment("used_at", nullable=True),
    Index("ix_factors_account", "account"),
)

backup_codes = Table(
    "backup_codes",
    METADATA,
    Column("hash", Text, primary_key=True),
    owner("accounts"),
    moment("created_at"),
    moment("used_at", nullable=True),
    Index("ix_backup_codes_account", "account"),
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
    moment("locked_until", nullable=True),
    moment("ends_at"),
)

consents = Table(
    "consents",
    METADATA,
    own_id(),
    owner("accounts"),
    words("case"),
    words("path"),
    words("terms"),
    words("terms_version"),
    words("language"),
    moment("at"),
    words("user_agent"),
    Index("ix_consents_account", "account"),
)

staff = Table(
    "staff",
    METADATA,
    Column("account", ForeignKey("accounts.id"), primary_key=True),
    words("sealed"),
    Column("roles", Json, nullable=False),
    words("subject"),
    Column("keys_off", Boolean, nullable=False),
    count("version", 1),
    Index("ix_staff_subject", "subject"),
)

staff_texts = Table(
    "staff_texts",
    METADATA,
    own_id(),
    owner("accounts"),
    words("language"),
    words("sealed"),
    Index("ix_staff_texts_account", "account"),
)
