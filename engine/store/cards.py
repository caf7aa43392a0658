"""Cards of cases for lists and searches: a projection that can be rebuilt at any time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from engine.base.records import CaseCard
from engine.store import tables as t
from engine.store.rows import values_of


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; empty means anything. ``words`` must all stand in the title or the id."""

    programme: str = ""
    status: str = ""
    words: str = ""
    account: str = ""
    only_needing_person: bool = False


@dataclass(frozen=True, slots=True)
class Cards:
    """Rows of ``cards``."""

    connection: Connection

    def put(self, card: CaseCard) -> None:
        """Write the card of a case over the one before."""
        self.connection.execute(delete(t.cards).where(t.cards.c.case == card.case))
        found_by = f"{card.title} {card.case}".casefold()
        values = values_of(card) | {"current": list(card.current), "found_by": found_by}
        self.connection.execute(insert(t.cards).values(**values))

    def find(self, query: Query, first: int = 0, count: int = 50) -> tuple[CaseCard, ...]:
        """Cards that fit, last changed first."""
        order = (t.cards.c.changed_at.desc(), t.cards.c.case)
        found = select(t.cards).where(*_conditions(query)).order_by(*order)
        page = found.offset(first).limit(count)
        return tuple(_read(row) for row in self.connection.execute(page).mappings())

    def count(self, query: Query) -> int:
        """How many cards fit."""
        found = select(func.count()).select_from(t.cards).where(*_conditions(query))
        return self.connection.execute(found).scalar_one()

    def clear(self) -> None:
        """Delete all, before they are rebuilt."""
        self.connection.execute(delete(t.cards))


def _conditions(query: Query) -> list[Any]:
    equal = {"programme": query.programme, "status": query.status, "account": query.account}
    conditions = [t.cards.c[name] == value for name, value in equal.items() if value]
    conditions += [
        t.cards.c.found_by.contains(word, autoescape=True)
        for word in query.words.casefold().split()
    ]
    if query.only_needing_person:
        conditions.append(t.cards.c.needs_person.is_(True))
    return conditions


def _read(row: Mapping[Any, Any]) -> CaseCard:
    values = {name: value for name, value in row.items() if name != "found_by"}
    return CaseCard(**{**values, "current": tuple(row["current"])})
