"""Mutants of flows: a step or status less, another target, another role, fewer persons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from engine.analysis.mutations.mutant import Mutant, mutant
from engine.analysis.mutations.spots import MutationSpot
from engine.analysis.mutations.variants import NARROW, NEGATE, SWAP, WIDEN, Variant
from engine.analysis.mutations.vocabulary import Vocabulary
from engine.definitions.grammar.flow import CASE
from engine.definitions.grammar.items import STATUS

ANY_ALL: Final = "swap any, all and none"
INAPPLICABLE: Final = "change what n/a means"
RETARGET: Final = "retarget a step"
ROLE: Final = "let somebody else act"

_QUANTIFIERS: Final[Mapping[str, tuple[str, ...]]] = {
    "any": ("all",),
    "all": ("any",),
    "none": ("any",),
}
_OR_NOT: Final = " or n/a"


def _no_word_of(known: Sequence[str]) -> str:
    words = "|".join(re.escape(word) for word in known)
    return rf"(?!(?:{words})$)[^/]+"


ITEM: Final = r"flows:items/[^/]+"
STATUS_OF_ITEM: Final = rf"{ITEM}/statuses/[^/]+"
_STEP: Final = rf"{STATUS_OF_ITEM}/{_no_word_of(STATUS.known)}"
_CASE_STEP: Final = rf"flows:case/{_no_word_of(CASE.known)}"
ANY_STEP: Final = rf"(?:{_STEP}|{_CASE_STEP})"

DROPPED: Final[Mapping[str, str]] = {
    "drop an item": ITEM,
    "drop what an item is": rf"{ITEM}/(?:for each|rests on|decision|any time|begins)",
    "drop a status": STATUS_OF_ITEM,
    "drop what a status is": rf"{STATUS_OF_ITEM}/(?:is|shown as|waits for|due)",
    "drop what follows by itself": rf"{STATUS_OF_ITEM}/becomes(?:/[^/]+)?",
    "drop a step": ANY_STEP,
    "drop a confirmation": rf"{ANY_STEP}/confirmed by(?:/[^/]+)?",
    "drop what a step is": rf"{ANY_STEP}/(?:form|adds to|at most|then|any time)",
    "drop what a stage is": r"flows:stages/(?:[^/]+/together/)?[^/]+/(?:done when|opens after)",
    "drop a status of the case": r"flows:case/statuses/[^/]+",
    "drop what is shown": rf"{ITEM}/shows(?:/[0-9]+)?",
    "drop what is to be done": rf"{STATUS_OF_ITEM}/to do",
    "drop what may be added": r"flows:adding(?:/again(?:/[0-9]+)?)?",
    "drop a ready text": r"flows:ready texts/[^/]+",
    "drop who says why": r"flows:roles/[^/]+/says why",
    "drop what lists are parted by": r"flows:listed by",
    "drop that a notice is optional": r"flows:notices/[^/]+/optional",
}
"""Mutator to the paths of what it leaves out."""

CONDITIONS: Final = re.compile(
    r"flows:(?:"
    r"stages/(?:[^/]+/together/)?[^/]+/done when"
    r"|items/[^/]+/(?:for each|begins/[^/]+)"
    r"|items/[^/]+/statuses/[^/]+/becomes/[^/]+"
    r"|items/[^/]+/statuses/[^/]+/[^/]+/(?:to|confirmed by)/[^/]+"
    r"|case/[^/]+/confirmed by/[^/]+"
    r")"
)
"""Where conditions stand beside those that follow a word like “when”."""


def condition_depth(room: str, path: Sequence[str]) -> int:
    """How many keys lead to the condition of a flow that a value belongs to; else 0."""
    if room != "flows" or path[0] == "queues":
        return 0
    for depth in range(1, len(path) + 1):
        if CONDITIONS.fullmatch(f"{room}:{'/'.join(path[:depth])}"):
            return depth
    return 0


def of_item_test(test: str, statuses: Sequence[str]) -> Iterator[Variant]:
    """Other tests on an item with these statuses."""
    words = test.strip()
    first, _, rest = words.partition(" ")
    mode = first if first in (*_QUANTIFIERS, "not") else ""
    body = rest if mode else words
    may_be_absent = body.endswith(_OR_NOT)
    given = body.removesuffix(_OR_NOT).split(" or ")
    if not set(given) <= {*statuses, "proposed"}:
        return
    after = _OR_NOT if may_be_absent else ""
    before = f"{mode} " if mode else ""
    yield from ((ANY_ALL, f"{other} {body}") for other in _QUANTIFIERS.get(mode, ()))
    if mode in ("", "not"):
        yield NEGATE, rest if mode else f"not {body.removesuffix(_OR_NOT)}"
    if mode in ("", "any", "all"):
        yield INAPPLICABLE, words.removesuffix(_OR_NOT) if may_be_absent else f"{words}{_OR_NOT}"
    for mutator, other in _of_statuses(given, statuses, is_wide=mode not in ("not", "none")):
        yield mutator, f"{before}{other}{after}"


def _of_statuses(
    given: Sequence[str], statuses: Sequence[str], *, is_wide: bool
) -> Iterator[Variant]:
    wider, narrower = (WIDEN, NARROW) if is_wide else (NARROW, WIDEN)
    others = [status for status in statuses if status not in given]
    for place in range(len(given) if len(given) > 1 else 0):
        yield narrower, " or ".join([*given[:place], *given[place + 1 :]])
    if others:
        yield wider, " or ".join([*given, others[0]])
    for place, _ in enumerate(given if others else ()):
        other = others[place % len(others)]
        yield SWAP, " or ".join([*given[:place], other, *given[place + 1 :]])


def of_items(found: Sequence[MutationSpot], names: Vocabulary) -> Iterator[Mutant]:
    """Every mutant of a flow that drops a part, leads elsewhere or lets others act."""
    for spot in found:
        place = f"{spot.room}:{'/'.join(spot.path)}"
        for mutator, pattern in DROPPED.items():
            if re.fullmatch(pattern, place) and (cut := spot.removed()) is not None:
                yield mutant(mutator, spot.file, spot.text, cut)
        yield from _retargeted(spot, place, names)
        yield from _by_others(spot, place, names)
        yield from _other_events(spot, place, names)


def _retargeted(spot: MutationSpot, place: str, names: Vocabulary) -> Iterator[Mutant]:
    item = spot.path[1] if len(spot.path) > 1 else ""
    known = names.ends if spot.path[0] == "case" else names.items.get(item, ())
    targets = rf"{ANY_STEP}(?:/to|/then)?|{ITEM}/begins"
    if spot.node.kind == "scalar" and re.fullmatch(targets, place):
        yield from _another(spot, spot.value, known, key=False)
    keys = rf"{STATUS_OF_ITEM}/becomes/[^/]+|{_STEP}/to/[^/]+"
    if re.fullmatch(keys, place):
        yield from _another(spot, spot.key, known, key=True)


def _another(spot: MutationSpot, name: str, known: Sequence[str], *, key: bool) -> Iterator[Mutant]:
    others = [other for other in known if other != name]
    if name not in known or not others:
        return
    other = others[known.index(name) % len(others)]
    edit = spot.renamed(other) if key else spot.replaced(other)
    yield mutant(RETARGET, spot.file, spot.text, edit)


def _by_others(spot: MutationSpot, place: str, names: Vocabulary) -> Iterator[Mutant]:
    if re.fullmatch(ANY_STEP, place):
        role = next((one for one in names.actors if spot.key.startswith(f"{one} ")), "")
        other = _other_role(role, names)
        if other:
            renamed = spot.renamed(f"{other}{spot.key.removeprefix(role)}")
            yield mutant(ROLE, spot.file, spot.text, renamed)
    confirming = (
        rf"{ANY_STEP}/confirmed by(?:/[0-9]+)?|{ITEM}/reviewed by|{STATUS_OF_ITEM}/waits for"
    )
    if spot.node.kind == "scalar" and re.fullmatch(confirming, place):
        other = _other_role(spot.value, names)
        if other:
            yield mutant(ROLE, spot.file, spot.text, spot.replaced(other))


def _other_role(role: str, names: Vocabulary) -> str:
    others = [one for one in names.actors if one != role]
    if role not in names.actors or not others:
        return ""
    return others[names.actors.index(role) % len(others)]


def _other_events(spot: MutationSpot, place: str, names: Vocabulary) -> Iterator[Mutant]:
    """``photo becomes passed`` with another status, in “becomes” and in notices."""
    where = rf"{STATUS_OF_ITEM}/becomes/[^/]+(?:/[0-9]+)?|flows:notices/[^/]+/on(?:/[0-9]+)?"
    if spot.node.kind != "scalar" or not re.fullmatch(where, place):
        return
    item, verb, statuses = spot.value.partition(" becomes ")
    known = names.items.get(item, ())
    if not verb or not set(statuses.split(" or ")) <= set(known):
        return
    for mutator, other in _of_statuses(statuses.split(" or "), known, is_wide=True):
        yield mutant(mutator, spot.file, spot.text, spot.replaced(f"{item}{verb}{other}"))
