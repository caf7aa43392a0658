"""The picture of a flow: stages in their order, who acts, when they apply, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from engine.analysis.graphs.picture import (
    Arrow,
    ArrowLook,
    Box,
    BoxLook,
    Picture,
)
from engine.definitions.model.conditions import Condition
from engine.definitions.model.flow import (
    Outcome,
    Stage,
)
from engine.language.marker import N_
from engine.meaning.programme import Meaning
from engine.meaning.reader import CaptionReader
from engine.meaning.words.captions import Captions
from engine.meaning.words.sentences import condition_in_words

BACK: Final = "back to "

_ABOUT: Final = N_(
    "The stages of “{programme}” in their order, and what follows from each outcome."
)
_BY: Final = N_("Done by: {actor}")
_EACH: Final = N_("Once for each: {of}")
_WHEN: Final = N_("Only if {condition}")
_OUTCOME: Final = N_("{outcome} → {target}")
_NEXT: Final = N_("goes on")
_STAY: Final = N_("stays here")
_TOGETHER: Final = N_("Side by side, none waits for another")
_OF_BOXES: Final[tuple[tuple[BoxLook, str], ...]] = (
    ("stage", N_("Stage")),
    ("demand", N_("Stage on demand of the Bank")),
    ("end", N_("End")),
)
_OF_ARROWS: Final[tuple[tuple[ArrowLook, str], ...]] = (
    ("on", _NEXT),
    ("demand", N_("on demand")),
    ("back", N_("goes back")),
    ("end", N_("ends the application")),
)


def flow_picture(meaning: Meaning, reader: CaptionReader) -> Picture:
    """The stages of a programme from the first to its ends."""
    programme = meaning.programme
    words = _FlowWords(Captions(meaning, reader))
    in_order = [stage for stage in programme.stages if not stage.on_demand_after]
    main = [words.block(list(found)) for found in _blocks(in_order)]
    demanded = [words.stage(stage) for stage in programme.stages if stage.on_demand_after]
    ends = [Box(end.name, reader.text(end.caption), "end") for end in programme.ends]
    arrows = tuple(_arrows(programme.stages, main, ends))
    boxes = (*main, *demanded, *ends)
    looks, ways = {box.look for box in boxes}, {arrow.look for arrow in arrows}
    title = reader.text(programme.title)
    return Picture(
        title=title,
        about=reader.message(_ABOUT, programme=title),
        lang=reader.lang,
        boxes=boxes,
        arrows=arrows,
        of_boxes=tuple((look, reader.message(one)) for look, one in _OF_BOXES if look in looks),
        of_arrows=tuple((look, reader.message(one)) for look, one in _OF_ARROWS if look in ways),
    )


def _blocks(stages: list[Stage]) -> Iterator[Iterator[Stage]]:
    for _, found in groupby(stages, key=lambda stage: stage.together or f"{stage.name} alone"):
        yield found


def _arrows(stages: tuple[Stage, ...], main: list[Box], ends: list[Box]) -> Iterator[Arrow]:
    places = {part.name: box.name for box in main for part in (box, *box.parts)}
    order = [*main, *ends[:1]]
    yield from (Arrow(one.name, other.name) for one, other in pairwise(order))
    known = {end.name for end in ends}
    found: dict[Arrow, None] = {}
    for stage in stages:
        place = places.get(stage.name, stage.name)
        if stage.on_demand_after:
            found[Arrow(places[stage.on_demand_after], place, "demand")] = None
        for outcome in stage.outcomes:
            if outcome.target in known:
                found[Arrow(place, outcome.target, "end")] = None
            elif outcome.target.startswith(BACK):
                target = outcome.target.removeprefix(BACK)
                found[Arrow(place, places.get(target, target), "back")] = None
    yield from found


class _FlowWords:
    def __init__(self, captions: Captions) -> None:
        self.captions = captions
        self.reader = captions.reader
        self.meaning = captions.meaning

    def block(self, stages: list[Stage]) -> Box:
        """One stage, or stages side by side."""
        boxes = tuple(self.stage(stage) for stage in stages)
        if len(boxes) == 1:
            return boxes[0]
        return Box(stages[0].together, self.reader.message(_TOGETHER), "stage", parts=boxes)

    def stage(self, stage: Stage) -> Box:
        """A stage with who acts, for whom, when, and its outcomes."""
        return Box(
            stage.name,
            self.reader.text(stage.title),
            "demand" if stage.on_demand_after else "stage",
            tuple(self._lines(stage)),
        )

    def _lines(self, stage: Stage) -> Iterator[str]:
        message = self.reader.message
        actor = next(one for one in self.meaning.programme.actors if one.name == stage.by)
        yield message(_BY, actor=self.reader.text(actor.caption))
        if stage.each is not None:
            yield message(_EACH, of=self.captions.subject(stage.each.subject))
        conditions = (condition_in_words(one, self.captions) for one in self._conditions(stage))
        yield from (message(_WHEN, condition=words) for words in conditions if words)
        yield from (self._outcome(outcome) for outcome in stage.outcomes)

    def _conditions(self, stage: Stage) -> Iterator[Condition]:
        if stage.given_by:
            rules = self.meaning.facts[stage.given_by].rules
            given = (row for row in rules.rows if stage.name in row.gives.get(stage.given_by, ()))
            yield from (row.condition for row in given)
        if stage.when is not None:
            yield stage.when

    def _outcome(self, outcome: Outcome) -> str:
        message, text = self.reader.message, self.reader.text
        ends = {end.name: end.caption for end in self.meaning.programme.ends}
        if outcome.target in ends:
            target = text(ends[outcome.target])
        elif outcome.target.startswith(BACK):
            target = text(self.meaning.stages[outcome.target.removeprefix(BACK)].title)
        else:
            target = message(_STAY if outcome.target == "stay" else _NEXT)
        return message(_OUTCOME, outcome=text(outcome.caption), target=target)
