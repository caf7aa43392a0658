"""System clock, ids and secrets."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from engine.base.system import RandomIds, SystemClock, SystemRandomness


def test_the_clock_is_aware_and_right() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_ids_do_not_repeat() -> None:
    ids = {RandomIds().new() for _ in range(10_000)}
    assert len(ids) == 10_000
    assert {len(id) for id in ids} == {32}
    assert all(id.isascii() and id.isalnum() for id in ids), "a shell takes -a for an option"


def test_codes_have_all_their_digits() -> None:
    codes = [SystemRandomness().code(6) for _ in range(5_000)]
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert len({code[0] for code in codes}) == 10
    assert len(set(codes)) > 4_900


def test_tokens_and_choices_are_random() -> None:
    randomness = SystemRandomness()
    assert len({randomness.token() for _ in range(1_000)}) == 1_000
    counts = Counter(randomness.choice("ab") for _ in range(1_000))
    assert min(counts["a"], counts["b"]) > 350
