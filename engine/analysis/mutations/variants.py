"""Other tests and numbers that somebody could have written instead of the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

NEGATE, WIDEN, NARROW = "negate a test", "widen a test", "narrow a test"
SWAP, NUMBER, PRESENCE = "take another value", "change a number", "swap answered and blank"

_PREFIXES: Final = ("not ", "only ", "all ")
_RANGE: Final = re.compile(r"(?P<low>-?[0-9.]+?)?(?P<dots>\.\.<?)(?P<high>-?[0-9]+(?:\.[0-9]+)?)?")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PRESENT: Final = {"answered": "blank", "blank": "answered", "n/a": "answered"}
_AT_WORK: Final = ("a working day", "within working hours")
_FLAGS: Final = {"yes": "no", "no": "yes"}

Variant = tuple[str, str]
"""The mutator and the other text."""


def of_test(test: str, codes: Sequence[str]) -> Iterator[Variant]:
    """Other tests; ``codes`` are the values that the subject may have."""
    words = test.strip()
    if not words or words == "-":
        return
    prefix = next((each for each in _PREFIXES if words.startswith(each)), "")
    prefix = "" if words in codes else prefix  # A code may begin with “not”.
    body = words.removeprefix(prefix)
    yield NEGATE, body if prefix == "not " else f"not {body}"
    if prefix in ("only ", "all "):
        yield WIDEN if prefix == "only " else NARROW, body
    if body in _PRESENT:
        yield PRESENCE, prefix + _PRESENT[body]
    elif body in _FLAGS:
        yield SWAP, prefix + _FLAGS[body]
    elif body.startswith(_AT_WORK):
        yield WIDEN, prefix + "answered"
    elif ".." in body:
        yield from ((name, prefix + other) for name, other in of_range(body))
    elif not body.startswith("= "):
        yield from _of_codes(prefix, body.split(" or "), codes)


def _of_codes(prefix: str, given: Sequence[str], codes: Sequence[str]) -> Iterator[Variant]:
    others = [code for code in codes if code not in given and code != "n/a"]
    wider, narrower = (NARROW, WIDEN) if prefix == "not " else (WIDEN, NARROW)
    for place in range(len(given) if len(given) > 1 else 0):
        rest = [*given[:place], *given[place + 1 :]]
        yield narrower, prefix + " or ".join(rest)
    if others:
        yield wider, prefix + " or ".join([*given, others[0]])
    for place, _ in enumerate(given):
        if others:
            other = others[place % len(others)]
            yield SWAP, prefix + " or ".join([*given[:place], other, *given[place + 1 :]])


def of_range(words: str) -> Iterator[Variant]:
    """A range with a bound moved by one, or open where it was closed."""
    found = _RANGE.fullmatch(words)
    if found is None:
        if words.startswith("..") or words.endswith(".."):
            bound = words.strip(".")
            yield NEGATE, f"{bound}.." if words.startswith("..") else f"..{bound}"
        return
    low, dots, high = found["low"] or "", found["dots"], found["high"] or ""
    for change in (1, -1):
        if low:
            yield NUMBER, f"{_moved(low, change)}{dots}{high}"
        if high:
            yield NUMBER, f"{low}{dots}{_moved(high, change)}"
    if high and dots == "..":
        yield NARROW, f"{low}..<{high}"


def of_number(words: str) -> Iterator[Variant]:
    """Every number in a text, one more and one less."""
    for found in _NUMBER.finditer(words):
        for change in (1, -1):
            other = _moved(found[0], change)
            if not other.startswith("-"):
                yield NUMBER, words[: found.start()] + other + words[found.end() :]


def _moved(number: str, change: int) -> str:
    step = Decimal(change).scaleb(-len(number.partition(".")[2]))
    return str(Decimal(number) + step)
