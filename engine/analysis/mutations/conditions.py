"""Mutants of conditions, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.analysis.mutations.item_parts import INAPPLICABLE, condition_depth, of_item_test
from engine.analysis.mutations.mutant import Edit, Mutant, mutant
from engine.analysis.mutations.spots import MutationSpot
from engine.analysis.mutations.variants import SWAP, of_test
from engine.analysis.mutations.vocabulary import Vocabulary

_ROOTS: Final = frozenset({"when", "where", "same when", "if", "required"})
_BESIDE: Final = frozenset({"else", "code", "at", "level", "when"})
_WORDS: Final = {"any": ("all",), "all": ("any",), "none": ("any",), "not": ()}


def of_conditions(found: Iterable[MutationSpot], names: Vocabulary) -> Iterator[Mutant]:
    """Tests, quantifiers and parts of conditions changed or left out."""
    for spot in found:
        if not is_condition(spot) or _is_promise(spot, names):
            continue
        if spot.node.kind == "scalar":
            yield from _of_scalar(spot, names)
        elif spot.key in _WORDS:
            yield from _of_word(spot)
        if _is_part(spot) and len(spot.parent.children) > 1:
            cut = spot.removed()
            if cut is not None:
                yield mutant("drop a part of a condition", spot.file, spot.text, cut)


def is_condition(spot: MutationSpot) -> bool:
    """Whether a value is a condition or a part of one."""
    return _root(spot) > 0


def _is_promise(spot: MutationSpot, names: Vocabulary) -> bool:
    """Whether only promises ask a condition: one that is weaker and still holds misleads nobody."""
    room, *name = spot.path
    return room == "conditions" and bool(name) and name[0] in names.promised


def _root(spot: MutationSpot) -> int:
    """How many keys lead to the condition that the value belongs to; 0 for no condition."""
    path = spot.path
    if path[0] in ("must hold", "queues") or "expect" in path:
        return 0
    if (found := condition_depth(spot.room, path)) > 0:
        return found
    for depth, word in enumerate(path, start=1):
        before = path[depth - 2] if depth > 1 else ""
        if before == "conditions" and spot.room == "flows":
            return depth
        if word in _ROOTS and before not in ("fields", "values", "stages"):
            return depth
        if depth > 2 and path[depth - 3] == "checks" and before.isdigit() and word not in _BESIDE:
            return depth
    return 0


def _is_part(spot: MutationSpot) -> bool:
    return len(spot.path) > _root(spot)


def _of_scalar(spot: MutationSpot, names: Vocabulary) -> Iterator[Mutant]:
    if spot.in_list or spot.key == "not" or spot.value in names.conditions:
        yield from _of_name(spot, names)
    elif spot.key in names.items:
        is_optional = spot.key in names.optional
        for mutator, words in of_item_test(spot.value, names.items[spot.key]):
            if is_optional or mutator != INAPPLICABLE:
                yield mutant(mutator, spot.file, spot.text, spot.replaced(words))
    elif spot.key != "required" and spot.value:
        for mutator, words in of_test(spot.value, names.codes.get(spot.key, ())):
            yield mutant(mutator, spot.file, spot.text, spot.replaced(words))


def _of_name(spot: MutationSpot, names: Vocabulary) -> Iterator[Mutant]:
    others = [name for name in names.conditions if name != spot.value]
    if spot.value in names.conditions:
        if others:
            other = others[names.conditions.index(spot.value) % len(others)]
            yield mutant(SWAP, spot.file, spot.text, spot.replaced(other))
        if spot.key != "not" and not spot.in_list:
            edit = Edit(spot.node.start, spot.node.end, f"{{not: {spot.value}}}")
            yield mutant("negate a condition", spot.file, spot.text, edit)


def _of_word(spot: MutationSpot) -> Iterator[Mutant]:
    for word in _WORDS[spot.key]:
        yield mutant("swap any, all and none", spot.file, spot.text, spot.renamed(word))
    if spot.key == "any" and spot.node.kind == "map":
        yield mutant("swap any, all and none", spot.file, spot.text, spot.renamed("none"))
