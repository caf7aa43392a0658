"""One programme with every kind of subject, and random rules and answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final, Literal

from engine.base.values import Answer, Span
from engine.definitions.model.conditions import (
    AllOf,
    Alternative,
    AnyOf,
    Anything,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
    Literal_,
    Named,
    Negation,
    OneOf,
    Only,
    OverRows,
    Presence,
    SameAs,
    Statuses,
    Subject,
    Test,
)
from engine.definitions.model.items import PROPOSED
from engine.definitions.model.rules import (
    HitPolicy,
    Output,
    RuleRow,
    RuleSet,
)
from engine.meaning.picture import Instance, Picture
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from engine.meaning.tables import compile_rules
from tests.meaning.definitions import FLOW, TODAY, meaning

SPAN: Final = Span("rules/club/random.yaml")
POLICIES: Final[Sequence[HitPolicy]] = ("first", "unique", "any", "priority", "collect")

TEXTS: Final = ("alpha", " alpha ", "Āboliņš", "A\u0304bolin\u0327s\u030c", "5", "")
CODES: Final = ("red", "green", "blue", "true")
NUMBERS: Final = tuple(map(Decimal, ("-3", "0", "0.5", "1", "1.000001", "5", "99999999.99")))
DATES: Final = (date(1900, 1, 1), date(2026, 11, 21), TODAY, date(2026, 11, 23), date(2199, 12, 31))

_KINDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "text": {"text": "Text"},
    "again": {"text": "Text again"},
    "choice": {"choice": "Choice", "of": list(CODES)},
    "other": {"choice": "Other choice", "of": list(CODES)},
    "choices": {"choices": "Choices", "of": list(CODES)},
    "others": {"choices": "Other choices", "of": list(CODES)},
    "number": {"number": "Number"},
    "least": {"number": "Least"},
    "day": {"date": "Day"},
    "since": {"date": "Since"},
    "yesno": {"yesno": "Yes or no"},
    "tick": {"tick": "Tick"},
}
_LITERALS: Final[Mapping[str, Sequence[Literal_]]] = {
    "text": TEXTS[:-1], "again": TEXTS[:-1], "choice": CODES, "other": CODES, "choices": CODES,
    "others": CODES, "number": NUMBERS, "least": NUMBERS, "day": DATES, "since": DATES,
    "yesno": (True, False), "tick": (True, False), "row": ("1", "2", "3"), "today": DATES,
    "age": NUMBERS, "total": NUMBERS, "chosen": NUMBERS, "fact_1": CODES, "fact_2": CODES,
}  # fmt: skip
_ITEMS: Final[Mapping[str, Sequence[str]]] = {
    "talk": ("open", "good", "bad"),
    "visit": ("open", "came", "left"),
}
_ALIKE: Final[Sequence[frozenset[str]]] = (
    frozenset({"text", "again"}),
    frozenset({"choice", "other", "choices", "others", "fact_1", "fact_2"}),
    frozenset({"number", "least", "age", "total", "chosen"}),
    frozenset({"day", "since", "today"}),
    frozenset({"yesno", "tick"}),
)
_OF_CASE: Final = ("today", "age", "total", "chosen", "talk", "visit")
_CASE: Final = (*_KINDS, *_OF_CASE)
_ROW: Final = (*_KINDS, "row")


def _gated() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, kind in _KINDS.items():
        found[f"gate_{name}"] = {"yesno": f"Gate of {name}"}
        found[f"{name}"] = {
            **deepcopy(dict(kind)), "required": "no", "when": {f"gate_{name}": "yes"}
        }  # fmt: skip
    return found


def club(folder: Path) -> Meaning:
    """The programme without rules: each question has a gate that makes it n/a."""
    return meaning(
        folder,
        fields={
            **_gated(),
            "gate_people": {"yesno": "Gate of people"},
            "people": {
                "rows": "0..9",
                "each": "Person",
                "title": "People",
                "when": {"gate_people": "yes"},
                "fields": _gated(),
            },
        },
        form={
            "values": {
                "age": "years from since to day",
                "total": "sum of people.number",
                "chosen": "count of choices",
            }
        },
        flow={
            "stages": {
                **FLOW["stages"],
                "talking": {"title": "Talk", "items": "talk", "when": {"tick": "yes"}},
                "visits": {"title": "Visit", "items": "visit"},
            },
            "items": {
                **FLOW["items"],
                "talk": _item("Talk", "good", "bad"),
                "visit": {**_item("Visit", "came", "left"), "for each": "choices"},
            },
        },
    )


def _item(title: str, good: str, bad: str) -> dict[str, Any]:
    return {
        "title": title,
        "statuses": {
            "open": {"caption": "Open", f"officer says {good}": good, f"officer says {bad}": bad},
            good: {"caption": good, "is": "good"},
            bad: {"caption": bad, "is": "over"},
        },
    }


def with_rules(ready: Meaning, *rules: RuleSet) -> Meaning:
    """The programme with other rules."""
    compiled = {one.name: compile_rules(one) for one in rules}
    facts = {output.name: one for one in compiled.values() for output in one.rules.outputs}
    return replace(ready, rules=compiled, facts=facts)


def rule_set(
    name: str, *rows: RuleRow, hit: HitPolicy = "collect", as_of: str = "today"
) -> RuleSet:
    """A rule set that gives the fact of the same name."""
    return RuleSet(name, hit, (Output(name, CODES),), rows, SPAN, as_of=as_of)


def row(number: int, condition: Condition, *codes: str, **others: Any) -> RuleRow:
    """A row of the rule set ``fact_1`` unless ``fact`` says otherwise."""
    fact = others.pop("fact", "fact_1")
    return RuleRow(number, condition, {fact: codes}, SPAN, **others)


def compare(path: str, test: Test, *, in_row: bool = False) -> Compare:
    """A condition on one subject."""
    return Compare(Subject(path, in_row), test, "", SPAN)


@dataclass(frozen=True)
class Chance:
    """Random rules and cases, the same for the same ``random``."""

    random: Random

    def rules(self) -> tuple[RuleSet, ...]:
        """Three rule sets, each of which may read the facts of those before it."""
        return (
            self._rule_set(1, ()),
            self._rule_set(2, ("fact_1",)),
            self._rule_set(3, ("fact_1", "fact_2")),
        )

    def case(self, ready: Meaning) -> Situation:
        """A situation with any mix of answered, blank and inapplicable questions."""
        answers = self._answers()
        answers["gate_people"] = self._likely()
        if self._likely():
            answers["people"] = tuple(self._answers() for _ in range(self.random.randrange(4)))
        applied = self.random.choice((None, *DATES))
        today = self.random.choice(DATES[1:4])
        return Situation(ready, answers, today, applied_on=applied, picture=self._picture())

    def condition(
        self, facts: Sequence[str] = (), *, depth: int = 3, in_row: bool = False
    ) -> Condition:
        """Any condition of the language, a few levels deep."""
        kinds = ["compare"] * 4 + (["all", "any", "not", "named", "rows"] if depth else [])
        match self.random.choice(kinds):
            case "all":
                return AllOf(self._parts(facts, depth, in_row), SPAN)
            case "any":
                return AnyOf(self._parts(facts, depth, in_row), SPAN)
            case "not":
                return Negation(self.condition(facts, depth=depth - 1, in_row=in_row), SPAN)
            case "named":
                part = self.condition(facts, depth=depth - 1, in_row=in_row)
                return Named("named", part, SPAN)
            case "rows" if not in_row:
                part = self.condition(facts, depth=depth - 1, in_row=True)
                return OverRows("people", self.random.choice(("any", "all", "none")), part, SPAN)
            case _:
                return self._compare(facts, in_row)

    def _picture(self) -> Picture:
        units = (("talk", ""), ("visit", "red"), ("visit", "green"))
        return Picture(
            {
                (item, unit): Instance(self.random.choice(_ITEMS[item]))
                for item, unit in units
                if self.random.random() < 0.4
            }
        )

    def _rule_set(self, number: int, facts: Sequence[str]) -> RuleSet:
        fact = f"fact_{number}"
        rows = [
            RuleRow(
                place,
                self.condition(facts),
                {fact: tuple(self.random.sample(CODES, self.random.choice((0, 1, 1, 1, 2))))},
                SPAN,
                valid_from=self.random.choice((None, None, None, *DATES)),
                valid_to=self.random.choice((None, None, None, *DATES)),
            )
            for place in range(1, self.random.randint(2, 5))
        ]
        as_of = self.random.choice(("today", "application date", "day"))
        return rule_set(fact, *rows, hit=self.random.choice(POLICIES), as_of=as_of)

    def _parts(self, facts: Sequence[str], depth: int, in_row: bool) -> tuple[Condition, ...]:
        number = self.random.randint(1, 3)
        return tuple(self.condition(facts, depth=depth - 1, in_row=in_row) for _ in range(number))

    def _compare(self, facts: Sequence[str], in_row: bool) -> Compare:
        of_row = in_row and self.random.random() < 0.7
        name = self.random.choice(_ROW if of_row else (*_CASE, *facts, *facts))
        return compare(name, self._test(name, facts), in_row=of_row)

    def _test(self, name: str, facts: Sequence[str]) -> Test:
        if name in _ITEMS:
            return self._statuses(name)
        literals = _LITERALS[name]
        some = tuple(self.random.choices(literals, k=self.random.randint(1, 3)))
        match self.random.choice(("one of", "one of", "one of", "only", "every", "presence", "-")):
            case "presence":
                return Presence(self.random.choice(("answered", "blank", "n/a")))
            case "-":
                return Anything()
            case "only" if isinstance(some[0], str):
                return Only(some)
            case "every" if isinstance(some[0], str):
                return Every(some)
        each = tuple(self._alternative(name, one, facts) for one in some)
        return OneOf(each, negated=self.random.random() < 0.3)

    def _statuses(self, name: str) -> Test:
        if self.random.random() < 0.2:
            return Presence("n/a")
        some = tuple(self.random.sample((*_ITEMS[name], PROPOSED), self.random.randint(1, 2)))
        if name == "talk":
            return Statuses(some, negated=self.random.random() < 0.3)
        quantifiers: tuple[Literal["any", "all", "none"], ...] = ("any", "all", "none")
        quantifier = self.random.choice(quantifiers)
        return Statuses(some, quantifier, or_not_applicable=self.random.random() < 0.3)

    def _alternative(self, name: str, literal: Literal_, facts: Sequence[str]) -> Alternative:
        others = next((alike for alike in _ALIKE if name in alike), frozenset[str]())
        known = sorted(others & {*_CASE, *facts})
        if known and self.random.random() < 0.25:
            return SameAs(Subject(self.random.choice(known)))
        if isinstance(literal, Decimal | date) and self.random.random() < 0.6:
            return self._between(literal, [Subject(one) for one in known])
        return Equals(literal)

    def _between(self, literal: Decimal | date, known: Sequence[Subject]) -> Between:
        literals = NUMBERS if isinstance(literal, Decimal) else DATES
        bounds = [self.random.choice((None, *literals, *known)) for _ in range(2)]
        if bounds == [None, None]:
            bounds = [literal, None]
        return Between(*bounds, self.random.random() < 0.5, self.random.random() < 0.5)

    def _answers(self) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for name in _KINDS:
            found[f"gate_{name}"] = self._likely()
            if not self._likely():
                continue
            literals: Sequence[Any] = TEXTS if name in {"text", "again"} else _LITERALS[name]
            if name in {"choices", "others"}:
                found[name] = tuple(self.random.sample(CODES, self.random.randrange(4)))
            else:
                found[name] = self.random.choice(literals)
        return found

    def _likely(self) -> bool:
        return self.random.random() < 0.8
