"""Small words: times, verbs on buttons, and the table of words that readers ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pytest

from engine.definitions.grammar.flow import FLOW
from engine.definitions.grammar.items import STATUS
from engine.definitions.grammar.shape import Shape, shapes
from engine.definitions.loader import load
from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    Limit,
)
from engine.definitions.reading.durations import WrittenTime, duration, limit, written_time
from engine.definitions.reading.made_captions import made_caption, third_person
from engine.definitions.reading.map_reader import MapReader
from engine.definitions.reading.yaml_nodes import Node
from tests.definitions.folders import FLOW_VALID


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("30 days", Duration(30, "days")),
        ("1 working day", Duration(1, "working days")),
        ("one month", Duration(1, "months")),
        ("48 hours", Duration(48, "hours")),
        ("2 years", Duration(2, "years")),
        ("15  minutes", Duration(15, "minutes")),
        ("0 days", None),
        ("3 weeks", None),
        ("a day", None),
        ("days", None),
        ("", None),
    ],
)
def test_a_duration_is_a_count_and_a_unit(text: str, found: Duration | None) -> None:
    assert duration(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3", Limit(3)),
        ("2 times", Limit(2)),
        ("1 an hour", Limit(1, Duration(1, "hours"))),
        ("5 per day", Limit(5, Duration(1, "days"))),
        ("3 a working day", Limit(3, Duration(1, "working days"))),
        ("1 a week", None),
        ("often", None),
    ],
)
def test_a_limit_is_a_count_or_a_count_in_a_time(text: str, found: Limit | None) -> None:
    assert limit(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("after 30 days", WrittenTime(after=Duration(30, "days"))),
        ("3 working days before slot.date", WrittenTime(
            before=Duration(3, "working days"), date="slot.date", date_at=22)),
        ("on slot.date", WrittenTime(date="slot.date", date_at=3)),
        ("in 30 days", None),
        ("after a while", None),
        ("soon before slot.date", None),
    ],
)  # fmt: skip
def test_a_step_of_time_is_written_in_three_ways(text: str, found: WrittenTime | None) -> None:
    assert written_time(text) == found


@pytest.mark.parametrize(
    ("verb", "caption"),
    [
        ("accepts", "Accept"),
        ("asks to repeat", "Ask to repeat"),
        ("refuses", "Refuse"),
        ("passes", "Pass"),
        ("carries it out", "Carry it out"),
        ("ties up", "Tie up"),
        ("closes", "Close"),
        ("reaches", "Reach"),
        ("fixes", "Fix"),
        ("goes on", "Go on"),
        ("has doubts", "Have doubts"),
        ("takes back a payment", "Take back a payment"),
        ("pays", "Pay"),
        ("return", None),
        ("pass", None),
        ("failed", None),
        ("", None),
    ],
)
def test_a_caption_is_made_of_the_verb(verb: str, caption: str | None) -> None:
    assert made_caption(verb) == caption


@pytest.mark.parametrize(
    ("verb", "meant"),
    [("return", "returns"), ("carry", "carries"), ("pass", "passes"), ("pay", "pays")],
)
def test_advice_names_the_third_person(verb: str, meant: str) -> None:
    assert third_person(verb) == meant


def test_readers_ask_exactly_for_the_words_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[frozenset[str], set[str]] = defaultdict(set)
    tables: dict[int, frozenset[str]] = {}
    keys: dict[int, set[str]] = defaultdict(set)
    kept: list[MapReader] = []
    only, node = MapReader.only, MapReader.node

    def told_only(self: MapReader, known: Iterable[str], meant: Mapping[str, str] = {}) -> None:
        kept.append(self)
        tables[id(self)] = frozenset(known)
        only(self, tables[id(self)], meant)

    def told_node(self: MapReader, key: str, *, required: bool = False) -> Node | None:
        kept.append(self)
        keys[id(self)].add(key)
        return node(self, key, required=required)

    monkeypatch.setattr(MapReader, "only", told_only)
    monkeypatch.setattr(MapReader, "node", told_node)
    load(FLOW_VALID)
    for reader, known in tables.items():
        asked[known] |= keys[reader]
    for shape in checked():
        assert asked[frozenset(shape.known)] == set(shape.known), shape.name


def checked() -> tuple[Shape, ...]:
    """The shapes without further keys; those of a status and of the case are read one by one."""
    return tuple(shape for shape in dict.fromkeys(shapes(FLOW)) if shape.others is None)[1:]


def test_no_word_is_meant_by_another_and_known_itself() -> None:
    for shape in dict.fromkeys(shapes(FLOW)):
        assert not set(shape.advice) & set(shape.known), shape.name


def test_every_word_explains_itself() -> None:
    for shape in dict.fromkeys(shapes(FLOW)):
        for word in shape.words:
            assert word.meaning.endswith((".", "”.")), (shape.name, word.name)
    assert "caption" in STATUS.known
