"""Tables of words: kinds, attributes, functions, hit policies, and what stands in which file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from engine.analysis.reference.markdown import code, table
from engine.definitions.editor import SCHEMAS
from engine.definitions.editor.hover import HOVER
from engine.definitions.grammar.bank import BANK
from engine.definitions.grammar.flow import FLOW
from engine.definitions.grammar.shape import Shape, shapes
from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.model.ports import PORTS
from engine.definitions.model.provided import PROVIDED
from engine.definitions.model.rules import (
    HitPolicy,
)
from engine.definitions.reading.functions import FUNCTIONS
from engine.definitions.reading.happenings import PRODUCT_EVENTS
from engine.definitions.reading.usual_life import USUAL_LIFE, UsualStatus
from engine.meaning.flow.commands import RefusalCode
from engine.meaning.functions import FUNCTIONS as MEANINGS
from engine.validators import VALIDATORS

HEARD: Final = "heard"
"""Why the word of an outside party counts for nothing where it leads nowhere."""

_HITS: Final[Mapping[HitPolicy, tuple[str, str]]] = {
    "first": ("The first row that fits.", "Stops there: the rows below are not looked at."),
    "unique": ("The one row that fits.", "Waits; two rows that fit are a finding of `verify`."),
    "any": ("Any row that fits.", "Waits; rows that fit and differ are a finding of `verify`."),
    "collect": ("All rows that fit, together.", "The others count; what is missing is told."),
    "priority": ("Of the rows that fit, the code that stands first in `gives`.", "Waits."),
}
_KINDS: Final[Mapping[str, str]] = {"country": "One country."}
"""Words of kinds whose name is also an attribute, of which editors speak."""

_ANSWERS: Final[Mapping[str, str]] = {
    "text": "a text", "flag": "yes or no", "number": "a number", "date": "a date",
    "choice": "one code", "choices": "several codes", "files": "files", "row": "a row's number",
    "none": "none",
}  # fmt: skip


def kinds() -> str:
    """Every kind of question: what it is, its answer, and the attributes of its own."""
    rows = (
        (
            code(name),
            _KINDS.get(name, HOVER.get(name, "")),
            _ANSWERS[kind.value],
            ", ".join(code(word) for word in sorted(kind.attributes - COMMON_ATTRIBUTES)),
        )
        for name, kind in FIELD_TYPES.items()
    )
    return table(("Kind", "What it asks for", "Answer", "Attributes of its own"), rows)


def attributes() -> str:
    """The attributes that every question with an answer has."""
    return table(("Attribute", "Meaning"), ((code(w), HOVER[w]) for w in sorted(COMMON_ATTRIBUTES)))


def validators() -> str:
    """What ``looks like`` may name, with the first sentence of each validator's own words."""
    rows = ((code(name), _first(one.__doc__ or "")) for name, one in sorted(VALIDATORS.items()))
    return table(("Validator", "What it accepts"), rows)


def provided() -> str:
    """Lists that need no file."""
    return ", ".join(f"{code(name)} ({len(codes)} codes)" for name, codes in PROVIDED.items())


def functions() -> str:
    """The closed list of functions."""
    rows = (
        (code(one.example), one.gives, MEANINGS[one.name].frame, ", ".join(sorted(one.takes)))
        for one in FUNCTIONS
    )
    return table(("Written", "Gives", "Said to people as", "Takes"), rows)


def hit_policies() -> str:
    """What a table gives when several rows fit, and when a row is not known yet."""
    rows = ((code(name), *_HITS[name]) for name in get_args(HitPolicy))
    return table(("`hit`", "What is given", "When a row above is not known yet"), rows)


def shapes_of_flow() -> tuple[Shape, ...]:
    """The mappings of a flow, each once, from outside in."""
    return tuple(dict.fromkeys(shapes(FLOW)))


def shapes_of_bank() -> tuple[Shape, ...]:
    """The mappings of a bank, each once, from outside in."""
    return tuple(dict.fromkeys(shapes(BANK)))


def words_in(shape: Shape) -> str:
    """The words of one mapping."""
    rows = ((code(word.name), word.meaning) for word in shape.words)
    return table(("Word", "Meaning"), rows)


def ports() -> str:
    """What outside parties can report."""
    rows = ((code(name), ", ".join(code(verb) for verb in verbs)) for name, verbs in PORTS.items())
    return table(("Port", "Reports"), rows)


def usual_life() -> str:
    """The statuses and steps of a form that somebody reviews."""
    return table(("Status", "Steps"), map(_usual, USUAL_LIFE))


def _usual(status: UsualStatus) -> tuple[str, str]:
    steps = (f"{code(step.name('ROLE'))}: {code(step.to or 'stays')}" for step in status.steps)
    kind = f", {status.kind}" if status.kind else ""
    return f"{code(status.name)} ({status.caption}{kind})", ", ".join(steps)


def words_of(room: str) -> str:
    """Every word that may stand in a file of ``room``, in the order of the file."""
    schema = SCHEMAS[room]()
    found = dict(_described(schema.get("else", schema)))
    rows = ((code(word), text) for (word, text) in found)
    return table(("Word", "Meaning"), rows)


def product_events() -> str:
    """What happens to an account or its messages, as notices name it."""
    return ", ".join(code(one) for one in PRODUCT_EVENTS)


def refusals() -> str:
    """Why a step may be refused, as scenarios name it."""
    codes = (one for one in get_args(RefusalCode) if not one.startswith("no such"))
    return ", ".join(code(one) for one in (*codes, HEARD))


def _described(schema: Any) -> Iterator[tuple[tuple[str, str], None]]:
    if isinstance(schema, list):
        for part in schema:
            yield from _described(part)
    if not isinstance(schema, dict):
        return
    for word, part in schema.get("properties", {}).items():
        text = part.get("description", "") if isinstance(part, dict) else ""
        if text and word not in FIELD_TYPES:
            yield (word, text), None
    for key, part in schema.items():
        if key != "description":
            yield from _described(part)


def _first(words: str) -> str:
    return " ".join(words.replace("``", "`").split()).partition(". ")[0].rstrip(".") + "."
