"""Tests that scenarios put on items: read as conditions read them."""

from __future__ import annotations

from typing import Final

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import Test
from engine.definitions.model.items import PROPOSED, Item
from engine.definitions.reading.item_names import item_symbol
from engine.definitions.reading.names import CASE, Names
from engine.definitions.reading.test_parser import TestParser
from engine.definitions.reading.words import Word

NOT_BEGUN: Final = "not begun"
"""How an item stands before its stage is reached; a word of scenarios only."""


def item_test(item: Item, text: str, span: Span, faults: Faults) -> Test | None:
    """The test that a scenario puts on an item; None after a fault."""
    codes = tuple(dict.fromkeys((*(status.name for status in item.statuses), PROPOSED)))
    each = item.each.subject.path if item.each else ""
    symbol = item_symbol(item.name, codes, item.span, each=each)
    return TestParser(Names(), faults).parse(Word(text, span), symbol, CASE)
