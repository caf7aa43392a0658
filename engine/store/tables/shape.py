"""The metadata, and the columns that many tables share."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Text

from engine.store.columns import UtcDateTime

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def own_id() -> Column[str]:
    """The primary key."""
    return Column("id", Text, primary_key=True)


def words(name: str) -> Column[str]:
    """Text that is never null; empty when there is none."""
    return Column(name, Text, nullable=False)


def moment(name: str, *, nullable: bool = False) -> Column[Any]:
    """A time."""
    return Column(name, UtcDateTime, nullable=nullable)


def count(name: str, start: int) -> Column[int]:
    """A whole number that starts somewhere."""
    return Column(name, Integer, nullable=False, default=start)


def owner(table: str) -> Column[Any]:
    """The row of another table that this one belongs to: ``account`` for ``accounts``."""
    return Column(table.removesuffix("s"), ForeignKey(f"{table}.id"), nullable=False)
