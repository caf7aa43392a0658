"""The picture of a flow: stages, items, statuses as boxes, and steps between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

import cli
from engine.analysis.graphs.boxes import Inside, insides
from engine.analysis.graphs.dependencies import dependency_picture
from engine.analysis.graphs.items import items_picture
from engine.analysis.graphs.layout import BoxPlace, layout
from engine.analysis.graphs.mermaid import mermaid
from engine.analysis.graphs.picture import Arrow, Box, GraphPicture
from engine.analysis.graphs.svg import svg
from engine.definitions.loader import load
from engine.language.reader import Reader
from engine.meaning.programme import Meaning, compile_programme

FOLDER = Path(__file__).parents[2] / "flow" / "library"
SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = Reader("en", lambda _context, source: source)


@cache
def library() -> Meaning:
    return compile_programme(load(FOLDER).programmes["library"])


@cache
def picture(item: str = "") -> GraphPicture:
    return items_picture(library(), ENGLISH, item)


def every_box(boxes: tuple[Box, ...]) -> Iterator[Box]:
    for box in boxes:
        yield box
        yield from every_box(box.parts)


def every_arrow(found: GraphPicture) -> list[Arrow]:
    return [*found.arrows, *(arrow for box in every_box(found.boxes) for arrow in box.arrows)]


def test_every_stage_item_status_and_end_is_a_box() -> None:
    names = {box.name for box in every_box(picture().boxes)}
    flow = library().route.flow
    assert {f"stage.{stage.name}" for stage in flow.stages} <= names
    assert {f"end.{end.name}" for end in flow.case.ends} <= names
    for item in flow.items:
        assert {f"status.{item.name}.{status.name}" for status in item.statuses} <= names


def test_every_step_and_time_that_leads_somewhere_is_an_arrow() -> None:
    led = {(arrow.start, arrow.end) for arrow in every_arrow(picture())}
    for item in library().route.flow.items:
        for status in item.statuses:
            ways = [branch.to for step in status.steps for branch in step.to]
            ways += [branch.to for timer in status.timers for branch in timer.to]
            ways += [becomes.to for becomes in status.becomes]
            for to in ways:
                pair = (f"status.{item.name}.{status.name}", f"status.{item.name}.{to}")
                assert to == status.name or pair in led


@pytest.mark.parametrize(
    ("start", "end", "look", "words"),
    [
        ("document.asked", "document.unclear", "step", "Document scanner (once more than 3)"),
        ("document.asked", "document.missed", "time", "After 30 d"),
        ("document.unclear", "document.shown", "step",
         "Librarian: Accept (confirmed by: Director)"),
        ("document.asked", "document.shown", "step",
         "Librarian: See it – only if “Valid until” is today or later"),
        ("talk.agreed", "talk.today", "time", "On “Day”"),
        ("shelf.open", "shelf.closed", "self", "By itself: Reader's card: No card"),
    ],
)  # fmt: skip
def test_words_beside_an_arrow(start: str, end: str, look: str, words: str) -> None:
    found = [
        arrow
        for arrow in every_arrow(picture())
        if (arrow.start, arrow.end, arrow.look) == (f"status.{start}", f"status.{end}", look)
    ]
    assert words in found[0].words


@pytest.mark.parametrize(
    ("box", "line"),
    [
        ("status.document.asked", "Waits for: The person"),
        ("status.document.asked", "The person: Ask for a new link (at most 1 in 1 h)"),
        ("status.document.unclear", "To be done within 1 working d"),
        ("item.rules", "Begins anew when one of these is undone: Application"),
        ("item.document", "Once for each: Who shows a document"),
        ("item.card", "A decision: what stands before it is not undone"),
        ("stage.asking", "Done when “Application” is In processing or Accepted"),
        ("stage.paying", "Only if “Price of the pass” is Reduced price or Full price"),
        ("end.lapsed", "Only if “Application” is Nothing was sent in time"),
        ("the case", "Applicant: Withdraw the application → Withdrawn"),
    ],
)
def test_words_in_a_box(box: str, line: str) -> None:
    (found,) = (one for one in every_box(picture().boxes) if one.name == box)
    assert line in found.lines


def test_a_stage_beside_the_others_is_waited_for_by_the_next() -> None:
    arrows = {(arrow.start, arrow.end): arrow.look for arrow in picture().arrows}
    assert arrows["stage.showing", "stage.talking"] == "demand"
    assert arrows["stage.showing", "stage.agreeing"] == "on"
    assert arrows["stage.talking", "stage.agreeing"] == "on"


@pytest.mark.parametrize("item", ["", "document", "invoice"])
def test_mermaid_names_every_box_and_arrow(item: str) -> None:
    drawn = mermaid(picture(item))
    named = re.findall(r"^ *(?:subgraph )?(n_\w+)[\[({]", drawn, flags=re.MULTILINE)
    assert len(named) == len(set(named)) == len(list(every_box(picture(item).boxes)))
    arrows = re.findall(r"^ +(n_\w+) -[.-]*->(?:\|.*\|)? (n_\w+)$", drawn, flags=re.MULTILINE)
    assert len(arrows) == len(every_arrow(picture(item)))
    assert {name for arrow in arrows for name in arrow} <= set(named)
    assert drawn.count("subgraph") == len(re.findall(r"^ *end$", drawn, flags=re.MULTILINE))


@pytest.mark.parametrize("item", ["", "document", "invoice"])
def test_an_svg_holds_every_word_and_nothing_that_runs(item: str) -> None:
    root = etree.fromstring(svg(picture(item)).encode())
    allowed = {"svg", "title", "desc", "defs", "marker", "path", "rect", "g", "text"}
    assert {etree.QName(element).localname for element in root.iter()} <= allowed
    shown = " ".join(" ".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    for box in every_box(picture(item).boxes):
        assert all(word in shown for word in box.title.split())
        for arrow in box.arrows:
            assert all(word in shown for words in arrow.words for word in words.split())


def apart(one: BoxPlace, other: BoxPlace) -> bool:
    return (
        one.left + one.width <= other.left
        or other.left + other.width <= one.left
        or one.top + one.height <= other.top
        or other.top + other.height <= one.top
    )


def every_inside(found: Inside) -> Iterator[Inside]:
    yield found
    for _, _, part in found.parts:
        yield from every_inside(part)


def test_boxes_do_not_cover_each_other_and_stand_inside() -> None:
    measured = insides(picture())
    places = layout(picture(), {name: one.size for name, one in measured.items()}).places
    assert all(apart(*pair) for pair in combinations(places.values(), 2))
    for outer in measured.values():
        for inside in every_inside(outer):
            parts = [
                BoxPlace(x, y, part.size.width, part.size.height) for x, y, part in inside.parts
            ]
            assert all(apart(*pair) for pair in combinations(parts, 2))
            for part in parts:
                assert part.left >= 0
                assert part.left + part.width <= inside.size.width
                assert part.top + part.height <= inside.size.height


def test_what_stages_and_items_depend_on() -> None:
    found = dependency_picture(library(), ENGLISH)
    arrows = {(arrow.start, arrow.end) for arrow in found.arrows}
    assert ("fact.fee", "stage.paying") in arrows
    assert ("fact.people", "item.document") in arrows
    assert ("question.reader.interests", "item.shelf") in arrows
    assert ("item.application", "stage.asking") in arrows
    assert ("item.card", "rules.channels") in arrows


def test_the_command_draws_the_flow_or_one_item() -> None:
    words = ["graph", "flow", "--definitions", str(FOLDER), "--format", "mermaid"]
    assert "subgraph n_item_46_document" in CliRunner().invoke(cli.main, words).output
    one = CliRunner().invoke(cli.main, [*words, "--item", "document"]).output
    assert "subgraph n_item_46_document" in one
    assert "subgraph n_stage" not in one
    wrong = CliRunner().invoke(cli.main, [*words, "--item", "documnt"])
    assert wrong.exit_code == 1
    assert "Did you mean “document”?" in wrong.output
