"""A scenario as the text of a file that ``read_scenarios`` reads again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING

Texts = Sequence[str]
Given = Mapping[str, Texts | Sequence[Mapping[str, Texts]]]
"""Answers by path: the texts of a question, or the rows of a group."""

_PLAIN: Final = re.compile(r"\w[\w.@/+'-]*(?: [\w.@/+'-]+)*")
_MEANS_NOTHING: Final = frozenset({"null"})


Expected = Mapping[str, Texts | Mapping[str, Texts]]
"""What is expected, by subject: words, or words by name."""


@dataclass(frozen=True, slots=True)
class ActText:
    """A step of an item, or one that is ``refused`` for the reason ``code``."""

    item: str
    step: str
    of: tuple[str, ...] = ()
    given: Given = field(default_factory=lambda: NOTHING, repr=False)
    by: str = ""
    refused: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class WaitText:
    """Time that passes: ``3 working days``."""

    time: str


@dataclass(frozen=True, slots=True)
class ThenText:
    """What must hold after the steps so far."""

    expect: Expected


StepText = ActText | WaitText | ThenText


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """What a scenario file says. ``expect`` are words by subject."""

    title: str
    today: date
    given: Given = field(repr=False)
    expect: Mapping[str, Texts]
    remarks: tuple[str, ...] = ()
    steps: tuple[StepText, ...] = ()


def written(scenario: ScenarioText) -> str:
    """The file; it ends with a line break."""
    return "\n".join(_lines(scenario)) + "\n"


def _lines(scenario: ScenarioText) -> Iterator[str]:
    yield from (f"# {remark}" for remark in scenario.remarks)
    yield f"{_scalar(scenario.title)}:"
    yield f"  today: {scenario.today.isoformat()}"
    yield "  given:"
    yield from _given(scenario.given)
    yield "  expect:"
    yield from (f"    {_scalar(name)}: {_words(texts)}" for name, texts in scenario.expect.items())
    if scenario.steps:
        yield "  steps:"
        yield from (f"    - {_step(one)}" for one in scenario.steps)


def _step(one: StepText) -> str:
    match one:
        case WaitText(time):
            return f"do: {_map({'wait': _scalar(time)})}"
        case ThenText(expect):
            return f"then: {_map({name: _expected(words) for name, words in expect.items()})}"
        case _:
            return f"{'refused' if one.refused else 'do'}: {_map(dict(_act(one)))}"


def _act(one: ActText) -> Iterator[tuple[str, str]]:
    yield one.item, _scalar(one.step)
    if one.of:
        yield "of", _words(one.of)
    if one.given:
        yield "with", _map({name: _answer(value) for name, value in one.given.items()})
    if one.by:
        yield "by", _scalar(one.by)
    if one.code:
        yield "code", _scalar(one.code)


def _answer(value: Texts | Sequence[Mapping[str, Texts]]) -> str:
    rows = [row for row in value if isinstance(row, Mapping)]
    if not rows:
        return _words([text for text in value if isinstance(text, str)])
    maps = (_map({name: _words(texts) for name, texts in row.items()}) for row in rows)
    return f"[{', '.join(maps)}]"


def _expected(words: Texts | Mapping[str, Texts]) -> str:
    if isinstance(words, Mapping):
        return _map({name: _words(texts) for name, texts in words.items()})
    return _words(words)


def _map(parts: Mapping[str, str]) -> str:
    """A mapping in one line; its values are written already."""
    return "{" + ", ".join(f"{_scalar(name)}: {value}" for name, value in parts.items()) + "}"


def _given(given: Given) -> Iterator[str]:
    for name, value in given.items():
        if value and all(isinstance(row, Mapping) for row in value):
            yield f"    {_scalar(name)}:"
            for row in value:
                if isinstance(row, Mapping):
                    yield from _row(row)
        else:
            yield f"    {_scalar(name)}: {_words([one for one in value if isinstance(one, str)])}"


def _row(row: Mapping[str, Texts]) -> Iterator[str]:
    for number, (name, texts) in enumerate(row.items()):
        yield f"      {'- ' if number == 0 else '  '}{_scalar(name)}: {_words(texts)}"


def _words(texts: Iterable[str]) -> str:
    words = [_scalar(text) for text in texts]
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"


def _scalar(text: str) -> str:
    """Plain where YAML and people read the same, quoted everywhere else."""
    if _PLAIN.fullmatch(text) and text.isascii() and text not in _MEANS_NOTHING:
        return text
    return json.dumps(text, ensure_ascii=False)
