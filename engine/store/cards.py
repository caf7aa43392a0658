"""Cards of cases for lists and searches: a projection that can be rebuilt at any time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from engine.base.records import CaseCard, SearchKey
from engine.store import tables as t
from engine.store.columns import canonical
from engine.store.rows import values_of
from engine.store.vault import Vault

ROLE: Final = "role"
"""The kind of key that says whose turn it is; it is no secret, so it is not hashed."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; empty means anything. ``words`` must all stand in the title or the id.

    ``waits_for`` is whose turn it is, ``keys`` what the case must all be found by;
    ``overdue_at`` asks for those whose time was over at that moment.
    """

    programme: str = ""
    status: str = ""
    words: str = ""
    account: str = ""
    only_needing_person: bool = False
    number: str = ""
    waits_for: str = ""
    keys: tuple[SearchKey, ...] = ()
    overdue_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """Rows of ``cards`` and ``card_keys``: names are sealed, and keys are for searching only."""

    connection: Connection
    vault: Vault

    def put(self, card: CaseCard) -> None:
        """Write the card of a case over the one before."""
        self.connection.execute(delete(t.cards).where(t.cards.c.case == card.case))
        self.connection.execute(delete(t.card_keys).where(t.card_keys.c.case == card.case))
        found_by = f"{card.title} {card.case} {card.number}".casefold()
        values = values_of(card, "names", "keys") | {
            "current": list(card.current),
            "waits_for": list(card.waits_for),
            "found_by": found_by,
            "sealed": self.vault.seal(canonical(list(card.names)), _place(card.case)),
        }
        self.connection.execute(insert(t.cards).values(**values))
        for key in dict.fromkeys((*card.keys, *(SearchKey(ROLE, who) for who in card.waits_for))):
            row = {"case": card.case, "kind": key.kind, "hash": key.hash}
            self.connection.execute(insert(t.card_keys).values(**row))

    def find(self, query: Query, first: int = 0, count: int = 50) -> tuple[CaseCard, ...]:
        """Cards that fit, last changed first."""
        order = (t.cards.c.changed_at.desc(), t.cards.c.case)
        found = select(t.cards).where(*_conditions(query)).order_by(*order)
        page = found.offset(first).limit(count)
        return tuple(self._read(row) for row in self.connection.execute(page).mappings())

    def of_case(self, case: str) -> CaseCard | None:
        """The card of a case, or None."""
        found = select(t.cards).where(t.cards.c.case == case)
        row = self.connection.execute(found).mappings().first()
        return None if row is None else self._read(row)

    def count(self, query: Query) -> int:
        """How many cards fit."""
        found = select(func.count()).select_from(t.cards).where(*_conditions(query))
        return self.connection.execute(found).scalar_one()

    def clear(self) -> None:
        """Delete all, before they are rebuilt."""
        self.connection.execute(delete(t.card_keys))
        self.connection.execute(delete(t.cards))

    def reseal(self) -> int:
        """Seal names of older keys with the current one; how many there were."""
        rows = self.connection.execute(select(t.cards.c.case, t.cards.c.sealed)).all()
        old = [row for row in rows if not self.vault.is_current(row.sealed)]
        for row in old:
            sealed = self.vault.reseal(row.sealed, _place(row.case))
            change = update(t.cards).where(t.cards.c.case == row.case)
            self.connection.execute(change.values(sealed=sealed))
        return len(old)

    def _read(self, row: Mapping[Any, Any]) -> CaseCard:
        values = {name: value for name, value in row.items() if name not in {"found_by", "sealed"}}
        names = json.loads(self.vault.unseal(row["sealed"], _place(row["case"])))
        tuples = {name: tuple(row[name]) for name in ("current", "waits_for")}
        return CaseCard(**{**values, **tuples, "names": tuple(names)})


def _place(case: str) -> str:
    return f"cards/{case}"


def _conditions(query: Query) -> list[Any]:
    equal = {
        "programme": query.programme,
        "status": query.status,
        "account": query.account,
        "number": query.number,
    }
    conditions = [t.cards.c[name] == value for name, value in equal.items() if value]
    conditions += [
        t.cards.c.found_by.contains(word, autoescape=True)
        for word in query.words.casefold().split()
    ]
    if query.only_needing_person:
        conditions.append(t.cards.c.needs_person.is_(True))
    if query.overdue_at is not None:
        conditions.append(t.cards.c.due_at < query.overdue_at)
    wanted = (SearchKey(ROLE, query.waits_for),) if query.waits_for else ()
    return [*conditions, *_has_keys((*wanted, *query.keys))]


def _has_keys(keys: Iterable[SearchKey]) -> list[Any]:
    table = t.card_keys
    return [
        t.cards.c.case.in_(
            select(table.c.case).where(table.c.kind == key.kind, table.c.hash == key.hash)
        )
        for key in keys
    ]
