"""Rules compiled for the second engine: numbered questions, each a set of conjunctions.

A question of a rule set is “row 3 certainly fits” or “row 3 certainly does not”. What is said of
rows of a group is judged once per row by questions of its own and enters as one property.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.definitions.conditions import (
    AllOf,
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
    Subject,
    Test,
)
from engine.definitions.model import RuleSet
from engine.meaning.scope import Scope
from engine.meaning.truth import Truth, both, either, opposite
from engine.rules.names import distinct_hashes
from engine.rules.properties import (
    NO,
    STATE_ANSWERED,
    STATE_BLANK,
    STATE_INAPPLICABLE,
    YES,
    Amount,
    Chosen,
    ChosenBeside,
    CodeOf,
    Measure,
    SameAsOther,
    StateOf,
    Within,
    measured,
)
from engine.rules.terms import ALWAYS, NEVER, Choices, all_of, any_of, only
from engine.values import BLANK, Absence

_STATES = {"answered": STATE_ANSWERED, "blank": STATE_BLANK, "n/a": STATE_INAPPLICABLE}


@dataclass(frozen=True, slots=True)
class Program:
    """One rule set. ``questions`` by name; ``measures`` by property; ``over_rows`` by property."""

    questions: Mapping[str, Choices]
    measures: Mapping[str, Measure]
    over_rows: Mapping[str, RowQuestion]


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """A condition on rows of a group, judged row by row with a program of its own."""

    condition: OverRows
    program: Program


FITS, DIFFERS = "fits", "differs"
"""The two questions of a condition: does it certainly hold, does it certainly not."""

AskRow = Callable[[Program, Scope], Truth]


def compile_program(rules: RuleSet, several: Callable[[Subject, str], bool]) -> Program:
    """The program of a rule set; ``several(subject, group)`` tells questions with many answers.

    Raises TooLarge or NotExpressible for rules outside the safe profile.
    """
    compiling = _Compiling(several)
    questions: dict[str, Choices] = {}
    for row in rules.rows:
        questions[f"{row.number} {FITS}"] = compiling.holds(row.condition, wanted=True)
        questions[f"{row.number} {DIFFERS}"] = compiling.holds(row.condition, wanted=False)
    return compiling.program(questions)


def rows_hold(question: RowQuestion, scope: Scope, ask: AskRow) -> int | None:
    """The property of a condition on rows: Kleene over what ``ask`` says of each row."""
    rows = scope.rows(question.condition.group)
    quantifier = question.condition.quantifier
    if isinstance(rows, Absence):
        return None if rows is BLANK else int(quantifier == "none")
    said = [ask(question.program, row) for row in rows]
    if quantifier == "all":
        truth = both(said) if said else False
    else:
        truth = either(said) if quantifier == "any" else opposite(either(said))
    return None if truth is None else int(truth)


@dataclass(slots=True)
class _Compiling:
    several: Callable[[Subject, str], bool]
    group: str = ""
    names: dict[object, str] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    literals: dict[Subject, list[Literal_]] = field(default_factory=dict)
    over_rows: dict[str, RowQuestion] = field(default_factory=dict)

    def program(self, questions: Mapping[str, Choices]) -> Program:
        for subject, found in self.literals.items():
            self.measures[self.names[CodeOf, subject]] = CodeOf(subject, tuple(found))
        distinct_hashes((*self.measures, *self.over_rows))
        return Program(questions, self.measures, self.over_rows)

    def holds(self, condition: Condition, *, wanted: bool) -> Choices:
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
        state = self.named(StateOf(subject))
        inapplicable = only(state, "=", STATE_INAPPLICABLE)
        match test:
            case Anything():
                return ALWAYS if wanted else NEVER
            case Presence(state=expected):
                return only(state, "=" if wanted else "!=", _STATES[expected])
            case Only(values=values):
                fits = only(self.named(ChosenBeside(subject, values)), "=", NO if wanted else YES)
            case Every(values=values):
                each = [
                    only(self.chosen(subject, one), "=", YES if wanted else NO) for one in values
                ]
                fits = all_of(each) if wanted else any_of(each)
            case OneOf(alternatives=alternatives, negated=negated):
                wanted = wanted is not negated
                each = [self.alternative(subject, one, wanted=wanted) for one in alternatives]
                fits = any_of(each) if wanted else all_of(each)
        return fits if wanted else any_of((fits, inapplicable))

    def alternative(
        self, subject: Subject, one: Equals | Between | SameAs, *, wanted: bool
    ) -> Choices:
        truth = YES if wanted else NO
        match one:
            case SameAs(other=other):
                return only(self.named(SameAsOther(subject, other)), "=", truth)
            case Between(low=low, high=high) if isinstance(low, Subject) or isinstance(
                high, Subject
            ):
                return only(self.named(Within(subject, one)), "=", truth)
            case Between():
                return self.between(subject, one, wanted=wanted)
            case Equals(value=value) if self.several(subject, self.group):
                return only(self.chosen(subject, value), "=", truth)
            case Equals(value=value) if isinstance(value, str | bool):
                return only(self.code(subject), "=" if wanted else "!=", self.place(subject, value))
            case Equals(value=value):
                amount = self.named(Amount(subject))
                return only(amount, "=" if wanted else "!=", measured(value))

    def between(self, subject: Subject, one: Between, *, wanted: bool) -> Choices:
        amount, parts = self.named(Amount(subject)), []
        if one.low is not None:
            above, below = (">", "<=") if one.low_open else (">=", "<")
            parts.append(only(amount, above if wanted else below, measured(one.low)))  # type: ignore[arg-type]
        if one.high is not None:
            below, above = ("<", ">=") if one.high_open else ("<=", ">")
            parts.append(only(amount, below if wanted else above, measured(one.high)))  # type: ignore[arg-type]
        return all_of(parts) if wanted else any_of(parts)

    def rows(self, condition: OverRows) -> str:
        inner = _Compiling(self.several, condition.group)
        questions = {
            FITS: inner.holds(condition.part, wanted=True),
            DIFFERS: inner.holds(condition.part, wanted=False),
        }
        name = self.name(condition)
        self.over_rows[name] = RowQuestion(condition, inner.program(questions))
        return name

    def named(self, measure: Measure) -> str:
        name = self.name(measure)
        self.measures[name] = measure
        return name

    def chosen(self, subject: Subject, literal: Literal_) -> str:
        return self.named(Chosen(subject, literal))

    def code(self, subject: Subject) -> str:
        self.literals.setdefault(subject, [])
        return self.name((CodeOf, subject))

    def place(self, subject: Subject, literal: Literal_) -> int:
        known = self.literals[subject]
        for place, one in enumerate(known, 1):
            if type(one) is type(literal) and one == literal:
                return place
        known.append(literal)
        return len(known)

    def name(self, key: object) -> str:
        return self.names.setdefault(key, f"p{len(self.names)}")
