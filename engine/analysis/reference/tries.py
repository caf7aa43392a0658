"""Conditions tried out on the example of the reference, so that what it says is what happens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from engine.analysis.reference.markdown import code, table
from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Answer
from engine.definitions.model.programme import (
    Programme,
)
from engine.meaning.programme import compile_programme
from engine.meaning.situation import Situation

TODAY: Final = date(2026, 11, 22)
_SAYS: Final[Mapping[bool | None, str]] = {True: "Y", False: "N", None: "?"}


@dataclass(frozen=True, slots=True)
class Try:
    """A condition as it is written, and answers it is asked of."""

    condition: str
    answers: Mapping[str, Answer] = NOTHING


_BORN: Final = date(2005, 5, 5)
TRIES: Final = (
    Try("{reader.pass: year}", {"reader.pass": "year"}),
    Try("{reader.pass: year}"),
    Try("{reader.pass: not day}", {"reader.pass": "year"}),
    Try("{reader.interests: novels or music}", {"reader.interests": ("novels", "maps")}),
    Try("{reader.interests: only novels or music}", {"reader.interests": ("novels", "maps")}),
    Try("{reader.interests: all novels or maps}", {"reader.interests": ("novels", "maps")}),
    Try("{reader.age: 18..<65}", {"reader.birth_date": _BORN}),
    Try("{reader.age: 18.., reader.pass: day}", {"reader.birth_date": _BORN}),
    Try("{any: [{reader.age: 18..}, {reader.pass: day}]}", {"reader.birth_date": _BORN}),
    Try("{not: {reader.pass: day}}"),
    Try("{reader.interests: blank}"),
    Try("{children: n/a}", {"reader.pass": "day"}),
    Try(
        "{children: {any: {age: ..<7}}}",
        {"reader.pass": "year", "children": ({"birth_date": date(2022, 1, 1)},)},
    ),
    Try("{children: {all: {age: ..<7}}}", {"reader.pass": "year", "children": ()}),
    Try("{family: 2..}", {"reader.pass": "year", "children": ({}, {})}),
    Try("{fee: reduced or full}", {"reader.pass": "year", "reader.birth_date": _BORN}),
    Try("a family", {"reader.pass": "day"}),
)


def tries(programmes: Mapping[str, Programme]) -> str:
    """Each condition with the answers and what it is: yes, no or not known yet.

    ``programmes`` holds, for each of TRIES in turn, one that names its condition ``tried``.
    """
    rows = (
        (code(one.condition), _given(one.answers), _SAYS[_held(programmes[one.condition], one)])
        for one in TRIES
    )
    return table(("Condition", "Answers", "Result"), rows)


def _held(programme: Programme, one: Try) -> bool | None:
    tried = next(each for each in programme.conditions if each.name == "tried")
    return Situation(compile_programme(programme), one.answers, TODAY).holds(tried.condition)


def _given(answers: Mapping[str, Answer]) -> str:
    return ", ".join(f"{path} = {_shown(value)}" for path, value in answers.items()) or "none"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_shown(one)}" for name, one in value.items()) + "}"
    return str(value) if isinstance(value, str | date | Decimal) else repr(value)
