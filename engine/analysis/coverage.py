"""The coverage matrix: what every combination of the leading answers leads to.

The leading answers are found, not named: the question with several choices that rules read most,
and the questions that decide which of its choices are offered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from engine.analysis.coverage_items import (
    CoverageItem,
    items_of_line,
    moved_by_items,
    stages_applying,
)
from engine.analysis.readings import readings
from engine.analysis.space import AnswerWorld
from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.base.values import Value
from engine.definitions.model.conditions import Condition, Subject
from engine.definitions.model.forms import (
    Field,
    Form,
    Section,
)
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from engine.meaning.truth import Truth, both

MOST_LINES: Final = 4_096
"""Lines of a matrix that somebody may still be asked to sign."""


class TooManyLines(AnketaError):
    """The leading questions have more combinations than a matrix can show."""


@dataclass(frozen=True, slots=True)
class CoverageBlock:
    """A part of a form that is asked; ``certain`` unless other answers decide on it, too."""

    form: str
    number: int
    certain: bool


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One combination of the leading answers.

    ``facts`` by name, None where other answers are needed; ``stages`` with whether it is certain
    that they are needed; ``items`` with whom they are for.
    """

    answers: tuple[tuple[str, Value], ...]
    blocks: tuple[CoverageBlock, ...]
    facts: tuple[tuple[str, Value | None], ...]
    stages: tuple[tuple[str, bool], ...]
    items: tuple[CoverageItem, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All combinations of the answers at ``axes`` (paths), in the order of the definitions."""

    axes: tuple[str, ...]
    facts: tuple[str, ...]
    lines: tuple[CoverageLine, ...]


def coverage(world: AnswerWorld) -> Matrix:
    """The matrix of a programme; without any question with choices it has one line.

    Raises TooManyLines.
    """
    meaning = world.meaning
    leading = axes(meaning)
    moved = moved_by_items(meaning)
    facts = tuple(name for name in meaning.facts if name not in moved)
    lines = (_line(world, answers, facts) for answers in _answers(world, leading))
    return Matrix(leading, facts, tuple(lines))


def axes(meaning: Meaning) -> tuple[str, ...]:
    """The paths of the leading questions, the one with several choices last."""
    read: Counter[str] = Counter()
    for rules in meaning.rules.values():
        paths = {one.path for row in rules.rules.rows for one in readings(row.condition)}
        read.update(path for path in paths if _has_choices(meaning, path))
    if not read:
        return ()
    # The most read; of equals the one with several choices, then the first in the forms.
    order = list(meaning.questions)
    main = min(read, key=lambda one: (-read[one], not _is_several(meaning, one), order.index(one)))
    guards = (*meaning.questions[main].options.values(), *meaning.questions[main].guards)
    found = {one.path for guard in guards for one in readings(guard.condition)}
    before = sorted((one for one in found if _has_choices(meaning, one)), key=order.index)
    return (*(one for one in before if one != main), main)


def _has_choices(meaning: Meaning, path: str) -> bool:
    question = meaning.questions.get(path)
    if question is None or question.group or not isinstance(question.item, Field):
        return False
    return question.item.options is not None or question.item.kind == "yesno"


def _is_several(meaning: Meaning, path: str) -> bool:
    item = meaning.questions[path].item
    return isinstance(item, Field) and item.kind == "choices"


def _answers(world: AnswerWorld, leading: tuple[str, ...]) -> list[dict[str, Value]]:
    found: list[dict[str, Value]] = [{}]
    for path in leading:
        offered = [(one, _offered(world, path, one)) for one in found]
        if sum(_ways(world, path, codes) for _, codes in offered) > MOST_LINES:
            raise TooManyLines(
                f"The matrix would have more than {MOST_LINES:,} lines: “{path}” has too many "
                "choices. A shorter list would do, or a rule that reads another question."
            )
        found = [
            {**one, path: value} for one, codes in offered for value in _values(world, path, codes)
        ]
    return found


def _offered(world: AnswerWorld, path: str, decided: dict[str, Value]) -> tuple[str, ...]:
    return tuple(option.code for option in _case(world, decided).offered(path))


def _ways(world: AnswerWorld, path: str, codes: tuple[str, ...]) -> int:
    return 2 ** len(codes) if _is_several(world.meaning, path) else len(codes)


def _values(world: AnswerWorld, path: str, codes: tuple[str, ...]) -> list[Value]:
    if not _is_several(world.meaning, path):
        return list(codes) if codes else [False, True]
    sizes = range(1, len(codes) + 1)
    return [chosen for size in sizes for chosen in combinations(codes, size)]


def _case(world: AnswerWorld, decided: dict[str, Value]) -> Situation:
    return Situation(world.meaning, decided, world.today)  # type: ignore[arg-type]


def _line(world: AnswerWorld, answers: dict[str, Value], facts: tuple[str, ...]) -> CoverageLine:
    case = _case(world, answers)
    return CoverageLine(
        tuple(answers.items()),
        tuple(_blocks(world, case)),
        tuple((name, _fact(case, name)) for name in facts),
        tuple((name, bool(truth)) for name, truth in stages_applying(case) if truth is not False),
        tuple(items_of_line(case)),
    )


def _blocks(world: AnswerWorld, case: Situation) -> Iterator[CoverageBlock]:
    programme = case.meaning.programme
    for form in programme.forms:
        of_staff = form.name not in world.collected
        if of_staff or form.name == programme.registration.account_form:
            continue
        for number, section in enumerate(form.sections):
            truth = both(_holds(case, one) for one in (form.when, section.when))
            if truth is not False:
                yield CoverageBlock(form.name, number, truth is True)


def _holds(case: Situation, condition: Condition | None) -> Truth:
    return True if condition is None else case.holds(condition)


def _fact(case: Situation, name: str) -> Value | None:
    decision = case.decision(case.meaning.facts[name].rules.name)
    return None if decision.undecided else case.value(Subject(name))


def section_of(meaning: Meaning, block: CoverageBlock) -> tuple[Form, Section]:
    """The form and the section a block stands for."""
    form = next(one for one in meaning.programme.forms if one.name == block.form)
    return form, form.sections[block.number]
