"""The world of a case that is judged by its answers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from engine.base.dataclass import dataclass
from engine.base.values import Answers
from engine.definitions.model.conditions import Condition
from engine.definitions.model.items import Item
from engine.definitions.model.route import Stage
from engine.meaning import units
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.meaning.flow.appointments import MeetingHours, meeting_hours
from engine.meaning.picture import ItemState, Picture
from engine.meaning.programme import Meaning
from engine.meaning.route import Route
from engine.meaning.scope import Scope
from engine.meaning.situation import Situation
from engine.meaning.truth import Truth
from engine.meaning.units import UnitScope

REMEMBERED: Final = 16
"""Pictures whose situations are kept; a breath looks at a few of them again and again."""


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A case in one picture, with what was found out about its stages and items."""

    case: Situation
    needed: dict[str, Truth] = field(default_factory=dict)
    units: dict[str, tuple[str, ...] | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class AnswersWorld:
    """The answers of a case on a day. What was asked by the steps of its items is added to them."""

    meaning: Meaning = field(repr=False)
    answers: Answers = field(repr=False)
    today: date
    applied_on: date | None = None
    _situations: OrderedDict[int, tuple[Picture, _Seen]] = field(
        default_factory=OrderedDict, init=False, repr=False
    )

    @property
    def route(self) -> Route:
        return self.meaning.route

    def needed(self, stage: Stage, picture: Picture) -> Truth:
        seen = self._seen(picture)
        if stage.name not in seen.needed:
            seen.needed[stage.name] = units.is_needed(seen.case, stage)
        return seen.needed[stage.name]

    def units(self, item: Item, picture: Picture) -> tuple[str, ...] | None:
        seen = self._seen(picture)
        if item.name not in seen.units:
            seen.units[item.name] = units.units(seen.case, item)
        return seen.units[item.name]

    def holds(
        self, condition: Condition, picture: Picture, item: Item | None = None, unit: str = ""
    ) -> Truth:
        return self.meaning.holds(condition)(self.scope(picture, item, unit))

    def is_met(self, picture: Picture, state: ItemState, at: datetime) -> bool:
        hours = self.hours(picture, state)
        return hours is not None and hours.hold(at)

    def hours(self, picture: Picture, state: ItemState) -> MeetingHours | None:
        """When the appointment of an item is; None while none is agreed."""
        agreed = state.item.appointment
        scope = self.scope(picture, state.item, state.unit)
        return meeting_hours(agreed, scope, self.where) if agreed else None

    @property
    def where(self) -> WorkCalendar:
        """The calendar of the bank, in its time zone."""
        zone = ZoneInfo(self.meaning.programme.time_zone)
        return WorkCalendar(zone, self.route.flow.calendar or USUAL)

    def scope(self, picture: Picture, item: Item | None = None, unit: str = "") -> Scope:
        """What names mean in the case, or inside an item's unit."""
        case = self.situation(picture)
        return case if item is None or item.each is None else UnitScope(case, item, unit)

    def situation(self, picture: Picture) -> Situation:
        """The case as its programme sees it while its items stand like this."""
        return self._seen(picture).case

    def _seen(self, picture: Picture) -> _Seen:
        known = self._situations.get(id(picture))
        if known is not None and known[0] is picture:
            return known[1]
        answers = {**self.answers, **asked_by_steps(self.route, picture)}
        found = _Seen(
            Situation(
                self.meaning, answers, self.today, applied_on=self.applied_on, picture=picture
            )
        )
        self._situations[id(picture)] = (picture, found)
        if len(self._situations) > REMEMBERED:
            self._situations.popitem(last=False)
        return found


def asked_by_steps(route: Route, picture: Picture) -> Mapping[str, Any]:
    """The answers that the steps of items taken once have asked, by path."""
    found: dict[str, Any] = {}
    for (name, _), instance in picture.instances.items():
        item = route.items.get(name)
        if item is not None and item.each is None:
            # Rows that steps add are none until one is added, which is not the same as no answer.
            found.update(dict.fromkeys(route.groups[name], ()))
            found.update(instance.answers)
    return found
