"""docs/language.md and docs/errors.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from engine.analysis.reference import words
from engine.analysis.reference.example import Example
from engine.analysis.reference.markdown import fenced
from engine.analysis.reference.meaning import item_meanings, meanings
from engine.analysis.reference.mistakes import Mistake
from engine.analysis.reference.tries import TRIES, tries
from engine.definitions.fault_codes import FAULT_CODES
from engine.definitions.fault_codes.code import FaultCode

_ROOMS: Final[Mapping[str, str]] = {
    "A0": "Files and YAML",
    "A1": "The shape of entries",
    "A2": "Names",
    "A3": "Tests and values",
    "A4": "Circles and contradictions",
    "A5": "Rules",
    "A6": "The flow",
    "A7": "Texts",
    "A8": "Order",
    "A9": "Warnings",
}
_INTRODUCTION: Final = """\
# What `check` says

Made by `python cli.py reference` from the code and from mistakes that its tests make on purpose.
Every mistake is told as `file:line:column: severity CODE message. Suggestion`. A code keeps its
meaning for ever. Errors refuse the definitions; warnings do not, unless `--strict` is given."""


def language_page(example: Example) -> str:
    """The reference of the language, with every file of the example."""
    programmes = {one.condition: example.with_condition(one.condition) for one in TRIES}
    # Markdown is no HTML: nothing in it is to be escaped.
    environment = Environment(
        loader=PackageLoader("engine.analysis.reference"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701
    )
    return environment.get_template("language.md").render(
        words=words,
        example=example,
        meanings=meanings(),
        item_meanings=item_meanings(),
        tries=tries(programmes),
    )


def errors_page(examples: Mapping[str, Mistake]) -> str:
    """Every code with what it is, why it matters, what to do, and an example."""
    return "\n\n".join([_INTRODUCTION, *_rooms(examples)]) + "\n"


def _rooms(examples: Mapping[str, Mistake]) -> Iterator[str]:
    in_order = sorted(FAULT_CODES.values(), key=lambda one: one.code)
    for room, codes in groupby(in_order, key=lambda one: one.code[:2]):
        yield f"## {room} {_ROOMS[room]}"
        for one in codes:
            yield from _code(one, examples.get(one.code))


def _code(one: FaultCode, mistake: Mistake | None) -> Iterator[str]:
    yield f"### {one.code} {one.title}"
    yield f"{one.why}\n\n**What to do:** {one.advice}"
    if mistake is not None:
        yield fenced("\n".join(filter(None, (mistake.line, str(mistake.fault)))), "text")
