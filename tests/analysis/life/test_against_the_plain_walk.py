"""Classes say of damaged flows what the plain walk says: places, traps, promises, circles.

``FUZZ_FLOWS=48`` damages each flow in that many ways instead of the few of every run.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.definitions.model.programme import Programme
from tests.analysis.life.damages import damaged
from tests.analysis.life.opinions import Both, both_opinions
from tests.analysis.life.small import FLOWS, programme

PICTURES = 600
BLOCK = 4
LONG = int(os.environ.get("FUZZ_FLOWS", "0"))
BLOCKS = LONG // BLOCK or 2
EXAMPLES = LONG or 8
pytestmark = pytest.mark.timeout(36_000 if LONG else 1_200)

REMEMBERED = (
    ("contract", 0, "a status that becomes itself as long as something holds"),
    ("contract", 6, "a circle where a decision is guarded"),
    ("contract", 314, "a picture that only looks like one before it"),
    ("appeal", 9, "a picture that returns while an item hears of itself"),
    ("appeal", 172, "items that begin together and hear of each other"),
    ("money", 314, "a status that is entered anew by an event"),
)


@cache
def sound(name: str) -> Programme:
    return programme(FLOWS[name])


def check(name: str, seed: int) -> None:
    for both in both_opinions(damaged(sound(name), seed), PICTURES):
        agree(name, both, f"{name} {seed}")


def agree(name: str, both: Both, about: str) -> None:
    plain, composed = both.plain, both.composed
    if name == "proposed":
        # That a decision ends a proposal is not looked at: a promise may only seem to break.
        assert plain.broken <= composed.broken, about
        plain = replace(plain, broken=composed.broken)
    assert composed == plain, about
    # Nothing that happens is said never to happen.
    assert both.unseen == frozenset(), about


@pytest.mark.parametrize("name", FLOWS)
def test_both_say_the_same_of_a_sound_flow(name: str) -> None:
    opinions = list(both_opinions(sound(name), 5_000))
    assert opinions
    for both in opinions:
        agree(name, both, name)
        assert both.thought == frozenset()


@pytest.mark.parametrize(("name", "seed", "what"), REMEMBERED)
def test_both_say_the_same_where_they_once_did_not(name: str, seed: int, what: str) -> None:
    assert what
    check(name, seed)


@pytest.mark.parametrize("name", FLOWS)
@pytest.mark.parametrize("block", range(BLOCKS))
def test_both_say_the_same_of_damaged_flows(name: str, block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        check(name, seed)


@settings(max_examples=EXAMPLES, deadline=None)
@given(name=st.sampled_from(sorted(FLOWS)), seed=st.integers(10_000, 10_000_000))
def test_both_say_the_same_of_flows_that_nobody_has_seen(name: str, seed: int) -> None:
    check(name, seed)
