"""Optional notices that somebody does not want by a channel: one row for each that is off."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from engine.base.dataclass import dataclass
from engine.store import tables as t


@dataclass(frozen=True, slots=True)
class NoticeChoices:
    """Rows of ``notice_choices``."""

    connection: Connection

    def off(self, account: str, programme: str) -> frozenset[tuple[str, str]]:
        """What is off, as (notice, channel)."""
        table = t.notice_choices
        found = select(table.c.notice, table.c.channel).where(*_of(account, programme))
        return frozenset((row.notice, row.channel) for row in self.connection.execute(found))

    def put(self, account: str, programme: str, off: Iterable[tuple[str, str]]) -> None:
        """Write what is off instead of what was."""
        self.connection.execute(delete(t.notice_choices).where(*_of(account, programme)))
        rows = [
            {"account": account, "programme": programme, "notice": notice, "channel": channel}
            for notice, channel in sorted(set(off))
        ]
        if rows:
            self.connection.execute(insert(t.notice_choices), rows)


def _of(account: str, programme: str) -> tuple[ColumnElement[bool], ...]:
    table = t.notice_choices
    return (table.c.account == account, table.c.programme == programme)
