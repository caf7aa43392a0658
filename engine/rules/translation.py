"""Conditions translated for the second engine, each twice: when it holds and when it does not.

Where neither is shown, a condition is not known yet; the engine itself knows only two values.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import (
    AllOf,
    Alternative,
    AnyOf,
    Anything,
    AtWork,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
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
from engine.rules.program import Program, RowQuestion
from engine.rules.properties import (
    ANSWERED,
    HIGHEST,
    INAPPLICABLE,
    LOWEST,
    NO,
    UNANSWERED,
    YES,
    Amount,
    AnyChosen,
    FallsAtWork,
    Gap,
    Measure,
    OnlyChosen,
    SameAsOther,
    StandsAs,
    StateOf,
    measured,
)
from engine.rules.terms import (
    ALWAYS,
    NEVER,
    OPPOSITE,
    Choices,
    Conjunction,
    Operator,
    TooLarge,
    all_of,
    any_of,
    only,
)

MOST: Final = 2_000
"""Alternatives, and properties, of one rule set.

An alternative takes about 14 kB that the engine never gives back. Properties are compared only by
32 bits of a hash of their names, which differ for this many (tests/rules/test_translation.py).
"""

_STATES: Final = MappingProxyType({"answered": ANSWERED, "blank": UNANSWERED, "n/a": INAPPLICABLE})


def translated(conditions: Iterable[Condition]) -> Program:
    """The program whose rows are these conditions.

    Raises TooLarge or NotExpressible for conditions outside the safe profile.
    """
    properties = _Properties()
    sides = [
        (properties.holds(one, wanted=True), properties.holds(one, wanted=False))
        for one in conditions
    ]
    places: dict[Conjunction, int] = {}
    rows = tuple((_placed(fits, places), _placed(differs, places)) for fits, differs in sides)
    rules = tuple(places)
    if max(len(rules), properties.number) > MOST:
        raise TooLarge(f"a rule set with more than {MOST} alternatives or properties")
    return Program(
        name=hashlib.sha256(json.dumps(rules).encode()).hexdigest(),
        rules=rules,
        rows=rows,
        measures={name: measure for measure, name in properties.measures.items()},
        over_rows=dict(properties.over_rows.values()),
    )


def _placed(choices: Choices, places: dict[Conjunction, int]) -> frozenset[int]:
    return frozenset(places.setdefault(one, len(places)) for one in choices)


@dataclass(slots=True)
class _Properties:
    """The properties that the translated conditions speak of so far."""

    measures: dict[Measure, str] = field(default_factory=dict)
    over_rows: dict[OverRows, tuple[str, RowQuestion]] = field(default_factory=dict)

    def holds(self, condition: Condition, *, wanted: bool) -> Choices:
        """What shows that a condition is true or, if that is ``wanted``, that it is false."""
        match condition:
            case Compare(subject=subject, test=test):
                return self.test(subject, test, wanted=wanted)
            case Named(part=part):
                return self.holds(part, wanted=wanted)
            case Negation(part=part):
                return self.holds(part, wanted=not wanted)
            case OverRows():
                return only(self.rows(condition), "=", YES if wanted else NO)
            case AllOf(parts=parts) | AnyOf(parts=parts):
                combine = all_of if isinstance(condition, AllOf) is wanted else any_of
                return combine(self.holds(part, wanted=wanted) for part in parts)

    def test(self, subject: Subject, test: Test, *, wanted: bool) -> Choices:
        match test:
            case Anything():
                return ALWAYS if wanted else NEVER
            case Presence(state=expected):
                return self.compared(StateOf(subject), "=", _STATES[expected], wanted=wanted)
            case Only(values=values):
                return self.yes(OnlyChosen(subject, values), wanted=wanted)
            case Every(values=values):
                each = [self.yes(AnyChosen(subject, (one,)), wanted=wanted) for one in values]
                return all_of(each) if wanted else any_of(each)
            case Statuses():
                return self.statuses(subject, test, wanted=wanted)
            case OneOf(alternatives=alternatives, negated=negated):
                return self.one_of(subject, alternatives, wanted=wanted is not negated)

    def statuses(self, subject: Subject, test: Statuses, *, wanted: bool) -> Choices:
        stands = StandsAs(subject, test.codes, test.quantifier == "all")
        is_opposite = test.negated or test.quantifier == "none"
        stated = self.yes(stands, wanted=wanted is not is_opposite)
        if not test.or_not_applicable:
            return stated
        absent = self.compared(StateOf(subject), "=", INAPPLICABLE, wanted=wanted)
        return any_of((stated, absent)) if wanted else all_of((stated, absent))

    def one_of(
        self, subject: Subject, alternatives: tuple[Alternative, ...], *, wanted: bool
    ) -> Choices:
        codes, parts = [], []
        for one in alternatives:
            if isinstance(one, Equals) and isinstance(one.value, str | bool):
                codes.append(one.value)
            else:
                parts.append(self.alternative(subject, one, wanted=wanted))
        if codes:
            parts.append(self.yes(AnyChosen(subject, tuple(codes)), wanted=wanted))
        return any_of(parts) if wanted else all_of(parts)

    def alternative(self, subject: Subject, one: Alternative, *, wanted: bool) -> Choices:
        match one:
            case Equals(value=value):
                return self.compared(Amount(subject, LOWEST), "=", measured(value), wanted=wanted)
            case SameAs(other=other):
                return self.yes(SameAsOther(subject, other), wanted=wanted)
            case AtWork():
                return self.yes(FallsAtWork(subject, one), wanted=wanted)
            case Between(low=low, high=high):
                sides = []
                if low is not None:
                    operator: Operator = ">" if one.low_open else ">="
                    sides.append(self.bounded(subject, operator, low, wanted=wanted))
                if high is not None:
                    operator = "<" if one.high_open else "<="
                    sides.append(self.bounded(subject, operator, high, wanted=wanted))
                return all_of(sides) if wanted else any_of(sides)

    def bounded(
        self, subject: Subject, operator: Operator, bound: Decimal | date | Subject, *, wanted: bool
    ) -> Choices:
        """One side of a range; what does not apply lies beyond it."""
        beyond = LOWEST if operator in {">", ">="} else HIGHEST
        if isinstance(bound, Subject):
            return self.compared(Gap(subject, bound, beyond), operator, 0, wanted=wanted)
        return self.compared(Amount(subject, beyond), operator, measured(bound), wanted=wanted)

    def rows(self, condition: OverRows) -> str:
        if condition not in self.over_rows:
            name = self.next_name()
            question = RowQuestion(
                condition.group, condition.quantifier, translated((condition.part,))
            )
            self.over_rows[condition] = (name, question)
        return self.over_rows[condition][0]

    def yes(self, measure: Measure, *, wanted: bool) -> Choices:
        return self.compared(measure, "=", YES, wanted=wanted)

    def compared(
        self, measure: Measure, operator: Operator, value: int, *, wanted: bool
    ) -> Choices:
        name = self.measures.setdefault(measure, self.next_name())
        return only(name, operator if wanted else OPPOSITE[operator], value)

    @property
    def number(self) -> int:
        return len(self.measures) + len(self.over_rows)

    def next_name(self) -> str:
        return f"p{self.number}"
