"""Cards and timers of cases as they stand: for what was lost, and for what only another day tells.

Nothing of a case is changed. A case that somebody moves meanwhile is looked at again.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.base.ports import Clock
from engine.base.records import StoredCase
from engine.bundles.library import Library
from engine.case.effects import Effects, EffectsContext, standing_effects
from engine.services.case_loading import CaseRequest, LoadedCase, loaded
from engine.services.following import open_sessions
from engine.services.senders import CLOCK_ITSELF
from engine.store.store import Store

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many cards were made anew, how many timers were missing, which cases were unreadable."""

    renewed: int = 0
    timers: int = 0
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renewal:
    """Makes cards and timers anew. ``keyed_hash`` hashes (purpose, text)."""

    store: Store
    library: Library
    clock: Clock
    keyed_hash: Callable[[str, str], str]

    def every(self, *, ended: bool = False) -> Renewed:
        """All cases under way; with ``ended`` also those after which nothing may happen."""
        with self.store.read() as view:
            cases = view.cases.every()
        renewed, timers, failed = 0, 0, []
        for case in cases:
            try:
                if not ended and self._is_ended(case):
                    continue
                timers += self.one(case.id)
                renewed += 1
            except AnketaError as error:
                log.warning("card not rebuilt", case=case.id, reason=type(error).__name__)
                failed.append(case.id)
        return Renewed(renewed, timers, tuple(failed))

    def one(self, case_id: str) -> int:
        """One case; how many of its timers were missing. Raises NotFound."""
        while True:
            with self.store.read() as view:
                case = loaded(
                    view,
                    self.library.serve,
                    CaseRequest(case_id, CLOCK_ITSELF),
                    self.clock.now(),
                )
            made = self._effects(case)
            with self.store.write() as unit:
                now = unit.cases.find(case_id)
                if now is None or now.version != case.case.version:
                    continue
                unit.cards.put(made.card)
                missing, _ = unit.timers.keep(case_id, made.timers)
                open_sessions(unit, case_id, made, case.now)
                return missing

    def _effects(self, case: LoadedCase) -> Effects:
        context = EffectsContext(
            case=case.case,
            ready=case.ready,
            world=case.state.world,
            applicant=case.contact,
            now=case.now,
            reader=lambda lang: self.library.reader(lang, case.ready),
            staff=lambda _: (),
            token=lambda: "",
            keyed_hash=self.keyed_hash,
            history=case.events,
        )
        return standing_effects(context, case.state.picture)

    def _is_ended(self, case: StoredCase) -> bool:
        route = self.library.serve(case.bundle, case.programme).meaning.route
        return case.status in {end.name for end in route.flow.case.ends[1:]}
