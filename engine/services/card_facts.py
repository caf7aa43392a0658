"""Who acts, until when, and what comes next, on the first card of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import datetime, timedelta
from typing import Final

from engine.base.dataclass import dataclass
from engine.case.form_pages import SENDS
from engine.definitions.model.items import Status
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.meaning.flow.stages import instances_of
from engine.meaning.flow.times import awaited, due_at
from engine.meaning.picture import ItemState
from engine.meaning.words.overview import FlowOverview, ItemLine, shown_status
from engine.services.case_loading import LoadedCase
from engine.services.views import ItemView, SaidOfTurn

WHO, UNTIL, BY_WHEN = N_("Who"), N_("Until"), N_("By when")
NEXT, SO_FAR = N_("What comes next"), N_("So far")
THEN_STATUS: Final = N_("{date} – then: {status}")
CHECKED_WITHIN: Final = N_("The Bank checks it, usually within {time}")
CHECKED: Final = N_("The Bank checks it")
NEXT_STAGE: Final = N_("The next stage: {stage}")
DECISION: Final = N_("The Bank tells you its decision")

_MOMENT: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The lines beside the sentence, from timers, due times and the stages that follow."""

    case: LoadedCase = field(repr=False)
    words: FlowOverview = field(repr=False)
    reader: Reader = field(repr=False)

    def of(
        self, items: tuple[ItemView, ...], who: str, when: str, so_far: str = ""
    ) -> tuple[SaidOfTurn, ...]:
        """The lines for some items; ``when`` is ``UNTIL`` or ``BY_WHEN``.

        ``so_far`` is how many have done what everybody has to do.
        """
        done = (SaidOfTurn(self.reader.message(SO_FAR), so_far),) if so_far else ()
        return (*self._of(items, who, when), *done)

    def day(self, moment: datetime) -> str:
        """The day of a moment where the bank is."""
        return self.reader.date(moment.astimezone(self.case.ready.zone).date())

    def _of(self, items: tuple[ItemView, ...], who: str, when: str) -> Iterator[SaidOfTurn]:
        message = self.reader.message
        if who:
            yield SaidOfTurn(message(WHO), who)
        until = self._until(items) if when == UNTIL else self._by_when(items)
        if until:
            yield SaidOfTurn(message(when), until)
        following = self._next(items)
        if following:
            yield SaidOfTurn(message(NEXT), following)

    def _until(self, items: tuple[ItemView, ...]) -> str:
        own = {(one.line.item, one.line.unit) for one in items}
        state = self.case.state
        waits = awaited(state.world, state.picture, self._calendar)
        timers = [one for one in waits if one.to and (one.item, one.unit) in own]
        soonest = min(timers, key=lambda one: one.at, default=None)
        if soonest is None:
            return ""
        item = self.case.state.route.items[soonest.item]
        status = self.reader.text(shown_status(item, soonest.to).caption)
        day = self.day(soonest.at - _MOMENT)
        return self.reader.message(THEN_STATUS, date=day, status=status)

    def _by_when(self, items: tuple[ItemView, ...]) -> str:
        dues = self.dues(items)
        return self.day(max(dues) - _MOMENT) if dues else ""

    def dues(self, items: Iterable[ItemView]) -> list[datetime]:
        """By when whoever the items wait for should have acted."""
        picture = self.case.state.picture
        found = (due_at(picture, self._state(one.line), self._calendar) for one in items)
        return [at for at in found if at is not None]

    def _next(self, items: tuple[ItemView, ...]) -> str:
        message = self.reader.message
        for one in items:
            reviewed = self._reviewed(one)
            if reviewed is not None:
                if reviewed.due is None:
                    return message(CHECKED)
                return message(CHECKED_WITHIN, time=self._length(reviewed))
        coming = (
            line.title
            for line in self.words.stages
            if line.state == "waiting" and not line.undecided
            and not self._is_decided_by(line.stage)
        )  # fmt: skip
        stage = next(coming, "")
        if stage:
            return message(NEXT_STAGE, stage=stage)
        return message(DECISION) if self._is_undecided else ""

    @property
    def _is_undecided(self) -> bool:
        """Whether a decision is still to be made."""
        state = self.case.state
        return any(
            not one.status or not item.status(one.status).kind
            for item in state.route.decisions
            for _, one in instances_of(state.world, state.picture, item)
        )

    def _is_decided_by(self, stage: str) -> bool:
        flow = self.case.state.route.flow
        items = next(one.items for one in flow.stages if one.name == stage)
        return all(flow.item(name).decision for name in items)

    def _reviewed(self, one: ItemView) -> Status | None:
        """Where the document of the applicant stands once it is sent."""
        if not one.fill_in:
            return None
        item = self.case.state.route.items[one.line.item]
        now = self.case.state.picture.instance(one.line.item, one.line.unit).status
        sends = next((step for step in item.status(now).steps if step.name == SENDS), None)
        target = item.status(sends.to[0].to) if sends and sends.to else None
        roles = {role.name for role in self.case.state.route.flow.roles}
        return target if target is not None and target.waits_for in roles else None

    def _length(self, status: Status) -> str:
        due, counted = status.due, self.reader.counted
        if due is None or status.due_since is not None:
            return ""
        if due.unit == "working days":
            return counted("{count} working day", "{count} working days", due.count)
        if due.unit == "days":
            return counted("{count} day", "{count} days", due.count)
        if due.unit == "hours":
            return counted("{count} hour", "{count} hours", due.count)
        return counted("{count} minute", "{count} minutes", due.count)

    @property
    def _calendar(self) -> WorkCalendar:
        return WorkCalendar(self.case.ready.zone, self.case.state.route.flow.calendar or USUAL)

    def _state(self, line: ItemLine) -> ItemState:
        item = self.case.state.route.items[line.item]
        return ItemState(item, line.unit, self.case.state.picture.instance(line.item, line.unit))
