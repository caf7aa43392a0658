"""What members of staff are shown is recorded; and it tells them what is new since they were here.

``Reads.record`` is the only way in: a page of a case, a file or a personal code is recorded before
it is shown. Within half an hour the same thing is one entry and one visit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
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
class ShownThing:
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


def may_audit(case: LoadedCase) -> bool:
    """Whether whoever loaded the case may see who opened what of it."""
    return "audit" in _rights(case)


def only_reads(case: LoadedCase) -> bool:
    """Whether whoever loaded the case may do nothing in it, and so is shown no button."""
    return case.actor.side == "bank" and _rights(case) <= {"read", "audit"}


def _rights(case: LoadedCase) -> frozenset[str]:
    if case.actor.side != "bank":
        return frozenset()
    roles = (role for role in case.state.route.flow.roles if role.name in case.actor.roles)
    return frozenset(right for role in roles for right in role.may)


@dataclass(frozen=True, slots=True)
class Reads:
    """Everything it needs is given to it."""

    store: Store
    library: Library
    clock: Clock
    ids: Ids

    def record(self, case: LoadedCase, shown: ShownThing) -> ReadMark:
        """Record that whoever loaded the case is shown a part of it."""
        account, now = case.actor.account, self.clock.now()
        number = case.last
        with self.store.read() as view:
            known = view.reads.mark(account, case.case.id, shown.part)
        if known and known.number == number and now - known.at < NOTED_EVERY and not shown.reason:
            return known
        with self.store.write() as unit:
            unit.reads.put(_marked(unit, case, "", now))
            mark = _marked(unit, case, shown.part, now)
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

    def of_case(self, case: LoadedCase, first: int = 0, count: int = 50) -> tuple[CaseRead, ...]:
        """Who was shown what of a case, the newest first, from one entry on. Raises NotFound for
        who may not ask."""
        if not may_audit(case):
            raise NotFound
        with self.store.read() as view:
            return view.reads.of_case(case.case.id, first, count)

    def count_of(self, case: LoadedCase) -> int:
        """How many entries a case has."""
        with self.store.read() as view:
            return view.reads.count_of_case(case.case.id)

    def must_say_why(self, case: LoadedCase) -> bool:
        """Whether the reader has to say why they open a case that is not theirs; once a day."""
        flow, actor = case.state.route.flow, case.actor
        own = [role for role in flow.roles if role.name in actor.roles]
        if actor.side != "bank" or not all(role.says_why for role in own):
            return False
        queues = {queue.name for queue in flow.queues if actor.roles.intersection(queue.roles)}
        midnight = case.now.astimezone(case.ready.zone).replace(hour=0, minute=0, second=0)
        with self.store.read() as view:
            rows = view.queue_rows.of_case(case.case.id)
            said = view.reads.mark(actor.account, case.case.id, REASON)
        if said is not None and said.noted_at >= midnight.replace(microsecond=0):
            return False
        return not any(
            row.taken_by == actor.account
            or (row.kind in ("turn", "confirm") and row.name in actor.roles)
            or (row.kind == "queue" and row.name in queues)
            for row in rows
        )

    def _new(self, case: LoadedCase, before: int) -> Iterator[CaseEvent]:
        for event in case.events:
            is_own = event.by.account == case.actor.account
            if event.number > before and event.kind not in TELLS_NOTHING and not is_own:
                yield event


def _marked(unit: Unit, case: LoadedCase, part: str, now: datetime) -> ReadMark:
    """The mark as it is from now on; it begins a visit where the last one is over."""
    account, number = case.actor.account, case.last
    known = unit.reads.mark(account, case.case.id, part)
    if known is None:
        return ReadMark(account, case.case.id, part, now, now, number)
    if now - known.at < ONE_VISIT:
        return replace(known, at=now, number=number)
    return replace(known, at=now, number=number, before=known.number, before_at=known.at)
