"""Captions made of the names of steps: “asks to repeat” is “Ask to repeat” on the button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

IRREGULAR: Final[Mapping[str, str]] = {"does": "do", "goes": "go", "has": "have", "is": "be"}
HISSING: Final = ("sses", "shes", "ches", "xes", "zzes", "oes")
SHORT: Final = frozenset({"ties", "dies", "lies", "vies"})


def plain_verb(verb: str) -> str | None:
    """``accepts`` is ``accept``; None for a word that is not what somebody does."""
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if not verb.endswith("s") or verb.endswith("ss") or len(verb) < 3:
        return None
    if verb in SHORT:
        return verb[:-1]
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(HISSING) else verb[:-1]


def third_person(verb: str) -> str:
    """``return`` is ``returns``: what somebody does."""
    if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def made_caption(verb: str) -> str | None:
    """The caption of a step: what stands after the actor, as a command."""
    first, blank, rest = verb.partition(" ")
    plain = plain_verb(first)
    if plain is None:
        return None
    return f"{plain[:1].upper()}{plain[1:]}{blank}{rest}"
