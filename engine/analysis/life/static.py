"""What is wrong with a flow whatever is answered: amounts, statuses that are computed, demands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.analysis.findings import Finding, FindingText
from engine.analysis.space import AnswerWorld
from engine.base.values import Span
from engine.definitions.model.conditions import Between, Equals, OneOf
from engine.definitions.model.dependencies import questions
from engine.definitions.model.flow_walk import item_steps
from engine.definitions.model.forms import Field
from engine.definitions.model.programme import Programme
from engine.language.marker import N_

AMOUNT = N_("The amount “{question}” may be nothing or less: it needs a lower bound above 0")
BY_HAND = N_(
    "The item “{item}” becomes “{status}” by itself, and “{step}” leads there from the same status"
)
STRAY = N_("The rule “{rule}” demands “{what}”, which no stage collects")


def static_findings(world: AnswerWorld) -> Iterator[Finding]:
    """Everything that does not hold, whatever is answered and whatever happens."""
    programme = world.meaning.programme
    yield from _amounts(programme)
    yield from _by_hand(programme)
    yield from _stray(world)


def _amounts(programme: Programme) -> Iterator[Finding]:
    """Every amount that an item asks for has a lower bound above nothing (rule 38)."""
    forms = {form.name: form for form in programme.forms}
    asked: dict[str, None] = {}
    for _, _, step in item_steps(programme.flow):
        asked.setdefault(step.form)
    for form in (forms[name] for name in asked if name in forms):
        for field in questions(form):
            if field.kind == "money" and not _is_positive(field):
                text = FindingText(AMOUNT, {"question": field.caption})
                yield Finding("V509", text, (field.span,), about=field.path)


def _is_positive(field: Field) -> bool:
    if field.minimum is not None and field.minimum > 0:
        return True
    test = field.must_be
    if not isinstance(test, OneOf) or test.negated:
        return False
    return all(_is_above_nothing(each) for each in test.alternatives)


def _is_above_nothing(each: object) -> bool:
    if isinstance(each, Equals):
        return isinstance(each.value, Decimal) and each.value > 0
    if not isinstance(each, Between) or not isinstance(each.low, Decimal):
        return False
    return each.low > 0 or (each.low == 0 and each.low_open)


def _by_hand(programme: Programme) -> Iterator[Finding]:
    """No step leads where a status becomes by itself as soon as a condition holds (rule 33)."""
    for item, status, step in item_steps(programme.flow):
        computed = {each.to for each in status.becomes if each.when is not None}
        for branch in step.to:
            if branch.to in computed and branch.to != status.name:
                params = {
                    "item": item.title,
                    "status": item.status(branch.to).caption,
                    "step": step.caption,
                }
                about = f"{item.name} {status.name} {step.name}"
                yield Finding("V508", FindingText(BY_HAND, params), (step.span,), about=about)


def _stray(world: AnswerWorld) -> Iterator[Finding]:
    """What rules give by name and nothing takes up."""
    for rules in world.meaning.programme.rules:
        given = {
            (fact, code) for row in rules.rows for fact in row.gives for code in row.gives[fact]
        }
        for fact, code in sorted(given):
            if not _is_collected(world, fact, code):
                params = {"rule": rules.title or rules.name, "what": code}
                rows = (row for row in rules.rows if code in row.gives.get(fact, ()))
                lines: tuple[Span, ...] = tuple(row.span for row in rows)
                about = f"{rules.name} {code}"
                yield Finding("V506", FindingText(STRAY, params), lines, about=about)


def _is_collected(world: AnswerWorld, fact: str, code: str) -> bool:
    meaning = world.meaning
    route = meaning.route
    taken = {item.each.subject.path for item in route.items.values() if item.each is not None}
    if fact in meaning.person_facts:
        return fact in taken or code in taken
    outputs = meaning.facts[fact].rules.outputs
    codes = set(next(each for each in outputs if each.name == fact).codes)
    stages = {stage.name: stage for stage in route.flow.stages}
    if codes and codes <= set(stages):
        stage = stages[code]
        return stage.given_by == fact or (not stage.given_by and stage.when is None)
    forms = {form.name for form in meaning.programme.forms}
    return not codes or not codes <= forms or code in world.collected
