"""Cards of cases for lists and searches: a projection that can be rebuilt at any time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from engine.base.cards import CardTurn, CaseCard, QueueRow, SearchKey
from engine.store import tables as t
from engine.store.event_data import sealed, unsealed
from engine.store.rows import values_of
from engine.store.vault import Vault

ROLE, QUEUE = "role", "queue"
"""Kinds of keys that are no secret, and not hashed: whose turn it is, where the case is listed."""

SEALED: Final = ("names", "turns", "rows")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; empty means anything. ``words`` must all stand in the title or the id.

    ``waits_for`` is whose turn it is, ``queue`` a list it stands in, ``keys`` what it must all be
    found by; ``overdue_at`` asks for those whose time was over at that moment.
    """

    programme: str = ""
    status: str = ""
    words: str = ""
    account: str = ""
    only_needing_person: bool = False
    number: str = ""
    waits_for: str = ""
    queue: str = ""
    keys: tuple[SearchKey, ...] = ()
    overdue_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """Rows of ``cards`` and ``card_keys``: people are sealed, and keys are for searching only."""

    connection: Connection
    vault: Vault

    def put(self, card: CaseCard) -> None:
        """Write the card of a case over the one before."""
        self.connection.execute(delete(t.cards).where(t.cards.c.case == card.case))
        self.connection.execute(delete(t.card_keys).where(t.card_keys.c.case == card.case))
        values = values_of(card, "keys", *SEALED) | {
            "current": list(card.current),
            "found_by": f"{card.title} {card.case} {card.number}".casefold(),
            "sealed": sealed(_people(card), self.vault, _place(card.case)),
        }
        self.connection.execute(insert(t.cards).values(**values))
        keys = [{"case": card.case, "kind": key.kind, "hash": key.hash} for key in _keys(card)]
        if keys:
            self.connection.execute(insert(t.card_keys), keys)

    def find(self, query: Query, first: int = 0, count: int | None = 50) -> tuple[CaseCard, ...]:
        """Cards that fit, last changed first; all of them where ``count`` is None."""
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
        """Seal people of older keys with the current one; how many cards there were."""
        rows = self.connection.execute(select(t.cards.c.case, t.cards.c.sealed)).all()
        old = [row for row in rows if row.sealed and not self.vault.is_current(row.sealed)]
        for row in old:
            again = self.vault.reseal(row.sealed, _place(row.case))
            change = update(t.cards).where(t.cards.c.case == row.case)
            self.connection.execute(change.values(sealed=again))
        return len(old)

    def _read(self, row: Mapping[Any, Any]) -> CaseCard:
        values = {name: value for name, value in row.items() if name not in {"found_by", "sealed"}}
        people = unsealed(row["sealed"], self.vault, _place(row["case"]))
        return CaseCard(
            **values | {"current": tuple(row["current"])},
            names=tuple(people.get("names", ())),
            turns=tuple(CardTurn(**_with_times(turn)) for turn in people.get("turns", ())),
            rows=tuple(QueueRow(**_with_times(line)) for line in people.get("rows", ())),
        )


def _place(case: str) -> str:
    return f"cards/{case}"


def _keys(card: CaseCard) -> Iterable[SearchKey]:
    turns = (SearchKey(ROLE, who) for who in card.waits_for)
    queues = (SearchKey(QUEUE, queue) for queue in card.queues)
    return dict.fromkeys((*card.keys, *turns, *queues))


def _people(card: CaseCard) -> Mapping[str, Any]:
    found = {
        "names": list(card.names),
        "turns": [_without_times(turn) for turn in card.turns],
        "rows": [_without_times(line) for line in card.rows],
    }
    return found if any(found.values()) else {}


def _without_times(part: CardTurn | QueueRow) -> Mapping[str, Any]:
    values = {each.name: getattr(part, each.name) for each in fields(part)}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _with_times(values: Mapping[str, Any]) -> dict[str, Any]:
    times = {name for name in ("since", "due_at") if values.get(name)}
    return {
        name: datetime.fromisoformat(value) if name in times else value
        for name, value in values.items()
    }


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
        conditions.append(t.cards.c.due_at <= query.overdue_at)
    turn = (SearchKey(ROLE, query.waits_for),) if query.waits_for else ()
    queue = (SearchKey(QUEUE, query.queue),) if query.queue else ()
    return [*conditions, *_has_keys((*turn, *queue, *query.keys))]


def _has_keys(keys: Iterable[SearchKey]) -> list[Any]:
    table = t.card_keys
    return [
        t.cards.c.case.in_(
            select(table.c.case).where(table.c.kind == key.kind, table.c.hash == key.hash)
        )
        for key in keys
    ]
