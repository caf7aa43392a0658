"""Outside parties: what was begun there, and what they called about.

Revision: 1004
Follows: 1003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1004"
down_revision = "1003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _sessions()
    _calls()


def _sessions() -> None:
    """What was begun."""
    op.create_table(
        "provider_sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("port", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("link_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meets_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_for", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_provider_sessions_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_sessions")),
    )
    op.create_index("ix_provider_sessions_case", "provider_sessions", ["case"], unique=False)
    op.create_index("ix_provider_sessions_ask_at", "provider_sessions", ["ask_at"], unique=False)


def _calls() -> None:
    """What they called about."""
    op.create_table(
        "callbacks",
        sa.Column("port", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("port", "key", name=op.f("pk_callbacks")),
    )
    op.create_index("ix_callbacks_at", "callbacks", ["at"], unique=False)
