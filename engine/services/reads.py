"""What members of staff are shown is recorded; and it tells them what is new since they were here.

``Reads.record`` is the only way in: a page of a case, a file or a personal code is recorded before
it is shown. Within half an hour the same thing is one entry and one visit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from engine.base.events import CaseEvent, EventKind
from engine.base.ports import Clock, Ids
from engine.base.reads import CaseRead, ReadMark, ReadWay
from engine.bundles.library import Library
from engine.meaning.words.history import HistoryLine, history
from engine.services.case_loading import LoadedCase
from engine.store.store import Store, Unit

ONE_VISIT: Final = timedelta(minutes=30)
NOTED_EVERY: Final = timedelta(minutes=1)
"""How exact the time of the last reading is kept, so that a reload does not write."""
REASON: Final = "reason"
"""The part under which it is recorded why somebody opens a case."""
TELLS_NOTHING: Final = frozenset[EventKind]({"read", "due"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody is shown: ``part`` as ``answers``, ``file/ID`` or ``code/PERSON``."""

    part: str
    way: ReadWay = "link"
    list: str = ""
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened since one's last visit, and the event it is."""

    event: CaseEvent
    line: HistoryLine


@dataclass(frozen=True, slots=True)
class Reads:
    """Everything it needs is given to it."""

    store: Store
    library: Library
    clock: Clock
    ids: Ids

    def record(self, case: LoadedCase, shown: Shown) -> ReadMark:
        """Record that whoever loaded the case is shown a part of it."""
        account, now = case.actor.account, self.clock.now()
        number = case.state.picture.number
        with self.store.read() as view:
            known = view.reads.mark(account, case.case.id, shown.part)
        if known and known.number == number and now - known.at < NOTED_EVERY and not shown.reason:
            return known
        with self.store.write() as unit:
            unit.reads.put(self._mark(unit, case, ""))
            mark = self._mark(unit, case, shown.part)
            is_new = now - mark.noted_at >= ONE_VISIT or mark.noted_at == now
            mark = replace(mark, noted_at=now) if is_new else mark
            unit.reads.put(mark)
            if is_new or shown.reason:
                entry = CaseRead(
                    self.ids.new(), account, case.case.id, shown.part, now, shown.way, shown.list,
                    shown.reason,
                )  # fmt: skip
                unit.reads.add(entry)
        return mark

    def marks(self, case: LoadedCase) -> dict[str, ReadMark]:
        """When whoever loaded the case was shown each part last; ``""`` is anything of it."""
        with self.store.read() as view:
            found = view.reads.marks(case.actor.account, case.case.id)
        return {mark.part: mark for mark in found}

    def since_last(self, case: LoadedCase, lang: str) -> tuple[News, ...]:
        """What others did since the visit before this one, the newest first; at first nothing."""
        mark = self.marks(case).get("")
        if mark is None or mark.before is None:
            return ()
        new = tuple(self._new(case, mark.before))
        captions = self.library.captions(case.ready, lang)
        lines = history(case.state.world, case.state.picture, new, captions)
        return tuple(News(*each) for each in zip(new, lines, strict=True))[::-1]

    def _new(self, case: LoadedCase, before: int) -> Iterator[CaseEvent]:
        for event in case.events:
            is_own = event.by.account == case.actor.account
            if event.number > before and event.kind not in TELLS_NOTHING and not is_own:
                yield event

    def _mark(self, unit: Unit, case: LoadedCase, part: str) -> ReadMark:
        """The mark as it is from now on; it begins a visit where the last one is over."""
        account, now = case.actor.account, self.clock.now()
        number = case.state.picture.number
        known = unit.reads.mark(account, case.case.id, part)
        if known is None:
            return ReadMark(account, case.case.id, part, now, now, number)
        if now - known.at < ONE_VISIT:
            return replace(known, at=now, number=number)
        return replace(known, at=now, number=number, before=known.number, before_at=known.at)
