"""The picture of a flow: stages in their order, in each its items and their statuses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from engine.analysis.graphs.item_words import ItemWords
from engine.analysis.graphs.picture import Arrow, ArrowLook, Box, BoxLook, GraphPicture
from engine.definitions.model.items import Item
from engine.definitions.model.route import Flow, Stage
from engine.language.marker import N_
from engine.meaning.programme import Meaning
from engine.meaning.reader import CaptionReader
from engine.meaning.words.captions import Captions

_ABOUT: Final = N_(
    "The stages of “{programme}” in their order, what has a status in each, and who moves it."
)
_ABOUT_ITEM: Final = N_("The statuses of “{item}”, and who moves it from one to another.")
_TOGETHER: Final = N_("Side by side, none waits for another")
_CASE: Final = N_("At any stage, until the first decision")
_OF_BOXES: Final[tuple[tuple[BoxLook, str], ...]] = (
    ("stage", N_("Stage")),
    ("demand", N_("Stage beside the others")),
    ("status", N_("Status")),
    ("good", N_("Good")),
    ("over", N_("Over")),
    ("bad", N_("Bad")),
    ("end", N_("End")),
)
_OF_ARROWS: Final[tuple[tuple[ArrowLook, str], ...]] = (
    ("on", N_("goes on")),
    ("demand", N_("opens")),
    ("step", N_("somebody’s step")),
    ("time", N_("time")),
    ("self", N_("by itself")),
    ("end", N_("ends the application")),
)
CASE_BOX: Final = "the case"


def items_picture(meaning: Meaning, reader: CaptionReader, item: str = "") -> GraphPicture:
    """The whole flow, or one item of it. Raises ``KeyError`` for an unknown item."""
    words = ItemWords(Captions(meaning, reader))
    flow = meaning.route.flow
    if item:
        return _of_item(meaning.route.items[item], words)
    title = reader.text(meaning.programme.title)
    boxes = (*_blocks(flow, words), *_ends(flow, words))
    arrows = tuple(_arrows(flow, boxes))
    about = reader.message(_ABOUT, programme=title)
    return _picture(title, about, reader, boxes, arrows)


def _of_item(item: Item, words: ItemWords) -> GraphPicture:
    reader = words.captions.reader
    title = reader.text(item.title)
    about = reader.message(_ABOUT_ITEM, item=title)
    return _picture(title, about, reader, (words.item(item),), ())


def _picture(
    title: str,
    about: str,
    reader: CaptionReader,
    boxes: tuple[Box, ...],
    arrows: tuple[Arrow, ...],
) -> GraphPicture:
    every = [part for box in boxes for part in _nested(box)]
    looks = {box.look for box in every}
    ways = {arrow.look for arrow in (*arrows, *(one for box in every for one in box.arrows))}
    return GraphPicture(
        title=title,
        about=about,
        lang=reader.lang,
        boxes=boxes,
        arrows=arrows,
        of_boxes=tuple((look, reader.message(one)) for look, one in _OF_BOXES if look in looks),
        of_arrows=tuple((look, reader.message(one)) for look, one in _OF_ARROWS if look in ways),
    )


def _nested(box: Box) -> Iterator[Box]:
    yield box
    for part in box.parts:
        yield from _nested(part)


def _blocks(flow: Flow, words: ItemWords) -> Iterator[Box]:
    numbered = enumerate(flow.stages)
    for _, found in groupby(numbered, key=lambda one: one[1].together or one[0]):
        stages = [stage for _, stage in found]
        boxes = tuple(words.stage(stage) for stage in stages)
        if len(boxes) == 1:
            yield boxes[0]
        else:
            title = words.captions.reader.message(_TOGETHER)
            yield Box(f"together.{stages[0].together}", title, "stage", parts=boxes)


def _ends(flow: Flow, words: ItemWords) -> Iterator[Box]:
    if flow.case.steps:
        title = words.captions.reader.message(_CASE)
        yield Box(CASE_BOX, title, "demand", tuple(words.case_steps()))
    yield from (words.end(end) for end in flow.case.ends)


def _arrows(flow: Flow, boxes: tuple[Box, ...]) -> Iterator[Arrow]:
    place = {part.name: box.name for box in boxes for part in _nested(box)}
    beside = {f"stage.{stage.name}" for stage in flow.stages if stage.opens_after}
    main = [box.name for box in boxes if _is_route(box) and box.name not in beside]
    completed = f"end.{flow.case.ends[0].name}"
    route = list(pairwise([*main, completed]))
    yield from (Arrow(one, other) for one, other in route)
    for stage in (one for one in flow.stages if one.opens_after):
        before, own = place[f"stage.{stage.opens_after}"], place[f"stage.{stage.name}"]
        if before != own and (before, own) not in route:
            yield Arrow(before, own, "demand")
        if own not in main:
            yield Arrow(own, _next(flow, stage, place) or completed)
    found = {branch.to: None for step in flow.case.steps for branch in step.to}
    yield from (Arrow(CASE_BOX, f"end.{end}", "end") for end in found)


def _is_route(box: Box) -> bool:
    return box.name.startswith(("stage.", "together."))


def _next(flow: Flow, stage: Stage, place: dict[str, str]) -> str:
    """The first stage after one that runs beside the others: it waits for that one."""
    names = [one.name for one in flow.stages]
    after = flow.stages[names.index(stage.name) + 1 :]
    return next((place[f"stage.{one.name}"] for one in after if not one.opens_after), "")
