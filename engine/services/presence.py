"""Who else has a case open: told, and never a lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.base.ports import Clock
from engine.base.presence import CasePresence
from engine.store.errors import StoreBusy, StoreUnavailable
from engine.store.store import Store, View

GONE_AFTER: Final = timedelta(seconds=60)
KEPT: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class WhoIsHere:
    """Notes who has a case open, and tells the others."""

    store: Store
    clock: Clock

    def enter(self, case: str, account: str, place: str = "") -> None:
        """Note that somebody has a case open, or still has; a store that is busy is no reason to
        refuse the page."""
        now = self.clock.now()
        try:
            with self.store.write() as unit:
                unit.presence.purge(now - KEPT)
                unit.presence.put(CasePresence(case, account, place, now, now))
        except (StoreBusy, StoreUnavailable):
            return

    def leave(self, case: str, account: str) -> None:
        """Note that somebody has closed it."""
        try:
            with self.store.write() as unit:
                unit.presence.leave(case, account)
        except AnketaError:
            return

    def others(self, case: str, account: str) -> tuple[CasePresence, ...]:
        """Everybody else who has the case open."""
        found = self.in_cases((case,)).get(case, ())
        return tuple(one for one in found if one.account != account)

    def in_cases(self, cases: Iterable[str]) -> Mapping[str, tuple[CasePresence, ...]]:
        """Who has which of these cases open, for lists."""
        with self.store.read() as view:
            return present(view, cases, self.clock.now())


def present(
    view: View, cases: Iterable[str], now: datetime
) -> Mapping[str, tuple[CasePresence, ...]]:
    """Who has which of these cases open, the longest there first."""
    found: dict[str, tuple[CasePresence, ...]] = {}
    for one in view.presence.of_cases(cases, now - GONE_AFTER):
        found[one.case] = (*found.get(one.case, ()), one)
    return found
