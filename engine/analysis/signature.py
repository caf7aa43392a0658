"""What of the answers decides the way of a case: cases that agree in it take the same ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.analysis.given import Assignment
from engine.analysis.moment import Touched
from engine.analysis.readings import readings
from engine.analysis.space import Space
from engine.definitions.model.conditions import Compare, Condition, OverRows
from engine.definitions.model.programme import (
    Programme,
)
from engine.meaning import stages
from engine.meaning.missing import parts
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from engine.meaning.truth import Truth

StageShape = tuple[Truth, tuple[tuple[str, ...], ...], bool, frozenset[str]]
"""Whether a stage applies, the outcomes offered to each unit, whether units are not known, and for
want of which questions."""

_Reading = tuple[tuple[StageShape, ...], tuple[Truth, ...]]


@dataclass(frozen=True, slots=True)
class Signature:
    """``stages`` in their order, and ``atoms``: what each condition to be proved says.

    Both once for each set of forms that may have been sent in so far.
    """

    stages: tuple[tuple[StageShape, ...], ...]
    atoms: tuple[tuple[Truth, ...], ...]

    def seen(self, names: tuple[str, ...], watched: frozenset[str]) -> tuple[object, ...]:
        """The same, with stages that nobody watches told apart by where they lead only."""
        return tuple(
            shape if name in watched else (shape[0], len(set(shape[1])), bool(shape[1]), *shape[2:])
            for shapes in self.stages
            for name, shape in zip(names, shapes, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Probe:
    """Reads off a case everything that its way and the ``atoms`` depend on."""

    space: Space
    atoms: tuple[Condition, ...]
    forms: tuple[frozenset[str], ...]
    _known: dict[tuple[object, ...], _Reading] = field(default_factory=dict)
    """What was read, by the forms that were sent in and the answers in them."""

    @classmethod
    def of(cls, touched: Touched, conditions: Iterable[Condition], space: Space) -> Probe:
        meaning = space.world.meaning
        found = (atom for each in conditions for atom in still_parts(meaning, touched, each))
        atoms = tuple({id(atom): atom for atom in found}.values())
        return cls(space, atoms, tuple(_sent_in(meaning.programme)))

    def __call__(self, decided: Assignment) -> Signature:
        found = [self._read(decided, forms) for forms in self.forms]
        truths = zip(*(truths for _, truths in found), strict=True)
        return Signature(tuple(shapes for shapes, _ in found), tuple(truths))

    def _read(self, decided: Assignment, forms: frozenset[str]) -> _Reading:
        world = self.space.world
        seen = [one for one in decided.items() if world.is_visible(one[0], forms)]
        mark = (forms, *seen)
        if mark not in self._known:
            case = self.space.case(decided, forms)
            shapes = tuple(self._stage(case, name) for name in world.meaning.stages)
            self._known[mark] = shapes, tuple(case.holds(atom) for atom in self.atoms)
        return self._known[mark]

    def _stage(self, case: Situation, name: str) -> StageShape:
        stage = case.meaning.stages[name]
        applies = stages.applies(case, stage)
        if applies is False:
            return applies, (), False, frozenset()
        found = stages.units(case, stage)
        offers = (stages.offered_outcomes(case, stage, unit) for unit in found.names)
        names = sorted(tuple(outcome.name for outcome in offer) for offer in offers)
        missing = stages.lacks(case, stage) if applies is None else found.missing
        paths = frozenset(case.place(name)[0] for name in missing)
        return applies, tuple(names), found.undecided, paths


def _sent_in(programme: Programme) -> Iterator[frozenset[str]]:
    """Every set of forms that can have been sent in, that of all forms last."""
    found = [frozenset(programme.registration.case_forms)]
    for stage in programme.stages:
        if stage.forms:
            found += [forms.union(stage.forms) for forms in found]
    return iter(dict.fromkeys(found))


def still_parts(meaning: Meaning, touched: Touched, condition: Condition) -> Iterator[Condition]:
    """The largest parts of a condition that no event can change."""
    paths = {reading.path for reading in readings(condition)}
    if not any(path in meaning.outcomes or path in touched for path in paths):
        yield condition
    elif not isinstance(condition, Compare | OverRows):
        for part in parts(condition):
            yield from still_parts(meaning, touched, part)
