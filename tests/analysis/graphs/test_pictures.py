"""Pictures say what the definitions say, can be read by everybody, and are the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from engine.analysis.graphs.boxes import insides
from engine.analysis.graphs.dependencies import dependency_picture
from engine.analysis.graphs.items import items_picture
from engine.analysis.graphs.layout import BoxPlace, layout
from engine.analysis.graphs.mermaid import mermaid
from engine.analysis.graphs.picture import Arrow, Box, GraphPicture
from engine.analysis.graphs.svg import (
    FILLS,
    INK,
    STROKES,
    svg,
)
from engine.definitions.loader import load
from engine.language.catalogs import LANGUAGES, Catalogs
from engine.language.reader import Reader
from engine.meaning.programme import Meaning, compile_programme
from tests.house.tree import ROOT
from tests.meaning.definitions import meaning

SVG = "{http://www.w3.org/2000/svg}"
PICTURES: dict[str, Callable[[Meaning, Reader], GraphPicture]] = {
    "flow": items_picture,
    "rules": dependency_picture,
}
EVERY = [(what, lang) for what in PICTURES for lang in LANGUAGES]


@cache
def programme() -> Meaning:
    return compile_programme(load(ROOT / "definitions").programmes["magnetiq"])


@cache
def reader(lang: str) -> Reader:
    return Catalogs.load([ROOT / "translations"]).reader(lang)


@cache
def picture(what: str, lang: str) -> GraphPicture:
    return PICTURES[what](programme(), reader(lang))


def every_box(found: GraphPicture) -> list[Box]:
    return [inner for box in found.boxes for inner in with_parts(box)]


def with_parts(box: Box) -> list[Box]:
    return [box, *(inner for part in box.parts for inner in with_parts(part))]


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((brightness(one), brightness(other)))
    return (bright + 0.05) / (dark + 0.05)


def apart(one: BoxPlace, other: BoxPlace) -> bool:
    return (
        one.left + one.width <= other.left
        or other.left + other.width <= one.left
        or one.top + one.height <= other.top
        or other.top + other.height <= one.top
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_flow_shows_every_stage_and_end(lang: str) -> None:
    text = reader(lang).text
    words = {box.title for box in every_box(picture("flow", lang))}
    flow = programme().programme.flow
    assert {text(stage.title) for stage in flow.stages} <= words
    assert {text(end.caption) for end in flow.case.ends} <= words


@pytest.mark.parametrize(("what", "lang"), EVERY)
def test_every_arrow_joins_two_boxes(what: str, lang: str) -> None:
    found = picture(what, lang)
    names = {box.name for box in found.boxes}
    assert names >= {name for arrow in found.arrows for name in (arrow.start, arrow.end)}
    assert len(names) == len(found.boxes)
    assert len(set(found.arrows)) == len(found.arrows)


@pytest.mark.parametrize(("what", "lang"), EVERY)
def test_an_svg_is_text_with_a_name_and_nothing_that_runs_or_loads(what: str, lang: str) -> None:
    root = etree.fromstring(svg(picture(what, lang)).encode())
    names = {root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")}
    assert names == {picture(what, lang).title, picture(what, lang).about}
    assert (root.get("role"), root.get("lang")) == ("img", lang)
    allowed = {"svg", "title", "desc", "defs", "marker", "path", "rect", "g", "text"}
    assert {etree.QName(element).localname for element in root.iter()} <= allowed
    assert not [
        element for element in root.iter() if any("href" in str(name) for name in element.attrib)
    ]
    shown = " ".join(" ".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    for box in every_box(picture(what, lang)):
        assert all(word in shown for word in box.title.split())


@pytest.mark.parametrize(("what", "lang"), EVERY)
def test_boxes_do_not_cover_each_other(what: str, lang: str) -> None:
    found = picture(what, lang)
    sizes = {name: inside.size for name, inside in insides(found).items()}
    places = layout(found, sizes).places
    assert all(apart(*pair) for pair in combinations(places.values(), 2))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_stand_inside_their_boxes(lang: str) -> None:
    for inside in insides(picture("flow", lang)).values():
        for _, _, part in (*inside.parts, (0, 0, inside)):
            assert all(row.base < part.size.height for row in part.rows)


def test_letters_and_lines_can_be_told_from_what_is_behind_them() -> None:
    for fill, line, _ in FILLS.values():
        assert contrast(INK, fill) >= 7
        assert contrast(line, "#ffffff") >= 4.5
    for colour, _ in STROKES.values():
        assert contrast(colour, "#ffffff") >= 4.5


@pytest.mark.parametrize(("what", "lang"), EVERY)
def test_mermaid_names_every_box_once_and_every_arrow(what: str, lang: str) -> None:
    found = picture(what, lang)
    drawn = mermaid(found)
    named = re.findall(r"^ *(?:subgraph )?(n_\w+)[\[({]", drawn, flags=re.MULTILINE)
    assert len(named) == len(set(named)) == len(every_box(found))
    arrows = re.findall(r"^ +(n_\w+) -\S+ (n_\w+)$|^ +(n_\w+) -.*\| (n_\w+)$", drawn, re.MULTILINE)
    assert len(arrows) == len(found.arrows) + sum(len(box.arrows) for box in every_box(found))
    assert {name for arrow in arrows for name in arrow if name} <= set(named)


@pytest.mark.parametrize("words", ['a "b" <c> & d', "x]y)z}", "a;b\nc", "#1 | 2"])
def test_mermaid_stays_whole_whatever_a_caption_holds(words: str) -> None:
    box = Box("a b.c", words, "stage", (words,))
    drawn = mermaid(GraphPicture(words, words, "en", (box,), (Arrow("a b.c", "a b.c"),), ()))
    (line,) = (line for line in drawn.splitlines() if line.startswith("    n_a_32_b_46_c["))
    assert line.count('"') == 2
    assert "<c>" not in line


def test_rows_of_a_group_and_unused_parts_are_left_out(tmp_path: Path) -> None:
    club = meaning(
        tmp_path,
        fields={
            "plays": {"yesno": "Plays"},
            "age": {"number": "Age"},
            "shoe": {"number": "Shoe"},
        },
        form={"values": {"older": "difference of age and shoe"}},
        rules={
            "fee": {
                "title": "Fee",
                "gives": {"fee": {"applies": "Applies", "none": "None"}},
                "source": "Rules 1",
                "lines": [
                    {"if": {"plays": "yes", "older": "18.."}, "then": {"fee": "applies"}},
                    {"if": {"plays": "no"}, "then": {"fee": "none"}},
                ],
            }
        },
        flow={"conditions": {}},
    )
    found = dependency_picture(club, Reader("en", lambda _context, source: source))
    assert {box.name for box in found.boxes} == {
        "question.plays", "value.older", "question.age", "question.shoe", "rules.fee", "fact.fee",
        "stage.ask", "item.application",
    }  # fmt: skip
    assert Arrow("question.age", "value.older") in found.arrows
    assert Arrow("value.older", "rules.fee") in found.arrows
    assert Arrow("rules.fee", "fact.fee") in found.arrows


def test_a_picture_is_the_same_every_time() -> None:
    def drawn(seed: str) -> str:
        command = [sys.executable, "cli.py", "graph", "rules", programme().programme.name]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert drawn("1") == drawn("2") != ""
