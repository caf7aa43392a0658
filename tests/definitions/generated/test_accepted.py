"""Whatever ``check`` accepts is composed, read, judged, proved, explained, printed and exported.

``FUZZ_ACCEPTED=500`` tries that many programmes instead of the few of every run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from engine.bundles.compiled import make_ready
from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.model.programme import Definitions
from engine.rules.durable import Durable
from tests.definitions.generated import uses, walks
from tests.definitions.generated.answers import answers
from tests.definitions.generated.flows import accepted_flow
from tests.definitions.generated.maker import ATTRIBUTES, CALLED, ELSEWHERE, MARK, Files, accepted

LONG = int(os.environ.get("FUZZ_ACCEPTED", "0"))
SEEDS = range(LONG or 4)
COVERING = (
    *(1, 2, 3, 5, 7, 8, 9, 11, 12, 14, 16, 17, 21),
    *(25, 31, 45, 51, 56, 61, 64, 68, 69, 71, 77),
)
"""Programmes that use everything between them, chosen among the first ninety."""
FLOWS = range(LONG) or (2, 18, 100, 338, 733)
"""Programmes whose items, persons and steps are made at random.

In 100 a rule gives forms to an item while a step asks one; in 338 nobody is known to be asked; in
733 what an item asks of another one is a step that is proposed there.
"""

WAYS, STEPS = 3, 14
CASES = 3
FEW = 4
"""Kinds of questions in each form of a programme that is proved: proofs take time."""

PLACES = ("case", "row")
LINE = re.compile(r" *(\w+): \{([a-z_ ]+): (.*)\}" + MARK)
NOT_IN_ROWS = {"file"}
REFUSED = {
    *((kind, "default") for kind in ("file", "note")),
    *((kind, "must be") for kind in ("file", "note")),
    ("file", "signs"),  # of a step that follows another one: tests/signatures and tests/bank
    ("consent", "device check"),
    ("tick", "device check"),  # once in a form, in no group: tests/browser
    *((kind, word) for kind in ("file", "note") for word in ("else", "code")),
}
"""Attributes that ``check`` never accepts: nothing to test, nothing to begin with."""

pytestmark = pytest.mark.timeout(36_000 if LONG else 1_200)


@cache
def made(seed: int) -> tuple[Files, Definitions] | None:
    return accepted(seed)


@pytest.fixture(scope="module")
def second() -> Iterator[Durable]:
    engine = Durable()
    yield engine
    engine.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_check_accepts_works(seed: int, second: Durable) -> None:
    found = made(seed)
    if found is None:
        assert LONG, "those of every run are accepted"
        pytest.skip("lines that wait for each other in a circle")
    files, definitions = found
    uses.exported(files, definitions, "trial")
    ready = uses.of_programme(definitions, "trial")
    chance = Random(seed)  # noqa: S311 - the same answers for the same seed
    for _ in range(CASES):
        raw = answers(ready.programme, chance)
        opinion = uses.of_answers(ready, raw, second).opinion
        # A number of twenty digits is more than the second engine compares: a person decides.
        assert opinion.engines == "agree" or opinion.reason == "refused", opinion
    uses.printed(ready, raw)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_check_accepts_is_proved(seed: int) -> None:
    found = accepted(seed, FEW)
    assert LONG or found, "those of every run are accepted"
    if found is not None:
        uses.proved(make_ready(found[1], "trial"))


@pytest.mark.parametrize("seed", FLOWS)
def test_a_flow_that_check_accepts_works(seed: int) -> None:
    found = accepted_flow(seed)
    if found is None:
        assert LONG, "those of every run are accepted"
        pytest.skip("a line that may not go is refused")
    uses.exported(*found, "trial")
    ready = uses.of_programme(found[1], "trial")
    walks.drawn(ready)
    for way in range(WAYS):
        walks.walk(ready, seed * WAYS + way, STEPS)
    uses.proved(ready)


def test_every_kind_attribute_and_function_is_accepted_in_every_place() -> None:
    attributes, functions = set(), set()
    for found in filter(None, map(made, COVERING)):
        for name, text in found[0].items():
            for line in text.split("\n"):
                place = "row" if line.startswith(" " * 10) else "case"
                attributes |= attributes_of(line, place) if name.startswith("forms") else set()
                functions |= functions_of(line, place)
    assert functions == {(function.name, place) for function in CALLED for place in PLACES}
    assert wanted() - attributes == set()


def attributes_of(line: str, place: str) -> set[tuple[str, str, str]]:
    match = LINE.fullmatch(line)
    if match is None or match[2] not in FIELD_TYPES:
        return set()
    known = COMMON_ATTRIBUTES | FIELD_TYPES[match[2]].attributes
    return {(match[2], name, place) for name in known if f", {name}: " in match[3]}


def functions_of(line: str, place: str) -> set[tuple[str, str]]:
    call = line.removesuffix(MARK).partition(": ")[2]
    return {(one.name, place) for one in CALLED if one.pattern.fullmatch(call)}


def wanted() -> set[tuple[str, str, str]]:
    return {
        (kind, attribute, place)
        for kind, of in FIELD_TYPES.items()
        for attribute in COMMON_ATTRIBUTES | of.attributes
        for place in PLACES
        if (kind, attribute) not in REFUSED and not (kind in NOT_IN_ROWS and place == "row")
    }


def test_every_attribute_has_values_to_try() -> None:
    known = COMMON_ATTRIBUTES.union(*(kind.attributes for kind in FIELD_TYPES.values()))
    assert known - {"when", "required", "must be", "default", "of", *ELSEWHERE} == set(ATTRIBUTES)
