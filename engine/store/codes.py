"""Confirmation codes: every guess is one atomic UPDATE, so parallel guesses cannot slip through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.records import Code
from engine.store import tables as t
from engine.store.rows import values_of


@dataclass(frozen=True, slots=True)
class SentCode:
    """To which contact (its keyed hash) a code was sent, and when."""

    contact: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Codes:
    """Rows of ``codes``."""

    connection: Connection
    tries: int
    """How many wrong guesses make a code void."""

    def add(self, code: Code) -> None:
        """Keep a code that is about to be sent; earlier ones for the same use are void."""
        earlier = and_(
            t.codes.c.purpose == code.purpose,
            t.codes.c.subject == code.subject,
            t.codes.c.channel == code.channel,
        )
        self.connection.execute(update(t.codes).where(earlier).values(void=True))
        self.connection.execute(insert(t.codes).values(**values_of(code), wrong=0, void=False))

    def live(self, purpose: str, subject: str, now: datetime) -> dict[str, str]:
        """Ids of the codes that may still be guessed, by channel."""
        found = select(t.codes.c.channel, t.codes.c.id).where(
            t.codes.c.purpose == purpose, t.codes.c.subject == subject, self._is_live(now)
        )
        return {row.channel: row.id for row in self.connection.execute(found)}

    def latest(self, purpose: str, subject: str) -> dict[str, SentCode]:
        """The newest code sent, by channel."""
        found = (
            select(t.codes.c.channel, t.codes.c.contact, t.codes.c.sent_at)
            .where(t.codes.c.purpose == purpose, t.codes.c.subject == subject)
            .order_by(t.codes.c.sent_at)
        )
        return {
            row.channel: SentCode(row.contact, row.sent_at)
            for row in self.connection.execute(found)
        }

    def sent_since(self, contact: str, since: datetime) -> int:
        """How many codes went to a contact (its keyed hash) after ``since``, for any purpose."""
        found = select(func.count()).where(t.codes.c.contact == contact, t.codes.c.sent_at > since)
        return self.connection.execute(found).scalar_one()

    def redeem(self, guesses: Mapping[str, str], now: datetime) -> bool:
        """Use up all codes (hash of the guess by id) if every guess is right; else none of them.

        A wrong guess counts against its code. The same codes are redeemed at most once.
        """
        return bool(guesses) and not self.wrong(guesses, now) and self.use(guesses, now)

    def wrong(self, guesses: Mapping[str, str], now: datetime) -> frozenset[str]:
        """Ids of the codes whose guess is not right, which counts against them."""
        # Always in the same order, so that two transactions cannot wait for each other.
        return frozenset(id for id in sorted(guesses) if not self._guess(id, guesses[id], now))

    def use(self, ids: Iterable[str], now: datetime) -> bool:
        """Use up codes that were guessed; False where somebody was faster with one of them."""
        wanted = sorted(ids)
        use = update(t.codes).where(t.codes.c.id.in_(wanted), t.codes.c.used_at.is_(None))
        return self.connection.execute(use.values(used_at=now)).rowcount == len(wanted)

    def purge(self, before: datetime) -> int:
        """Delete codes that ended before; how many."""
        return self.connection.execute(delete(t.codes).where(t.codes.c.ends_at < before)).rowcount

    def _guess(self, id: str, guess: str, now: datetime) -> bool:
        is_right = t.codes.c.hash == guess
        change = (
            update(t.codes)
            .where(t.codes.c.id == id, self._is_live(now))
            .values(wrong=t.codes.c.wrong + case((is_right, 0), else_=1))
            .returning(is_right)
        )
        return bool(self.connection.execute(change).scalar_one_or_none())

    def _is_live(self, now: datetime) -> ColumnElement[bool]:
        return and_(
            t.codes.c.void.is_(False),
            t.codes.c.used_at.is_(None),
            t.codes.c.wrong < self.tries,
            t.codes.c.ends_at > now,
        )
