"""Who notices a mutant: ``check``, then every other judge in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any, Final

from engine.analysis.mutations.alike import treat_alike
from engine.analysis.mutations.machine import Machines
from engine.analysis.mutations.mutant import Material, Mutant
from engine.analysis.mutations.sameness import outline, whole
from engine.base.dataclass import dataclass
from engine.definitions.checks.missing_texts import missing_texts
from engine.definitions.loader import check_texts
from engine.definitions.model.programme import (
    Definitions,
)
from engine.language.catalogs import Catalogs

CHECK: Final = "check"
EQUIVALENT: Final = "equivalent"
SURVIVED: Final = "survived"

Judge = Callable[[Definitions, Catalogs], str]
"""What a judge has to say against definitions that ``check`` accepts; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant and who noticed it: the name of a judge, ``equivalent`` or ``survived``.

    ``words`` are the first thing that was said.
    """

    mutant: Mutant
    by: str
    words: str


def judged(
    found: Iterable[Mutant],
    material: Material,
    definitions: Definitions,
    judges: Mapping[str, Judge],
    today: date,
) -> Iterator[Judged]:
    """The verdict on each mutant of ``definitions``, which were made of ``material``.

    ``today`` is the date on which cases are judged where two definitions are compared.
    """
    bench = Bench(definitions, material, judges, today)
    return map(bench.judged, found)


def proved_alike(one: Definitions, other: Definitions, today: date) -> bool:
    """Whether every case of every programme is proved to come out the same."""
    return outline(one.lists) == outline(other.lists) and all(
        treat_alike(programme, other.programmes[name], today)
        for name, programme in one.programmes.items()
    )


@dataclass(slots=True)
class Bench:
    """The judges of one original, whose machines are explored once."""

    original: Definitions
    material: Material
    judges: Mapping[str, Judge]
    today: date
    machines: dict[str, Machines] = field(default_factory=dict)
    original_whole: Any = field(init=False)

    def __post_init__(self) -> None:
        self.original_whole = whole(self.original)

    def judged(self, mutant: Mutant) -> Judged:
        """A mutant, who notices it, and what is said."""
        by, words = self._verdict(mutant.applied(self.material))
        return Judged(mutant, by, words)

    def _verdict(self, changed: Material) -> tuple[str, str]:
        definitions, faults = check_texts(changed.texts)
        if definitions is not None and not faults:
            faults = missing_texts(definitions, changed.catalogs.known)
        if faults or definitions is None:
            return CHECK, str(faults[0]) if faults else ""
        if self.original_whole == whole(definitions):
            return EQUIVALENT, "the same model"
        for name, judge in self.judges.items():
            words = judge(definitions, changed.catalogs)
            if words:
                return name, words
        if proved_alike(self.original, definitions, self.today):
            return EQUIVALENT, "every class of answers is judged alike"
        if self._live_alike(definitions):
            return EQUIVALENT, "every state of every case is the same"
        return SURVIVED, ""

    def _live_alike(self, definitions: Definitions) -> bool:
        """Whether every programme has the same machine: looked at last, because it takes long."""
        if outline(self.original.lists) != outline(definitions.lists):
            return False
        for name, programme in self.original.programmes.items():
            machines = self.machines.setdefault(name, Machines(programme, self.today))
            if not machines.is_same(definitions.programmes[name]):
                return False
        return True
