"""A scenario as the text of a file that ``read_scenarios`` reads again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from engine.base.values import NOTHING

Texts = Sequence[str]
Given = Mapping[str, Texts | Sequence[Mapping[str, Texts]]]
"""Answers by path: the texts of a question, or the rows of a group."""

_PLAIN: Final = re.compile(r"\w[\w.@/+'-]*(?: [\w.@/+'-]+)*")
_MEANS_NOTHING: Final = frozenset({"null"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One outcome of a stage, for those named in ``of``."""

    stage: str
    outcome: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """What a scenario file says. ``expect`` and ``then`` are words by subject."""

    title: str
    today: date
    given: Given = field(repr=False)
    expect: Mapping[str, Texts]
    happenings: tuple[Happening, ...] = ()
    then: Mapping[str, Texts] = field(default_factory=lambda: NOTHING)
    remarks: tuple[str, ...] = ()


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
    if scenario.happenings:
        yield "  steps:"
        yield from (f"    - do: {_happening(one)}" for one in scenario.happenings)
        inside = ", ".join(f"{_scalar(name)}: {_words(one)}" for name, one in scenario.then.items())
        yield f"    - then: {{{inside}}}"


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


def _happening(one: Happening) -> str:
    parts = [f"stage: {_scalar(one.stage)}", f"outcome: {_scalar(one.outcome)}"]
    if one.of:
        parts.append(f"of: {_words(one.of)}")
    return f"{{{', '.join(parts)}}}"


def _words(texts: Iterable[str]) -> str:
    words = [_scalar(text) for text in texts]
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"


def _scalar(text: str) -> str:
    """Plain where YAML and people read the same, quoted everywhere else."""
    if _PLAIN.fullmatch(text) and text.isascii() and text not in _MEANS_NOTHING:
        return text
    return json.dumps(text, ensure_ascii=False)
