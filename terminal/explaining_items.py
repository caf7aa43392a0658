"""``explain`` of a case in items: why a stage is needed, why an item is there, and what is open."""

from __future__ import annotations

from collections.abc import Iterator

from engine.base.dataclass import dataclass
from engine.definitions.model.items import Item, Step
from engine.language.marker import N_
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.steps import state_of
from engine.meaning.picture import ItemState, Picture
from engine.meaning.situation import Situation
from engine.meaning.units import standings
from engine.meaning.words.captions import Captions
from engine.meaning.words.item_captions import standing_in_words
from engine.meaning.words.refusals import REFUSALS
from engine.meaning.words.units import item_title
from engine.meaning.words.why import Why
from engine.meaning.words.why_flow import why_item, why_needed, why_not_open

Told = tuple[str, str, Why, str]
"""About what, what of it, why, and in words."""

STANDS = N_("{item}: {status}")


@dataclass(frozen=True, slots=True)
class ItemsExplained:
    """What can be explained of a case in items beside its questions and facts."""

    case: Situation
    captions: Captions

    @property
    def names(self) -> tuple[str, ...]:
        """The stages and items, by name."""
        route = self.case.meaning.route
        return (*(stage.name for stage in route.flow.stages), *route.items)

    def knows(self, what: str) -> bool:
        """Whether something is a stage, an item, one of several, or a step, as ``ITEM: STEP``."""
        return what in self.names or self._unit(what) is not None or self._step(what) is not None

    def of(self, what: str) -> Iterator[Told]:
        """The explanations of a stage, of an item for each of its units, or of a step."""
        route = self.case.meaning.route
        if any(stage.name == what for stage in route.flow.stages):
            yield what, "stage", why_needed(self.case, what), ""
        if what in route.items:
            yield from self._item(route.items[what])
        one = self._unit(what)
        if one is not None:
            yield from self._instance(*one)
        found = self._step(what)
        if found is not None:
            yield from self._open(*found)

    def _item(self, item: Item) -> Iterator[Told]:
        units = self._units(item)
        if not units:
            yield item.name, "item", why_item(self.case, item), ""
        for unit in units:
            yield from self._instance(item, unit)

    def _instance(self, item: Item, unit: str) -> Iterator[Told]:
        standing = self.case.picture.instance(item.name, unit).standing
        words = self.captions.reader.message(
            STANDS,
            item=item_title(self.case, item, unit, self.captions),
            status=standing_in_words(item, standing, self.captions.reader),
        )
        yield _about(item, unit), "item", why_item(self.case, item, unit), words
        yield from self._steps(item, unit)

    def _unit(self, what: str) -> tuple[Item, str] | None:
        """One of several, as ``document reader``."""
        name, _, unit = what.partition(" ")
        item = self.case.meaning.route.items.get(name)
        if item is None or not unit or unit not in self._units(item):
            return None
        return item, unit

    def _steps(self, item: Item, unit: str) -> Iterator[Told]:
        status = self.case.picture.instance(item.name, unit).status
        for step in item.status(status).steps if status else ():
            yield from self._of_step(item, unit, step)

    def _open(self, item: Item, step: Step) -> Iterator[Told]:
        for unit in self._units(item):
            own = item.step(self.case.picture.instance(item.name, unit).status, step.name)
            yield from self._of_step(item, unit, own or step)

    def _of_step(self, item: Item, unit: str, step: Step) -> Iterator[Told]:
        code, why = why_not_open(self._world, self._picture, self._state(item, unit), step)
        words = self.captions.reader.message(REFUSALS[code]) if code else ""
        yield f"{_about(item, unit)}: {step.name}", "open", why, words

    def _step(self, what: str) -> tuple[Item, Step] | None:
        name, colon, step_name = what.partition(": ")
        item = self.case.meaning.route.items.get(name) if colon else None
        steps = (step for status in item.statuses for step in status.steps) if item else ()
        found = next((step for step in steps if step.name == step_name), None)
        return None if item is None or found is None else (item, found)

    def _units(self, item: Item) -> tuple[str, ...]:
        if not isinstance(standings(self.case, item), tuple):
            return ()
        return self._world.units(item, self._picture) or ()

    def _state(self, item: Item, unit: str) -> ItemState:
        return state_of(self._world, self._picture, item.name, unit)

    @property
    def _world(self) -> AnswersWorld:
        case = self.case
        return AnswersWorld(case.meaning, case.answers, case.today, case.applied_on)

    @property
    def _picture(self) -> Picture:
        return self.case.picture


def _about(item: Item, unit: str) -> str:
    return f"{item.name} {unit}".strip()
