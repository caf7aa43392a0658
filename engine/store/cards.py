"""Cards of cases for searches: a projection that can be rebuilt at any time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from engine.base.cards import CardName, CaseCard, SearchKey
from engine.base.dataclass import dataclass
from engine.store import tables as t
from engine.store.event_data import sealed, unsealed
from engine.store.queue_rows import MOST_COUNTED, QueueRows
from engine.store.rows import values_of
from engine.store.vault import Vault

OPENED: Final = ("answers", "documents")
"""Parts of a case that show what was sent in; its files are ``file/…``."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; empty means anything. ``words`` must all stand in the title or the id.

    ``overdue_at`` asks for those whose time was over at that moment.
    """

    programme: str = ""
    status: str = ""
    words: str = ""
    account: str = ""
    only_needing_person: bool = False
    overdue_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """Rows of ``cards`` and ``card_keys``: names are sealed, and keys are for searching only."""

    connection: Connection
    vault: Vault

    def put(self, card: CaseCard) -> None:
        """Write the card of a case over the one before, and where it is listed."""
        self.connection.execute(delete(t.cards).where(t.cards.c.case == card.case))
        self.connection.execute(delete(t.card_keys).where(t.card_keys.c.case == card.case))
        values = values_of(card, "keys", "rows", "names", "confirmed", "refusals") | {
            "current": list(card.current),
            "waits_for": list(card.waits_for),
            "decided": list(card.decided),
            "found_by": f"{card.title} {card.case} {card.number}".casefold(),
            "sealed": sealed(_names(card), self.vault, _place(card.case)),
        }
        self.connection.execute(insert(t.cards), values)
        keys = [
            {
                "case": card.case,
                "kind": key.kind,
                "hash": key.hash,
                "programme": card.programme,
                "is_ended": not card.current,
                "changed_at": card.changed_at,
            }
            for key in dict.fromkeys(card.keys)
        ]
        if keys:
            self.connection.execute(insert(t.card_keys), keys)
        self._put_confirmed(card)
        if card.refusals:
            self._put_unopened(card)
        QueueRows(self.connection, self.vault).put(card.case, card.rows)

    def _put_confirmed(self, card: CaseCard) -> None:
        table = t.confirmations
        self.connection.execute(delete(table).where(table.c.case == card.case))
        shared = {"case": card.case, "programme": card.programme}
        if card.confirmed:
            rows = [values_of(one) | shared for one in card.confirmed]
            self.connection.execute(insert(table), rows)

    def _put_unopened(self, card: CaseCard) -> None:
        """Note who refused without having seen what was sent in: an event and what was read before
        it never change, so that each is noted once."""
        act, noted = t.case_events, t.unopened
        is_noted = and_(noted.c.case == act.c.case, noted.c.number == act.c.number)
        found = select(act.c.case, act.c.number, literal(card.programme), act.c.at).where(
            act.c.case == card.case,
            act.c.number.in_(card.refusals),
            ~_opened_before(act).exists(),
            ~select(noted.c.case).where(is_noted).exists(),
        )
        columns = ("case", "number", "programme", "at")
        self.connection.execute(insert(noted).from_select(columns, found))

    def find(self, query: Query, first: int = 0, count: int = 50) -> tuple[CaseCard, ...]:
        """Cards that fit, last changed first."""
        order = (t.cards.c.changed_at.desc(), t.cards.c.case)
        found = select(t.cards).where(*_conditions(query)).order_by(*order)
        page = found.offset(first).limit(count)
        return tuple(self._read(row) for row in self.connection.execute(page).mappings())

    def found_by(
        self, programme: str, keys: Iterable[SearchKey], count: int = 50
    ) -> tuple[CaseCard, ...]:
        """Cases that are found by all of these keys: open ones first, then last changed first."""
        wanted = tuple(dict.fromkeys(keys))
        if not wanted:
            return ()
        # Through the rarest of the keys, in the order of its index: it ends with the page.
        rarest = min(wanted, key=lambda key: self._how_many(programme, key))
        found: list[CaseCard] = []
        for is_ended in (False, True):
            left = count - len(found)
            if left:
                way = _through(programme, rarest, wanted, is_ended=is_ended).limit(left)
                found += [self._read(row) for row in self.connection.execute(way).mappings()]
        return tuple(found)

    def _how_many(self, programme: str, key: SearchKey) -> int:
        some = select(literal(1)).select_from(t.card_keys).where(*_is_key(programme, key))
        counted = select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())
        return self.connection.execute(counted).scalar_one()

    def of_case(self, case: str) -> CaseCard | None:
        """The card of a case, or None."""
        return self.of_cases((case,)).get(case)

    def of_cases(self, cases: Iterable[str]) -> Mapping[str, CaseCard]:
        """The cards of cases, by case."""
        found = select(t.cards).where(t.cards.c.case.in_(tuple(cases)))
        cards = (self._read(row) for row in self.connection.execute(found).mappings())
        return {card.case: card for card in cards}

    def of_account(
        self, account: str, programme: str, first: int = 0, count: int = 50
    ) -> tuple[CaseCard, ...]:
        """The cases of an account in a programme, last changed first."""
        table = t.cards
        own = select(table).where(table.c.account == account, table.c.programme == programme)
        ordered = own.order_by(table.c.changed_at.desc(), table.c.case.desc())
        page = ordered.offset(first).limit(count)
        return tuple(self._read(row) for row in self.connection.execute(page).mappings())

    def unread(self, account: str, programme: str) -> tuple[str, int]:
        """The case of an account with the most messages not opened, and how many there are in all;
        without a case empty."""
        table = t.cards
        found = (
            select(table.c.case, func.sum(table.c.unread).over())
            .where(table.c.account == account, table.c.programme == programme)
            .order_by(table.c.unread.desc(), table.c.changed_at.desc(), table.c.case)
            .limit(1)
        )
        row = self.connection.execute(found).first()
        return ("", 0) if row is None else (row[0], int(row[1]))

    def count(self, query: Query) -> int:
        """How many cards fit."""
        found = select(func.count()).select_from(t.cards).where(*_conditions(query))
        return self.connection.execute(found).scalar_one()

    def clear(self) -> None:
        """Delete all, before they are rebuilt."""
        for table in (t.queue_choices, t.queue_rows, t.card_keys, t.cards):
            self.connection.execute(delete(table))

    def reseal(self) -> int:
        """Seal names of older keys with the current one; how many rows there were."""
        rows = self.connection.execute(select(t.cards.c.case, t.cards.c.sealed)).all()
        old = [row for row in rows if row.sealed and not self.vault.is_current(row.sealed)]
        for row in old:
            again = self.vault.reseal(row.sealed, _place(row.case))
            change = update(t.cards).where(t.cards.c.case == row.case)
            self.connection.execute(change.values(sealed=again))
        return len(old) + QueueRows(self.connection, self.vault).reseal()

    def _read(self, row: Mapping[Any, Any]) -> CaseCard:
        values = {name: value for name, value in row.items() if name not in {"found_by", "sealed"}}
        names = unsealed(row["sealed"], self.vault, _place(row["case"])).get("names", ())
        return CaseCard(
            **values | {name: tuple(row[name]) for name in ("current", "waits_for", "decided")},
            names=tuple(CardName(*each) for each in names),
        )


def _opened_before(act: FromClause) -> Select[Any]:
    """Where whoever acted had opened answers or files of the case before."""
    reads = t.reads
    return select(literal(1)).where(
        reads.c.case == act.c.case,
        reads.c.account == act.c.account,
        reads.c.at <= act.c.at,
        or_(reads.c.part.in_(OPENED), reads.c.part.startswith("file/")),
    )


def _place(case: str) -> str:
    return f"cards/{case}"


def _names(card: CaseCard) -> Mapping[str, Any]:
    return {"names": [[each.place, each.name] for each in card.names]} if card.names else {}


def _conditions(query: Query) -> list[Any]:
    equal = {"programme": query.programme, "status": query.status, "account": query.account}
    conditions = [t.cards.c[name] == value for name, value in equal.items() if value]
    conditions += [
        t.cards.c.found_by.contains(word, autoescape=True)
        for word in query.words.casefold().split()
    ]
    if query.only_needing_person:
        conditions.append(t.cards.c.needs_person.is_(True))
    if query.overdue_at is not None:
        conditions.append(t.cards.c.due_at <= query.overdue_at)
    return conditions


def _through(
    programme: str, key: SearchKey, wanted: Iterable[SearchKey], *, is_ended: bool
) -> Select[tuple[Any, ...]]:
    """Cards that have a key, in the order of its index, if they have all the others too."""
    table = t.card_keys
    others = (
        _also(table.alias(f"key{place}"), one) for place, one in enumerate(wanted) if one != key
    )
    return (
        select(t.cards)
        .select_from(table.join(t.cards, t.cards.c.case == table.c.case))
        .where(*_is_key(programme, key), table.c.is_ended.is_(is_ended), *others)
        .order_by(table.c.changed_at.desc(), table.c.case.desc())
    )


def _is_key(programme: str, key: SearchKey) -> tuple[ColumnElement[bool], ...]:
    table = t.card_keys
    return table.c.programme == programme, table.c.kind == key.kind, table.c.hash == key.hash


def _also(other: FromClause, key: SearchKey) -> ColumnElement[bool]:
    return (
        select(other.c.case)
        .where(
            other.c.case == t.card_keys.c.case, other.c.kind == key.kind, other.c.hash == key.hash
        )
        .exists()
    )
