"""Whether two tests on one item exclude each other."""

from __future__ import annotations

from engine.definitions.model.conditions import Presence, Statuses
from engine.definitions.model.items import PROPOSED


def statuses_exclude(first: Statuses, second: Statuses) -> bool:
    """Whether nothing stands so that both tests hold; n/a and “proposed” may let both hold."""
    if holds_without(first) and holds_without(second):
        return False
    if PROPOSED in (*first.codes, *second.codes):
        return False
    left, right = frozenset(first.codes), frozenset(second.codes)
    if _refuses(first):
        return not _refuses(second) and _demands(second) and right <= left
    if _refuses(second):
        return _demands(first) and left <= right
    if first.quantifier == "any" and second.quantifier == "any":
        return False
    return not left & right


def presence_excludes(first: Presence, second: Statuses) -> bool:
    """Whether an item that is n/a cannot pass the other test."""
    return first.state == "n/a" and not holds_without(second)


def holds_without(test: Statuses) -> bool:
    """Whether a test holds where there is no such item."""
    return test.or_not_applicable or test.negated or test.quantifier == "none"


def _refuses(test: Statuses) -> bool:
    return test.negated or test.quantifier == "none"


def _demands(test: Statuses) -> bool:
    """Whether a test holds only if one stands in one of its statuses."""
    return not test.or_not_applicable
