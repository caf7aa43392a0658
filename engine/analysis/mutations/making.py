"""All mutants of a programme, and a fair choice of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from random import Random
from typing import Final

from engine.analysis.mutations.arrangements import of_arrangements
from engine.analysis.mutations.conditions import of_conditions
from engine.analysis.mutations.item_parts import of_items
from engine.analysis.mutations.mutant import Material, Mutant
from engine.analysis.mutations.parts import of_parts
from engine.analysis.mutations.spots import spots
from engine.analysis.mutations.tables import of_rules
from engine.analysis.mutations.vocabulary import Vocabulary, vocabulary
from engine.analysis.mutations.words import of_translations
from engine.definitions.model.programme import (
    Definitions,
)

ROOMS: Final = ("lists", "blocks", "forms", "rules", "flows")
"""Folders whose files are changed; scenarios say what is right, so they stay as they are."""


def mutants(material: Material, definitions: Definitions, programme: str) -> tuple[Mutant, ...]:
    """Every mutant of a programme in the order of the files, each change once."""
    names = vocabulary(definitions.programmes[programme])
    found = [*_of_files(material, programme, names), *of_translations(material, definitions)]
    return tuple(
        {(one.file, one.edits, one.lang, one.message, one.after): one for one in found}.values()
    )


def chosen(found: Sequence[Mutant], limit: int, seed: int = 0) -> tuple[Mutant, ...]:
    """At most ``limit`` mutants, of every mutator alike; the same ones for the same ``seed``."""
    if limit >= len(found):
        return tuple(found)
    chance = Random(seed)  # noqa: S311 - a choice that can be repeated, nothing secret
    by_mutator: dict[str, list[Mutant]] = {}
    for one in found:
        by_mutator.setdefault(one.mutator, []).append(one)
    for each in by_mutator.values():
        chance.shuffle(each)
    taken = [one for row in zip_longest(*by_mutator.values()) for one in row if one is not None]
    places = {id(one): place for place, one in enumerate(found)}
    return tuple(sorted(taken[:limit], key=lambda one: places[id(one)]))


def _of_files(material: Material, programme: str, names: Vocabulary) -> Iterator[Mutant]:
    for file in _files(material.texts, programme):
        found = spots(file, material.texts[file])
        yield from of_conditions(found, names)
        yield from of_parts(found, names)
        yield from of_items(found, names)
        yield from of_arrangements(found, names)
        if file.startswith("rules/"):
            yield from of_rules(found, names)


def _files(texts: Iterable[str], programme: str) -> Iterator[str]:
    for room in ROOMS:
        for file in sorted(texts):
            folder, _, name = file.removeprefix(f"{room}/").rpartition("/")
            if file.startswith(f"{room}/") and name.endswith(".yaml"):
                is_of_programme = folder == programme or (
                    room == "flows" and name == f"{programme}.yaml"
                )
                if is_of_programme or (not folder and room != "flows"):
                    yield file
