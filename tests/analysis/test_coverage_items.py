"""The coverage matrix of a flow: its stages, its items, and whom they are for."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from engine.analysis.coverage import Matrix, coverage
from engine.analysis.coverage_items import CoverageItem, moved_by_items
from engine.analysis.coverage_sheet import CoverageSheet, sheet
from engine.analysis.space import world
from engine.analysis.words import Words
from engine.definitions.loader import load
from engine.language.reader import Reader
from engine.meaning.programme import Meaning, compile_programme

FOLDER = Path(__file__).parents[1] / "flow" / "library"
TODAY = date(2026, 11, 23)
ENGLISH = Reader("en", lambda _context, source: source)


@cache
def library() -> Meaning:
    return compile_programme(load(FOLDER).programmes["library"])


@cache
def matrix() -> Matrix:
    return coverage(world(library(), TODAY))


@cache
def made() -> CoverageSheet:
    return sheet(matrix(), Words(library(), ENGLISH), TODAY, "abc")


def test_the_leading_answer_is_found() -> None:
    assert matrix().axes == ("reader.pass",)
    assert [line.answers for line in matrix().lines] == [
        (("reader.pass", "year"),),
        (("reader.pass", "day"),),
    ]


def test_stages_are_certain_or_depend_on_other_answers() -> None:
    year, day = (dict(line.stages) for line in matrix().lines)
    assert "paying" not in day
    assert year["paying"] is False
    assert day["asking"] is year["agreeing"] is True


def test_items_say_for_whom() -> None:
    year, day = matrix().lines
    assert CoverageItem("document", ("reader",)) in day.items
    assert CoverageItem("document", None) in year.items
    assert CoverageItem("application", ("",)) in day.items
    assert "invoice" not in {item.item for item in day.items}


def test_what_depends_on_items_has_no_column() -> None:
    assert moved_by_items(library()) == {"decision_channels"}
    assert "decision_channels" not in matrix().facts


def test_forms_of_staff_are_no_part_of_the_matrix() -> None:
    forms = {block.form for line in matrix().lines for block in line.blocks}
    assert forms == {"reader"}


def test_the_sheet_in_words() -> None:
    assert made().header[-1] == "What is done, and for whom"
    day = made().rows[1]
    assert "Identity document (Reader)" in day[-1]
    assert "Talk with the director (on demand)" in day[-2]
    assert "Decision + Closed shelves (depends on other answers)" in day[-2]
