"""Tests: what an answer must be. ``a or b``, ``not LV``, ``18..``, ``only x``, ``= other``, …"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final, Literal, get_args

from engine.definitions.faults import Faults
from engine.definitions.model.conditions import (
    TODAY,
    Alternative,
    Anything,
    Between,
    Equals,
    Every,
    Literal_,
    OneOf,
    Only,
    Presence,
    SameAs,
    Subject,
    Test,
)
from engine.definitions.reading.item_tests import ItemTests
from engine.definitions.reading.literals import KINDS, read_literal
from engine.definitions.reading.names import (
    Names,
    NameScope,
    Symbol,
    find,
    known_names,
)
from engine.definitions.reading.words import Word
from engine.definitions.reading.working_times import asks_calendar, read_at_work

PresenceState = Literal["answered", "blank", "n/a"]
PRESENCE: Final[dict[str, PresenceState]] = {state: state for state in get_args(PresenceState)}
SEVERAL: Final = frozenset({"choices"})
ORDERED: Final = frozenset({"number", "date"})
UNTESTABLE: Final = frozenset({"none", "files", "group"})
UNTESTED: Final = {
    "group": "Ask it {any: …}, {all: …} or {none: …}, or test a value “count of …”.",
}
COMPARISON: Final = re.compile(r"(<=|>=|<|>)\s*(.*)", re.DOTALL)
RANGE_FOR: Final = {">=": "{}..", "<=": "..{}", "<": "..<{}"}
RANGE: Final = re.compile(r"(.*?)\.\.(<?)(.*)", re.DOTALL)
Bound = Decimal | date | Subject


class TestParser:
    """Reads tests for one programme; faults go to the collector and give None."""

    __test__ = False  # for pytest: the name is the subject's, not a test class

    def __init__(self, names: Names, faults: Faults) -> None:
        self.names = names
        self.faults = faults
        self.items = ItemTests(faults)

    def parse(
        self, word: Word, symbol: Symbol, place: NameScope, *, in_table: bool = False
    ) -> Test | None:
        """The test that ``word`` puts on ``symbol``."""
        word = word.trimmed()
        if word.text == "-" and in_table:
            return Anything()
        if symbol.role == "item":
            return self.items.parse(word, symbol, in_table=in_table)
        if (state := PRESENCE.get(word.text)) is not None:
            return self._presence(state, word, symbol)
        if symbol.value in UNTESTABLE:
            self.faults.add(
                "A304", word.span,
                f"“{symbol.path}” is {KINDS[symbol.value]}; it cannot be compared.",
                UNTESTED.get(symbol.value, "Only answered, blank or n/a can be asked of it."),
            )  # fmt: skip
            return None
        if symbol.codes is not None and word.text in symbol.codes:
            return OneOf((Equals(word.text),))
        if word.text.startswith("!="):
            self.faults.add("A303", word.span, "“!=” is no test.", "Write “not …”.")
            return None
        return self._alternatives(word, symbol, place, in_table=in_table)

    def _presence(self, state: PresenceState, word: Word, symbol: Symbol) -> Presence | None:
        if symbol.role == "date" or symbol.value == "none":
            self.faults.add("A304", word.span, f"“{symbol.path}” is never answered or blank.")
            return None
        return Presence(state)

    def _alternatives(
        self, word: Word, symbol: Symbol, place: NameScope, *, in_table: bool
    ) -> Test | None:
        mode, rest = _mode(word, symbol)
        parts = self._parts(rest, symbol, in_table=in_table)
        if not in_table:
            self._ranges_read_better(parts, symbol)
        if mode in ("only", "all"):
            return self._quantified(mode, parts, word, symbol)
        found = [self._alternative(part, symbol, place) for part in parts]
        alternatives = tuple(each for each in found if each is not None)
        if len(alternatives) < len(found):
            return None
        return OneOf(alternatives, negated=mode == "not")

    def _ranges_read_better(self, parts: tuple[Word, ...], symbol: Symbol) -> None:
        for part in parts:
            match = COMPARISON.fullmatch(part.text)
            if match and match[1] in RANGE_FOR and symbol.value in ORDERED:
                advice = f"Write “{RANGE_FOR[match[1]].format(match[2])}”."
                message = f"“{part.text}” says a range."
                self.faults.add("A905", part.span, message, advice)

    def _parts(self, word: Word, symbol: Symbol, *, in_table: bool) -> tuple[Word, ...]:
        parts = word.split(" or ")
        if in_table:
            return tuple(each for part in parts for each in part.split(","))
        if "," in word.text and symbol.codes is not None:
            self.faults.add(
                "A303", word.span, "a comma does not mean “or” here.",
                f"Write “{' or '.join(each.text for each in word.split(','))}”.",
            )  # fmt: skip
            return tuple(each for part in parts for each in part.split(","))
        return parts

    def _quantified(
        self, mode: str, parts: tuple[Word, ...], word: Word, symbol: Symbol
    ) -> Only | Every | None:
        if symbol.value not in SEVERAL:
            self.faults.add(
                "A304", word.span,
                f"“{mode}” speaks of several choices; “{symbol.path}” is {KINDS[symbol.value]}.",
                f"Leave “{mode}” out.",
            )  # fmt: skip
            return None
        found = [read_literal(part, symbol, self.faults) for part in parts]
        values: tuple[Literal_, ...] = tuple(each for each in found if each is not None)
        if len(values) < len(found):
            return None
        return Only(values) if mode == "only" else Every(values)

    def _alternative(self, word: Word, symbol: Symbol, place: NameScope) -> Alternative | None:
        if symbol.codes is not None and word.text in symbol.codes:
            return Equals(word.text)
        if word.text.startswith("="):
            return self._same_as(word.part(1), symbol, place)
        if asks_calendar(word.text):
            return read_at_work(word, symbol, place, self.names, self.faults)
        if symbol.value in ORDERED:
            if comparison := COMPARISON.fullmatch(word.text):
                return self._comparison(word, comparison, symbol)
            if ".." in word.text and (bounds := RANGE.fullmatch(word.text)):
                return self._range(word, bounds, symbol)
            if word.text == TODAY and symbol.value == "date":
                return SameAs(Subject(TODAY))
        elif symbol.value != "text" and (".." in word.text or COMPARISON.fullmatch(word.text)):
            self.faults.add(
                "A304", word.span,
                f"a range speaks of numbers and dates; “{symbol.path}” is {KINDS[symbol.value]}.",
                "List the values with “or”.",
            )  # fmt: skip
            return None
        if symbol.value == "text":
            self._name_reads_as_text(word, place)
        literal = read_literal(word, symbol, self.faults)
        return None if literal is None else Equals(literal)

    def _name_reads_as_text(self, word: Word, place: NameScope) -> None:
        found = find(word.text, place, self.names)
        if found is not None and "." in word.text:
            message = f"“{word.text}” is read as a text, not as the question of this name."
            self.faults.add("A909", word.span, message, f"Write “= {word.text}” to compare them.")

    def _same_as(self, name: Word, symbol: Symbol, place: NameScope) -> SameAs | None:
        found = find(name.text, place, self.names)
        if found is None:
            known = known_names(place, self.names)
            self.faults.unknown("A201", name, "question or value", known)
            return None
        subject, other = found
        if other is symbol:
            self.faults.add(
                "A303", name.span, f"“{name.text}” is compared with itself.", "Name another one."
            )
            return None
        if other.value != symbol.value:
            self.faults.add(
                "A305", name.span,
                f"“{symbol.path}” is {KINDS[symbol.value]}, “{name.text}” is {KINDS[other.value]};"
                " they are never equal.",
                "Compare answers of one kind.",
            )  # fmt: skip
            return None
        return SameAs(subject)

    def _comparison(self, word: Word, match: re.Match[str], symbol: Symbol) -> Between | None:
        sign = match[1]
        bound = self._bound(word.part(match.start(2)), symbol)
        if bound is None:
            return None
        if sign.startswith("<"):
            return Between(None, bound, high_open=sign == "<")
        return Between(bound, None, low_open=sign == ">")

    def _range(self, word: Word, match: re.Match[str], symbol: Symbol) -> Between | None:
        low_word = word.part(match.start(1), match.end(1))
        high_word = word.part(match.start(3), match.end(3))
        if not low_word.text and not high_word.text:
            self.faults.add("A303", word.span, "the range has no end.", "Write 18.. or ..100.")
            return None
        low = self._bound(low_word, symbol) if low_word.text else None
        high = self._bound(high_word, symbol) if high_word.text else None
        if (low_word.text and low is None) or (high_word.text and high is None):
            return None
        found = Between(low, high, high_open=bool(match[2]))
        if _is_empty(found):
            self.faults.add(
                "A306",
                word.span,
                f"the range {word.text} is empty.",
                "Write the smaller end first.",
            )
            return None
        return found

    def _bound(self, word: Word, symbol: Symbol) -> Bound | None:
        if symbol.value == "date" and word.text == TODAY:
            return Subject(TODAY)
        literal = read_literal(word, symbol, self.faults)
        return literal if isinstance(literal, Decimal | date) else None


def _mode(word: Word, symbol: Symbol) -> tuple[str, Word]:
    """The word before the alternatives, unless it belongs to a code (``not opened``)."""
    if word.split(" or ")[0].text in (symbol.codes or ()):
        return "", word
    for mode in ("not", "only", "all"):
        if word.text.startswith(f"{mode} "):
            return mode, word.part(len(mode))
    return "", word


def _is_empty(found: Between) -> bool:
    low, high = found.low, found.high
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return low > high or (low == high and found.high_open)
    if isinstance(low, date) and isinstance(high, date):
        return low > high or (low == high and found.high_open)
    return False
