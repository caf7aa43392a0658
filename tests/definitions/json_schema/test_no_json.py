"""What is no JSON is told as JSON, though YAML would read it."""

from __future__ import annotations

import pytest

from engine.definitions.faults import Faults
from engine.definitions.reading.json_messages import not_json
from engine.definitions.reading.yaml_nodes import read_yaml


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('{"a": 1\n "b": 2}', (2, 2), "a comma or a closing bracket is missing"),
        ('{"a": "b"', (1, 10), "a comma or a closing bracket is missing"),
        ("{'a': 1}", (1, 2), "a name in double quotes is missing"),
        ("{\"a\": 'b'}", (1, 7), "a value is missing"),
        ('{"a" 1}', (1, 6), "a “:” is missing"),
        ('// form\n{"a": 1}', (1, 1), "a value is missing"),
        ('{"a": 1} {}', (1, 10), "something follows the end"),
        ('{"a": "b\nc"}', (1, 9), "not closed in its line"),
        ('{"a": "b', (1, 7), "not closed"),
        ('{"a": "\\d"}', (1, 8), "begins nothing that JSON knows"),
    ],
)
def test_each_slip_is_told_at_its_place(text: str, place: tuple[int, int], words: str) -> None:
    told = not_json(text)
    assert told is not None
    assert told[:2] == place
    assert words in told[2]


@pytest.mark.parametrize("text", ['{"a": 1,}', '{"a": [1,]}'])
def test_a_comma_too_many_is_told(text: str) -> None:
    assert not_json(text) is not None


@pytest.mark.parametrize("text", ['{\n\t"a":\t{\r\n\t\t"b": [1, true, null]}}', "[" * 5000])
def test_what_yaml_tells_better_is_left_to_it(text: str) -> None:
    assert not_json(text) is None or text.startswith("[")
    faults = Faults()
    read_yaml("x.schema.json", text, faults)
    assert [one.code for one in faults.in_order()] == (["A007"] if text.startswith("[") else [])
