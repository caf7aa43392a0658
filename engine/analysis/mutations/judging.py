"""Who notices a mutant: ``check``, then every other judge in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from engine.analysis.mutations.alike import treat_alike
from engine.analysis.mutations.mutant import Material, Mutant
from engine.analysis.mutations.sameness import are_same, outline
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
    for mutant in found:
        by, words = _verdict(mutant.applied(material), definitions, judges, today)
        yield Judged(mutant, by, words)


def proved_alike(one: Definitions, other: Definitions, today: date) -> bool:
    """Whether every case of every programme is proved to come out the same."""
    return outline(one.lists) == outline(other.lists) and all(
        treat_alike(programme, other.programmes[name], today)
        for name, programme in one.programmes.items()
    )


def _verdict(
    changed: Material, original: Definitions, judges: Mapping[str, Judge], today: date
) -> tuple[str, str]:
    definitions, faults = check_texts(changed.texts)
    if definitions is not None and not faults:
        faults = missing_texts(definitions, changed.catalogs.known)
    if faults or definitions is None:
        return CHECK, str(faults[0]) if faults else ""
    if are_same(original, definitions):
        return EQUIVALENT, "the same model"
    for name, judge in judges.items():
        words = judge(definitions, changed.catalogs)
        if words:
            return name, words
    if proved_alike(original, definitions, today):
        return EQUIVALENT, "every class of answers is judged alike"
    return SURVIVED, ""
