"""The moments that cases wait for: set and taken away in the commit that makes the difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from engine.base.dataclass import dataclass
from engine.base.later import CaseTimer
from engine.store import tables as t
from engine.store.rows import insert_missing, values_of


@dataclass(frozen=True, slots=True)
class Timers:
    """Rows of ``timers``; a row goes when its case does not wait for it any more."""

    connection: Connection

    def keep(self, case: str, wanted: Iterable[CaseTimer]) -> tuple[int, int]:
        """Make the timers of a case exactly these; how many were set and how many taken away.

        One whose moment has passed is looked at again, for the case is another one now.
        """
        timers = {timer.id: timer for timer in wanted}
        known = {timer.id: timer for timer in self.of_case(case)}
        gone = [id for id in known if id not in timers]
        for id in gone:
            self.remove(id)
        for id, timer in timers.items():
            if id not in known:
                insert_missing(self.connection, t.timers, _row(timer))
            elif (known[id].due_at, known[id].look_at) != (timer.due_at, timer.due_at):
                self._change(id, due_at=timer.due_at, look_at=timer.due_at)
        return len(timers.keys() - known.keys()), len(gone)

    def of_case(self, case: str) -> tuple[CaseTimer, ...]:
        """What a case waits for, the next first."""
        return self._all(t.timers.c.case == case)

    def come(self, now: datetime, count: int) -> tuple[CaseTimer, ...]:
        """Those to look at now, the longest waiting first."""
        return self._all(t.timers.c.look_at <= now, limit=count)

    def find(self, id: str) -> CaseTimer | None:
        """The timer, or None where its case does not wait for it any more."""
        return next(iter(self._all(t.timers.c.id == id)), None)

    def look_again(self, id: str, at: datetime) -> None:
        """Leave it for later; nothing where it is gone."""
        self._change(id, look_at=at, tries=t.timers.c.tries + 1)

    def remove(self, id: str) -> None:
        """Take it away; nothing where it is gone."""
        self.connection.execute(delete(t.timers).where(t.timers.c.id == id))

    def _change(self, id: str, **values: Any) -> None:
        self.connection.execute(update(t.timers).where(t.timers.c.id == id).values(**values))

    def _all(self, which: Any, limit: int | None = None) -> tuple[CaseTimer, ...]:
        order = (t.timers.c.look_at, t.timers.c.due_at, t.timers.c.id)
        found = select(t.timers).where(which).order_by(*order).limit(limit)
        return tuple(_read(row) for row in self.connection.execute(found).mappings())


def _row(timer: CaseTimer) -> dict[str, Any]:
    return values_of(timer) | {"look_at": timer.look_at or timer.due_at}


def _read(row: Mapping[Any, Any]) -> CaseTimer:
    return CaseTimer(**row)
