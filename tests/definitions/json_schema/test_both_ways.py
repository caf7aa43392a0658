"""An exported schema and the engine refuse the same answers, but for reasons that have a name.

``FUZZ_SCHEMA=10000`` tries that many sets of answers to the forms of each programme.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from random import Random

import pytest

from engine.bundles.compiled import Ready, make_ready
from engine.definitions.loader import load
from tests.definitions.generated.maker import accepted
from tests.definitions.json_schema.both_ways import REFUSED, TAKEN, compared, given
from tests.house.tree import ROOT

LONG = int(os.environ.get("FUZZ_SCHEMA", "0"))
CHUNK = 20
CHUNKS = range(0, LONG, CHUNK) or (0, 2160)
SEEDS = range(LONG // CHUNK) or (0, 1, 2, 3, 4, 182, 365)
"""Without a setting a few, and those in which something was found."""
pytestmark = pytest.mark.timeout(36_000 if LONG else 1_200)


@cache
def ready(folder: str, name: str) -> Ready:
    return make_ready(load(ROOT / folder), name)


def unexplained(about: Ready, seed: int, count: int) -> dict[str, str]:
    """Differences without a reason, by form and place."""
    chance = Random(seed)  # noqa: S311 - the same answers for the same seed
    found = {}
    for _ in range(count):
        data = given(about, chance)
        for one in compared(about, data):
            if not one.why:
                told = one.problem and one.problem.message.source
                found[f"{one.form} {one.name}"] = f"{one.given!r:.80}: {told or 'by the schema'}"
    return found


@pytest.mark.parametrize(
    ("folder", "name"),
    [("definitions", "magnetiq"), ("tests/definitions/valid", "corner")],
)
@pytest.mark.parametrize("start", CHUNKS)
def test_both_refuse_the_same(folder: str, name: str, start: int) -> None:
    assert unexplained(ready(folder, name), start, CHUNK) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_both_refuse_the_same_in_generated_forms(seed: int) -> None:
    found = accepted(seed)
    if found is not None:
        assert unexplained(make_ready(found[1], "trial"), seed, 2) == {}


RARE = {
    "what is not known to be required", "what moves up past a blank row", "nothing in it"
}  # fmt: skip
"""Reasons that the forms of a bank have and generated ones seldom."""


def test_every_reason_is_one() -> None:
    seen: Counter[str] = Counter()
    for seed in range(12):
        found = accepted(seed)
        if found is None:
            continue
        about, chance = make_ready(found[1], "trial"), Random(seed)  # noqa: S311
        for _ in range(3):
            data = given(about, chance)
            seen.update(one.why for one in compared(about, data))
    assert set(seen) >= {*TAKEN, *REFUSED} - RARE
