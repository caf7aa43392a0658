"""Mutants of what a flow arranges: appointments, codes, numbers, made answers, who reports what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from engine.analysis.mutations.item_parts import ANY_STEP, ITEM, STATUS_OF_ITEM
from engine.analysis.mutations.mutant import Mutant, mutant
from engine.analysis.mutations.spots import MutationSpot
from engine.analysis.mutations.variants import Variant, of_number
from engine.analysis.mutations.vocabulary import Vocabulary
from engine.definitions.model.items import COMMENT, REASON
from engine.definitions.model.ports import PORTS

ANSWER: Final = "take another answer"
LENGTH: Final = "change a length of time"
WORD: Final = "change a word"

_FIELD: Final = r"forms:(?:.*/)?fields/[^/]+"

LEFT_OUT: Final[Mapping[str, str]] = {
    "drop an appointment": rf"{ITEM}/appointment",
    "drop what a step waits for": rf"{ANY_STEP}/(?:at the appointment|code|signed in)",
    "drop what is made": rf"{ITEM}/makes/[^/]+",
    "drop what is suggested": rf"{ITEM}/suggests/[^/]+",
    "drop a number series": r"flows:number series/[^/]+(?:/digits)?",
    "drop an account": r"flows:accounts/[^/]+(?:/(?:bic|currency|registration number|address))?",
    "drop what a provider is": r"flows:providers/[^/]+(?:/(?:port|documents))?",
    "drop a right": r"flows:roles/[^/]+/may(?:/[0-9]+)?",
    "drop what is signed": rf"{_FIELD}/signs",
}
"""Mutator to the paths of what it leaves out."""

Others = Callable[[MutationSpot, Vocabulary], Iterator[Variant]]


def of_arrangements(found: Sequence[MutationSpot], names: Vocabulary) -> Iterator[Mutant]:
    """Every mutant of a file that drops or changes what is arranged."""
    for spot in found:
        place = f"{spot.room}:{'/'.join(spot.path)}"
        for mutator, pattern in LEFT_OUT.items():
            if re.fullmatch(pattern, place) and (cut := spot.removed()) is not None:
                yield mutant(mutator, spot.file, spot.text, cut)
        for pattern, others in _REWORDED.items():
            if spot.node.kind == "scalar" and re.fullmatch(pattern, place):
                for mutator, words in others(spot, names):
                    yield mutant(mutator, spot.file, spot.text, spot.replaced(words))
        for pattern, others in _RENAMED.items():
            if re.fullmatch(pattern, place):
                for mutator, words in others(spot, names):
                    yield mutant(mutator, spot.file, spot.text, spot.renamed(words))


def _next_of(words: str, known: Sequence[str]) -> Iterator[str]:
    """The one of ``known`` after these words, if they are one of several."""
    others = [one for one in known if one != words]
    if words in known and others:
        yield others[known.index(words) % len(others)]


def _length(spot: MutationSpot, names: Vocabulary) -> Iterator[Variant]:
    """Another number; another unit; another event that it counts from."""
    yield from _longer_or_shorter(spot.value)
    if "working day" in spot.value:
        yield LENGTH, spot.value.replace("working day", "day", 1)
    length, since, event = spot.value.partition(" since ")
    if not since:
        return
    yield "drop what a time counts from", length
    item, becomes, status = event.partition(" becomes ")
    for other in _next_of(status, names.items.get(item, ())):
        yield "take another event", f"{length}{since}{item}{becomes}{other}"


_SEVERAL: Final = re.compile(r"\b(0|[2-9]|[0-9]{2,}) (working day|day|hour|minute)\b")


def _longer_or_shorter(length: str) -> Iterator[Variant]:
    for _, words in of_number(length):
        yield LENGTH, _SEVERAL.sub(r"\1 \2s", words)


def _moment(spot: MutationSpot, _names: Vocabulary) -> Iterator[Variant]:
    """The key of a timer: another length, or the appointment for a length."""
    if re.match(r"after [0-9]|[0-9]+ [a-z ]+ before ", spot.key):
        yield from _longer_or_shorter(spot.key)
    elif spot.key == "after the appointment":
        yield LENGTH, "after 1 hour"


def _answer(spot: MutationSpot, names: Vocabulary) -> Iterator[Variant]:
    yield from ((ANSWER, other) for other in _next_of(spot.value, names.questions))


def _one_of(mutator: str, *known: str) -> Others:
    def others(spot: MutationSpot, _names: Vocabulary) -> Iterator[Variant]:
        yield from ((mutator, other) for other in _next_of(spot.value, known))

    return others


def _made(spot: MutationSpot, _names: Vocabulary) -> Iterator[Variant]:
    """Made otherwise: another part of an account, another length, the answer of a neighbour."""
    if spot.value.startswith("in "):
        yield from _longer_or_shorter(spot.value)
    if re.fullmatch(r"in [0-9]+ days?", spot.value):
        yield LENGTH, spot.value.replace("day", "working day")
    how, of, name = spot.value.partition(" of ")
    if of:
        other = {"payee": "iban", "iban": "payee", "currency": "payee"}.get(how, "")
        if other:
            yield "make something else", f"{other}{of}{name}"
    for placed in re.findall(r"\{[^{}]+\}", spot.value):
        yield "drop a placeholder", " ".join(spot.value.replace(placed, "", 1).split())


def _series(spot: MutationSpot, _names: Vocabulary) -> Iterator[Variant]:
    if "{year}-" in spot.value:
        yield "drop a placeholder", spot.value.replace("{year}-", "", 1)


def _report(spot: MutationSpot, names: Vocabulary) -> Iterator[Variant]:
    """A step of a provider that hears something else its port reports."""
    provider = next((one for one in names.ports if spot.key.startswith(f"{one} ")), "")
    verb = spot.key.removeprefix(f"{provider} ")
    taken = {key.value.removeprefix(f"{provider} ") for key in spot.parent.keys}
    free = [one for one in PORTS.get(names.ports.get(provider, ""), ()) if one not in taken]
    if provider and free:
        yield "hear another report", f"{provider} {free[len(verb) % len(free)]}"


def _digits(spot: MutationSpot, _names: Vocabulary) -> Iterator[Variant]:
    yield from of_number(spot.value)


_REWORDED: Final[Mapping[str, Others]] = {
    rf"{ITEM}/appointment/(?:opens|closes)": _length,
    rf"{ITEM}/appointment/(?:on|at)": _answer,
    rf"{STATUS_OF_ITEM}/due": _length,
    rf"{ANY_STEP}/at most": _length,
    rf"{ANY_STEP}/at the appointment": _one_of("turn yes and no", "yes", "no"),
    rf"{ANY_STEP}/code": _one_of(WORD, "sent", "entered"),
    rf"{ANY_STEP}/form": _one_of("ask another form", COMMENT, REASON),
    rf"{ANY_STEP}/signed in|{_FIELD}/signs|flows:providers/[^/]+/documents": _answer,
    rf"{ITEM}/(?:makes|suggests)/[^/]+": _made,
    r"flows:number series/[^/]+/text": _series,
    r"flows:number series/[^/]+/digits": _digits,
    r"flows:providers/[^/]+/port": _one_of("take another port", *PORTS),
}
"""Paths to the other words that are tried there."""

_RENAMED: Final[Mapping[str, Others]] = {
    rf"{STATUS_OF_ITEM}/(?:after|[0-9]+) .*": _moment,
    ANY_STEP: _report,
}
"""Paths to the other keys that are tried there."""
