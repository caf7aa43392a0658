"""Tests on items: “paid”, “not signed”, “all passed or n/a”, “none expired”, “proposed”."""

from __future__ import annotations

from typing import Final, Literal

from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.model.conditions import Presence, Statuses, Test
from engine.definitions.reading.names import Symbol
from engine.definitions.reading.words import Word

Quantifier = Literal["any", "all", "none"]
QUANTIFIERS: Final[dict[str, Quantifier]] = {"any": "any", "all": "all", "none": "none"}
NOT_APPLICABLE: Final = "n/a"
NEVER: Final = ("answered", "blank")


class ItemTests:
    """Reads tests on items; faults go to the collector and give None."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults

    def parse(self, word: Word, symbol: Symbol, *, in_table: bool = False) -> Test | None:
        """The test that ``word`` puts on the item ``symbol``; in tables a comma reads as “or”."""
        if word.text == NOT_APPLICABLE:
            return Presence("n/a")
        mode, rest = self._mode(word)
        parts = rest.split(" or ")
        if in_table:
            parts = tuple(each for part in parts for each in part.split(","))
        names = tuple(part for part in parts if part.text)
        if not names or word.text in NEVER:
            self._says_nothing(word, symbol)
            return None
        if not self._fits(mode, word, rest, symbol):
            return None
        return self._statuses(mode, names, symbol)

    def codes(self, word: Word, symbol: Symbol) -> tuple[str, ...] | None:
        """The statuses in ``passed or expired``; None after a fault."""
        parts = word.split(" or ")
        wrong = [part for part in parts if part.text not in (symbol.codes or ())]
        for part in wrong:
            self._unknown(part, symbol)
        return None if wrong else tuple(part.text for part in parts)

    def _mode(self, word: Word) -> tuple[str, Word]:
        first = word.text.partition(" ")[0]
        if first in ("not", "only", *QUANTIFIERS):
            return first, word.part(len(first))
        return "", word

    def _says_nothing(self, word: Word, symbol: Symbol) -> None:
        if word.text in NEVER:
            message = f"a status is never {word.text}, so the test says nothing."
            self.faults.add("A304", word.span, message, _known(symbol))
        else:
            message = f"“{word.text}” names no status of “{symbol.path}”."
            self.faults.add("A303", word.span, message, _known(symbol))

    def _fits(self, mode: str, word: Word, rest: Word, symbol: Symbol) -> bool:
        """Whether one or several are asked as one or several; otherwise that is reported."""
        name = symbol.path
        if symbol.value == "item" and mode in QUANTIFIERS:
            message = f"there is one “{name}” only: leave “{mode}” out."
            self.faults.add("A611", word.span, message, f"Write “{rest.text}”.")
        elif mode == "only":
            message = "of items say “all”, not “only”."
            advice = f"all {rest.text}" if symbol.value == "items" else rest.text
            self.faults.add("A611", word.span, message, f"Write “{advice}”.")
        elif symbol.value == "items" and mode not in QUANTIFIERS:
            message = f"there is one “{name}” for each of {symbol.each}."
            before = f"Write any, all or none before “{rest.text}”."
            self.faults.add("A610", word.span, message, before)
        else:
            return True
        return False

    def _statuses(self, mode: str, names: tuple[Word, ...], symbol: Symbol) -> Statuses | None:
        or_not = names[-1].text == NOT_APPLICABLE
        if or_not and mode in ("not", "none"):
            message = f"“{mode} …” holds of “n/a” already."
            self.faults.add("A303", names[-1].span, message, "Leave “or n/a” out.")
            return None
        codes = names[:-1] if or_not else names
        known = symbol.codes or ()
        wrong = [each for each in codes if each.text not in known]
        for each in wrong:
            self._unknown(each, symbol)
        if wrong or not codes:
            return None
        return Statuses(
            tuple(dict.fromkeys(each.text for each in codes)),
            QUANTIFIERS.get(mode, ""),
            negated=mode == "not",
            or_not_applicable=or_not,
        )

    def _unknown(self, word: Word, symbol: Symbol) -> None:
        if word.text == NOT_APPLICABLE:
            self.faults.add("A303", word.span, "“or n/a” stands last.", "Write it at the end.")
        elif "," in word.text:
            parts = " or ".join(part.text for part in word.split(","))
            message = "a comma does not mean “or” here."
            self.faults.add("A303", word.span, message, f"Write “{parts}”.")
        else:
            message = f"{symbol.path} has no status “{word.text}”."
            advice = did_you_mean(word.text, symbol.codes or ())
            self.faults.add("A216", word.span, message, advice)


def is_of_all(word: Word) -> bool:
    """Whether a test speaks of all there are of an item, not of one."""
    return word.text.partition(" ")[0] in QUANTIFIERS


def _known(symbol: Symbol) -> str:
    return f"Name a status: {', '.join(symbol.codes or ())}."
