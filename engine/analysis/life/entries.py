"""What may be filled in with a step, as far as anything depends on it: a few entries for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from itertools import product
from typing import Any, Final

from engine.analysis import classes
from engine.analysis.classes import QuestionUse
from engine.analysis.cone import Cone
from engine.analysis.constants import constants, derived
from engine.analysis.space import ROW_BOUND
from engine.base.dataclass import dataclass
from engine.base.values import BLANK, NOTHING
from engine.definitions.model.dependencies import questions
from engine.definitions.model.forms import Field, Form
from engine.definitions.model.items import Item, Step
from engine.meaning.needs import COLUMN
from engine.meaning.picture import ROW_ID, Instance
from engine.meaning.programme import Meaning

Data = Mapping[str, Any]

_PART: Final = Decimal(1)
"""The smallest amount that is looked at, unless more is demanded."""


@dataclass(slots=True)
class Entries:
    """The entries of every step that conditions can tell apart.

    ``proposing`` are items of which somebody asks whether a step is proposed. ``sampled`` are the
    questions of amounts of which only a few are looked at, ``bounded`` the groups of which only
    some rows are.
    """

    meaning: Meaning
    cone: Cone
    today: Any
    proposing: frozenset[str] = frozenset()
    sampled: set[str] = field(default_factory=set)
    bounded: set[str] = field(default_factory=set)
    _forms: dict[str, Form] = field(default_factory=dict)
    _known: dict[tuple[str, str, str], tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._forms = {form.name: form for form in self.meaning.programme.forms}

    def of(self, item: Item, step: Step, instance: Instance) -> Iterator[Data]:
        """What may be filled in with a step of an instance; nothing where nothing depends on it."""
        if step.removes_from:
            yield from self._removed(step.removes_from, item, instance)
            return
        filled = self._filled(item, step)
        if not step.adds_to:
            yield from ({"set": each} if each else NOTHING for each in filled)
        elif not self._is_read(item, step.adds_to):
            yield NOTHING
        elif len(rows_of(instance, step.adds_to)) >= ROW_BOUND:
            self.bounded.add(step.adds_to)
        else:
            yield from ({"add": {step.adds_to: each}} for each in filled)

    def _removed(self, group: str, item: Item, instance: Instance) -> Iterator[Data]:
        if not self._is_read(item, group):
            yield NOTHING
            return
        seen: list[Mapping[str, Any]] = []
        for row in rows_of(instance, group):
            plain = {name: value for name, value in row.items() if name != ROW_ID}
            if plain not in seen:
                seen.append(plain)
                yield {"remove": {group: row[ROW_ID]}}

    def _is_read(self, item: Item, group: str) -> bool:
        paths = (group,) if item.each is None else (group, f"{item.name}{COLUMN}{group}")
        inside = tuple(f"{path}{COLUMN}" for path in paths)
        return any(each in paths or each.startswith(inside) for each in self.cone.paths)

    def _filled(self, item: Item, step: Step) -> tuple[Mapping[str, Any], ...]:
        mark = (item.name, step.form, step.adds_to)
        if mark not in self._known:
            self._known[mark] = tuple(self._ways(item, step))
        return self._known[mark]

    def _ways(self, item: Item, step: Step) -> Iterator[Mapping[str, Any]]:
        read = []
        is_own = item.each is not None or bool(step.adds_to)
        for question in self._questions(item, step):
            known = [p for p in self._paths(item, step, question) if p in self.cone.paths]
            # What goes into a value is looked at by amounts, whatever else is asked of it.
            known.sort(key=lambda path: path not in self.cone.computed)
            if known:
                name = question.name if is_own else question.path
                read.append((name, self._values(known[0], question)))
        for values in product(*(values for _, values in read)):
            pairs = zip((name for name, _ in read), values, strict=True)
            yield {name: value for name, value in pairs if value is not BLANK}

    def _questions(self, item: Item, step: Step) -> Iterator[Field]:
        own = {form.name: form for form in item.own_forms}
        form = own.get(step.form) or self._forms.get(step.form)
        if form is not None:
            yield from questions(form)

    def _paths(self, item: Item, step: Step, question: Field) -> Iterator[str]:
        """The paths by which conditions may know a question."""
        path = f"{step.adds_to}{COLUMN}{question.name}" if step.adds_to else question.path
        yield path
        if item.each is not None:
            yield f"{item.name}{COLUMN}{path if step.adds_to else question.name}"

    def _values(self, path: str, question: Field) -> tuple[Any, ...]:
        tests = self.cone.tests.get(path, ())
        known = constants(tests) | frozenset(
            derived(self.meaning, self.cone.tests, self.today).get(path, ())
        )
        use = QuestionUse(
            question, tests, known, self.today,
            compared=path in self.cone.compared,
            computed=path in self.cone.computed,
        )  # fmt: skip
        if question.kind in ("choices", "countries"):
            found = [each.given for each in classes.several(use).subsets(lambda _option: True)]
        elif path in self.cone.computed and question.kind in ("number", "money"):
            self.sampled.add(path)
            found = list(_amounts(use, is_row=bool(COLUMN in path)))
        else:
            found = [each.given for each in classes.single(use)]
        return (*found, *(() if question.required is True else (BLANK,)))


def rows_of(instance: Instance, group: str) -> tuple[Mapping[str, Any], ...]:
    """The rows that steps of an instance have filled in and not struck out."""
    rows = instance.answers.get(group, ())
    return rows if isinstance(rows, tuple) else ()


def _amounts(use: QuestionUse, *, is_row: bool) -> Iterator[Decimal]:
    """Amounts for all: of rows one part and the whole, of what they add up to the whole.

    Together they make nothing, a part, exactly as much and more. To these come the bounds of tests
    on the amount itself.
    """
    part = max(use.field.minimum or _PART, _PART)
    yield from ((part, part * 2) if is_row else (part * 2,))
    tests = (test for test in use.tests if test != use.field.must_be)
    bounds = {each for each in constants(tests) if isinstance(each, Decimal)}
    yield from sorted(bound for bound in bounds if bound > part * 2)
