"""The life of cases: events as they are judged, receipts, what a submission freezes; staff.

Nothing is dropped: cases of programmes whose flow has no items go on as they were.

Revision: 0005
Follows: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

GROWING = ("case_events", "receipts")


def upgrade() -> None:
    """Make the tables and the guards."""
    _events()
    _receipts()
    _staff()
    op.add_column("submissions", sa.Column("of", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "submissions", sa.Column("number", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("submissions", sa.Column("given", sa.Text(), nullable=False, server_default=""))
    op.add_column("submissions", sa.Column("terms", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("files", sa.Column("draft", sa.Text(), nullable=False, server_default=""))
    for table in GROWING:
        _guard(table)


def _guard(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    for change in ("UPDATE", "DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _events() -> None:
    op.create_table(
        "case_events",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_case_events_case")),
        sa.PrimaryKeyConstraint("case", "number", name=op.f("pk_case_events")),
    )


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("engines", sa.Text(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_receipts_case")),
        sa.PrimaryKeyConstraint("case", "key", name=op.f("pk_receipts")),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_staff_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_staff")),
    )
