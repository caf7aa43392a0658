"""Mutants that leave a part of a definition out, write it twice or give it another word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from engine.analysis.mutations.mutant import Mutant, mutant
from engine.analysis.mutations.spots import MutationSpot
from engine.analysis.mutations.variants import of_number, of_range, of_test
from engine.analysis.mutations.vocabulary import Vocabulary

SHOWN: Final = frozenset({"hint", "autocomplete", "why", "source", "width"})
"""What a question shows beside its caption; it decides nothing."""

Others = Callable[[MutationSpot, Vocabulary], Iterator[tuple[str, str]]]

_STAGE: Final = r"flows:stages/(?:[^/]+/together/)?[^/]+"
_FIELD: Final = r"(?:forms|blocks):(?:.*/)?fields/[^/]+"

DROPPED: Final[Mapping[str, str]] = {
    "drop a question": _FIELD,
    "drop a condition": r".*/when|.*/where|.*/same when|.*/same as",
    "drop what a question demands": rf"{_FIELD}/(?:looks like|must be|max|min|decimals|script)",
    "drop what a question is": rf"{_FIELD}/(?:required|default|sensitive|country|on doubt|code)",
    "drop the limit of a file": rf"{_FIELD}/(?:accept|max size|max files)",
    "drop a value": r"(?:forms|blocks):(?:.*/)?values/[^/]+",
    "drop a check": r"(?:forms|blocks):(?:.*/)?(?:checks|distinct)/[0-9]+",
    "drop the level of a check": r"(?:forms|blocks):(?:.*/)?checks/[0-9]+/level",
    "drop an option": r"lists:of/[^/]+|(?:forms|blocks):.*/of/[^/]+",
    "drop a section": r"forms:sections/[0-9]+",
    "drop a named condition": r"flows:conditions/[^/]+",
    "drop a person group": r"flows:persons/[^/]+",
    "drop a stage": _STAGE,
    "drop what a stage is": rf"{_STAGE}/from",
    "drop a notice": r"flows:notices/[^/]+",
    "drop a channel": r"flows:notices/[^/]+/channels/[0-9]+",
    "drop a text of terms": r"flows:terms/[^/]+/files/[^/]+",
}
"""Mutator to the paths of what it leaves out, as ``room:key/key``."""

DOUBLED: Final[Mapping[str, str]] = {
    "duplicate a check": r"(?:forms|blocks):(?:.*/)?(?:checks|distinct)/[0-9]+",
    "duplicate an entry": rf"{_STAGE}|flows:notices/[^/]+|lists:of/[^/]+|{_FIELD}",
}
SWAPPED: Final[Mapping[str, str]] = {"swap two stages": _STAGE}


def _one_of(mutator: str, known: Callable[[Vocabulary], Sequence[str]]) -> Others:
    def others(spot: MutationSpot, names: Vocabulary) -> Iterator[tuple[str, str]]:
        words = [word for word in known(names) if word != spot.value]
        if words and spot.value in known(names):
            yield mutator, words[known(names).index(spot.value) % len(words)]

    return others


def _word(mutator: str, *words: str) -> Others:
    return _one_of(mutator, lambda _names: words)


def _number(spot: MutationSpot, _names: Vocabulary) -> Iterator[tuple[str, str]]:
    yield from of_range(spot.value) if ".." in spot.value else of_number(spot.value)


def _must_be(spot: MutationSpot, names: Vocabulary) -> Iterator[tuple[str, str]]:
    yield from of_test(spot.value, names.codes.get(spot.path[-2], ()))


def _flag(spot: MutationSpot, _names: Vocabulary) -> Iterator[tuple[str, str]]:
    if spot.value in ("yes", "no"):
        yield "turn yes and no", "no" if spot.value == "yes" else "yes"


def _code(spot: MutationSpot, _names: Vocabulary) -> Iterator[tuple[str, str]]:
    yield "change the code of a message", f"{spot.value[:-1]}{(int(spot.value[-1]) + 1) % 10}"


def _function(spot: MutationSpot, _names: Vocabulary) -> Iterator[tuple[str, str]]:
    found = re.fullmatch(r"years from (.+) to (.+)", spot.value)
    if found:
        yield "change a function", f"days from {found[1]} to {found[2]}"
        yield "change a function", f"years from {found[2]} to {found[1]}"
    if " and " in spot.value:
        yield "change a function", spot.value.partition(" and ")[0]


def _placeholder(spot: MutationSpot, _names: Vocabulary) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"\{[a-z]+", spot.value):
        yield "break a placeholder", spot.value[: found.end()] + "x" + spot.value[found.end() :]


def _joined(spot: MutationSpot, _names: Vocabulary) -> Iterator[tuple[str, str]]:
    if " + " in spot.value:
        yield "drop an option", spot.value.partition(" + ")[0]


CHANGED: Final[Mapping[str, Others]] = {
    rf"{_STAGE}/from": _one_of("take another fact", lambda names: names.facts),
    rf"{_FIELD}/(?:max|min|decimals|max size|max files|rows)": _number,
    rf"{_FIELD}/must be": _must_be,
    rf"{_FIELD}/(?:required|sensitive)": _flag,
    rf"{_FIELD}/country": _one_of("take another question", lambda names: names.questions),
    rf"{_FIELD}/on doubt": _word("change a word", "refer", "warn", "block"),
    rf"{_FIELD}/of": _joined,
    r"(?:forms|blocks):(?:.*/)?code": _code,
    r"(?:forms|blocks):(?:.*/)?values/[^/]+": _function,
    r"flows:registration/[a-z ]+": _one_of("take another question", lambda names: names.questions),
    r"flows:notices/[^/]+/to": _one_of(
        "tell somebody else", lambda _names: ("applicant", "persons")
    ),
    r"flows:(?:notices/[^/]+|items/[^/]+/statuses/[^/]+)/(?:text|subject|to do)": _placeholder,
    r"flows:listed by|flows:adding/asks": _one_of(
        "take another question", lambda names: names.questions
    ),
    r"flows:roles/[^/]+/says why": _flag,
}
"""Paths to the other words that are tried there."""


def of_parts(found: Sequence[MutationSpot], names: Vocabulary) -> Iterator[Mutant]:
    """Every mutant of one file that drops, doubles, swaps or rewords a part."""
    for spot in found:
        place = f"{spot.room}:{'/'.join(spot.path)}"
        for mutator, pattern in DROPPED.items():
            if not re.fullmatch(pattern, place) or _is_only_shown(spot):
                continue
            if (cut := spot.removed()) is not None:
                yield mutant(mutator, spot.file, spot.text, cut)
        for mutator, pattern in DOUBLED.items():
            if re.fullmatch(pattern, place) and (twice := spot.doubled()) is not None:
                yield mutant(mutator, spot.file, spot.text, twice)
        for pattern, others in CHANGED.items():
            if spot.node.kind == "scalar" and re.fullmatch(pattern, place):
                for mutator, words in others(spot, names):
                    yield mutant(mutator, spot.file, spot.text, spot.replaced(words))
    yield from _swapped(found)


def _is_only_shown(spot: MutationSpot) -> bool:
    """Whether an entry of “fields” only adds words to a question that a block asks."""
    words = {key.value for key in spot.node.keys}
    return spot.path[-2:-1] == ("fields",) and bool(words) and words <= SHOWN


def _swapped(found: Sequence[MutationSpot]) -> Iterator[Mutant]:
    for mutator, pattern in SWAPPED.items():
        here = [one for one in found if re.fullmatch(pattern, f"{one.room}:{'/'.join(one.path)}")]
        for one, other in pairwise(here):
            if one.parent is other.parent:
                edits = one.exchanged(other)
                if edits is not None:
                    yield mutant(mutator, one.file, one.text, edits)
