"""Small programmes made at random from a seed, straight as model objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from random import Random

from engine.base.values import Span, Text
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Anything,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
    Negation,
    OneOf,
    Only,
    OverRows,
    Presence,
    Subject,
    Test,
)
from engine.definitions.model.forms import (
    Check,
    ChoiceList,
    Field,
    Form,
    Group,
    Option,
    Saying,
    Section,
)
from engine.definitions.model.items import Branch, Item, Status, Step
from engine.definitions.model.programme import (
    Programme,
    Registration,
)
from engine.definitions.model.route import CaseLife, End, Flow, Stage
from engine.definitions.model.rules import (
    Output,
    RuleRow,
    RuleSet,
)

ONE = ("a", "b", "c")
MANY = ("x", "y")
CELL = ("m", "n")
CODES = ("p", "r")
SAYING = Saying(Text("wrong"), "E-00")


@dataclass
class Maker:
    """Makes the parts of one programme; every part has a place of its own."""

    rng: Random
    lines: count[int] = field(default_factory=lambda: count(1))

    def span(self) -> Span:
        return Span("made.yaml", next(self.lines))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def programme(self) -> Programme:
        with_rules = self.chance(0.7)
        fields, known = self.questions()
        rules = self.rules(known) if with_rules else ()
        both = {"one", "number"} <= {path for path, _ in known}
        checks = [self.check()] if both and self.chance(0.4) else []
        return Programme(
            name="made",
            title=Text("Made"),
            bank=Text("Bank"),
            registration=Registration((), "", "", "", "", "", self.span()),
            forms=(self.form("asked", fields, checks),),
            rules=rules,
            conditions=(),
            persons=(),
            flow=flow(self.span()),
            span=self.span(),
        )

    def form(self, name: str, fields: tuple[Field | Group, ...], checks: list[Check]) -> Form:
        section = Section(None, fields, self.span())
        return Form(name, Text(name), (section,), self.span(), checks=tuple(checks))

    # questions

    def questions(self) -> tuple[tuple[Field | Group, ...], list[tuple[str, TestMaker]]]:
        made: list[Field | Group] = []
        known: list[tuple[str, TestMaker]] = []
        makers = [self.one, self.flag, self.several, self.number, self.group]
        for make in self.rng.sample(makers, self.rng.choice((2, 3, 3))):
            item, test = make(known)
            made.append(item)
            known.append((item.path, test))
        return tuple(made), known

    def attributes(self, known: list[tuple[str, TestMaker]]) -> dict[str, object]:
        found: dict[str, object] = {"required": self.chance(0.7)}
        if known and self.chance(0.35):
            found["when"] = self.condition(known, 1)
        if known and self.chance(0.2):
            found["required"] = self.condition(known, 1)
        return found

    def field(self, path: str, kind: str, **attributes: object) -> Field:
        name = path.rpartition(".")[2]
        return Field(path, name, kind, Text(path), self.span(), **attributes)  # type: ignore[arg-type]

    def choices(self, codes: tuple[str, ...], when: Condition | None = None) -> ChoiceList:
        options = [Option(code, Text(code), self.span()) for code in codes]
        if when is not None:
            options[-1] = Option(codes[-1], Text(codes[-1]), self.span(), when=when)
        return ChoiceList("list", tuple(options), self.span())

    def one(self, known: list[tuple[str, TestMaker]]) -> tuple[Field, TestMaker]:
        when = self.condition(known, 1) if known and self.chance(0.2) else None
        options = self.choices(ONE, when)
        made = self.field("one", "choice", options=options, **self.attributes(known))
        return made, lambda: self.codes(ONE)

    def flag(self, known: list[tuple[str, TestMaker]]) -> tuple[Field, TestMaker]:
        kind = self.rng.choice(("yesno", "tick"))
        made = self.field("flag", kind, **self.attributes(known))
        return made, lambda: OneOf((Equals(self.chance(0.5)),), negated=self.chance(0.2))

    def several(self, known: list[tuple[str, TestMaker]]) -> tuple[Field, TestMaker]:
        when = self.condition(known, 1) if known and self.chance(0.2) else None
        options = self.choices(MANY, when)
        made = self.field("several", "choices", options=options, **self.attributes(known))
        return made, self.of_several

    def of_several(self) -> Test:
        codes = tuple(self.rng.sample(MANY, self.rng.randint(1, 2)))
        plain = self.codes(MANY)
        return self.rng.choice((plain, plain, Only(codes), Every(codes)))

    def number(self, known: list[tuple[str, TestMaker]]) -> tuple[Field, TestMaker]:
        limits = {"minimum": Decimal(0), "maximum": Decimal(4), "decimals": 0}
        made = self.field("number", "number", **limits, **self.attributes(known))
        return made, self.of_number

    def of_number(self) -> Test:
        low, high = sorted(Decimal(self.rng.randint(0, 4)) for _ in range(2))
        part = self.rng.choice(
            (Equals(low), Between(low, None), Between(None, high), Between(low, high, True, False))
        )
        return OneOf((part,), negated=self.chance(0.2))

    def group(self, known: list[tuple[str, TestMaker]]) -> tuple[Group, TestMaker]:
        cell = self.field(
            "rows[].cell",
            "choice",
            options=self.choices(CELL),
            group="rows",
            required=self.chance(0.6),
        )
        least = self.rng.choice((0, 0, 1))
        when = self.condition(known, 1) if known and self.chance(0.3) else None
        text = Text("Rows")
        made = Group("rows", text, text, least, 2, (cell,), self.span(), when=when)
        return made, lambda: Presence(self.rng.choice(("answered", "n/a")))

    def codes(self, codes: tuple[str, ...]) -> Test:
        if self.chance(0.15):
            return Presence(self.rng.choice(("answered", "blank", "n/a")))
        chosen = self.rng.sample(codes, self.rng.randint(1, min(2, len(codes))))
        return OneOf(tuple(Equals(code) for code in chosen), negated=self.chance(0.25))

    def check(self) -> Check:
        limit = OneOf((Between(None, Decimal(self.rng.randint(0, 3))),))
        when = self.compare("one", self.codes(ONE[:2]))
        return Check(self.compare("number", limit), SAYING, self.span(), when=when)

    # conditions

    def compare(self, path: str, test: Test, *, in_row: bool = False) -> Compare:
        return Compare(Subject(path, in_row), test, "", self.span())

    def leaf(self, known: list[tuple[str, TestMaker]]) -> Condition:
        path, make = self.rng.choice(known)
        if path == "rows" and self.chance(0.7):
            part = self.compare("cell", self.codes(CELL), in_row=True)
            return OverRows(path, self.rng.choice(("any", "all", "none")), part, self.span())
        return self.compare(path, make())

    def condition(self, known: list[tuple[str, TestMaker]], depth: int) -> Condition:
        if depth == 0 or self.chance(0.5):
            return self.leaf(known)
        parts = tuple(self.condition(known, depth - 1) for _ in range(2))
        kind = self.rng.choice(("all", "any", "not"))
        if kind == "not":
            return Negation(parts[0], self.span())
        return (AllOf if kind == "all" else AnyOf)(parts, self.span())

    # rules

    def rules(self, known: list[tuple[str, TestMaker]]) -> tuple[RuleSet, ...]:
        first = self.rule("first", known)
        if self.chance(0.4):
            return (first, self.rule("second", [*known, ("first", self.fact_test(first))]))
        return (first,)

    def fact_test(self, rule: RuleSet) -> TestMaker:
        return lambda: self.codes(rule.outputs[0].codes)

    def rule(self, name: str, known: list[tuple[str, TestMaker]]) -> RuleSet:
        hit = self.rng.choice(("first", "unique", "any", "collect", "priority"))
        columns = self.rng.sample(known, min(len(known), 2))
        rows = []
        for number in range(self.rng.randint(1, 4)):
            condition = self.condition(known, 2) if self.chance(0.3) else self.table_row(columns)
            gives = {name: (self.rng.choice(CODES),)}
            rows.append(RuleRow(number + 1, condition, gives, self.span()))
        if self.chance(0.4):
            rest = self.compare(columns[0][0], Anything())
            rows.append(RuleRow(len(rows) + 1, rest, {name: ("p",)}, self.span()))
        return RuleSet(name, hit, (Output(name, CODES),), tuple(rows), self.span())

    def table_row(self, columns: list[tuple[str, TestMaker]]) -> Condition:
        cells = [
            self.compare(path, Anything() if self.chance(0.3) else make()) for path, make in columns
        ]
        return AllOf(tuple(cells), self.span())


def flow(span: Span) -> Flow:
    """A way on which everything is asked at once."""
    sends = Step("applicant sends", "applicant", "applicant", "sends", Text("Send"), span,
                 to=(Branch("sent"),))  # fmt: skip
    statuses = (
        Status("open", Text("Open"), span, steps=(sends,), waits_for="applicant"),
        Status("sent", Text("Sent"), span, kind="good"),
    )
    return Flow(
        roles=(),
        providers=(),
        stages=(Stage("ask", Text("Ask"), ("application",), span),),
        items=(Item("application", Text("Form"), statuses, span, forms=("asked",)),),
        case=CaseLife((End("completed", Text("Completed"), span),)),
    )


TestMaker = Callable[[], Test]


def made(seed: int) -> Programme:
    """The programme of a seed."""
    return Maker(Random(seed)).programme()  # noqa: S311 - repeatable on purpose
