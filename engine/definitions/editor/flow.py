"""Files of flows, rules and scenarios."""

from __future__ import annotations

from typing import Final

from engine.definitions.editor.from_grammar import shape_schema
from engine.definitions.editor.shapes import (
    CONDITION,
    FLAG,
    SCALAR,
    WORDS,
    Schema,
    document,
    many,
    mapping,
    named,
    shown,
    words_of,
)
from engine.definitions.grammar.flow import FLOW
from engine.definitions.reading.scenario_steps import WHOSE

NEEDED: Final = ("programme", "title", "bank", "registration")
"""The words that every flow must have."""

OUTCOME: Final[Schema] = {
    "anyOf": [
        SCALAR,
        mapping(
            {
                "to": SCALAR, "caption": SCALAR, "is": words_of(["good", "bad", "neutral"]),
                "for": SCALAR, "text": SCALAR,
            },
            required=["to"],
        ),
    ]
}  # fmt: skip
STAGE: Final[Schema] = mapping(
    {
        "title": SCALAR, "by": SCALAR, "forms": WORDS, "each": {"anyOf": [SCALAR, CONDITION]},
        "when": CONDITION, "from": SCALAR, "on demand after": SCALAR, "outcomes": named(OUTCOME),
        "shows": SCALAR, "because": SCALAR, "source": SCALAR,
    },
    required=["title", "by", "outcomes"],
    room="stage",
)  # fmt: skip
STAGES: Final[Schema] = named(
    {"if": {"required": ["together"]}, "then": mapping({"together": named(STAGE)}), "else": STAGE}
)
PERSON: Final[Schema] = mapping(
    {
        "caption": SCALAR, "block": SCALAR, "every": SCALAR, "where": CONDITION, "same as": SCALAR,
        "same when": CONDITION, "same": WORDS,
    },
    required=["caption"],
)  # fmt: skip
REGISTRATION: Final[Schema] = mapping(
    {
        "case forms": WORDS, "account form": SCALAR, "email": SCALAR, "phone": SCALAR,
        "password": SCALAR, "password repeat": SCALAR, "help": SCALAR,
    },
    required=["account form", "email", "phone", "password", "password repeat"],
)  # fmt: skip
STEP: Final[Schema] = {"anyOf": [SCALAR, mapping({"to": SCALAR, "version": FLAG}, required=["to"])]}
STATE: Final[Schema] = mapping(
    {"caption": SCALAR, "steps": named(STEP), "end": FLAG}, required=["caption"]
)
DOCUMENT: Final[Schema] = mapping(
    {"title": SCALAR, "starts": SCALAR, "stage": SCALAR, "when": CONDITION, "states": named(STATE)},
    required=["title", "starts", "states"],
)
NOTICE: Final[Schema] = mapping(
    {
        "on": SCALAR, "to": SCALAR, "channels": WORDS, "placeholders": named(SCALAR),
        "subject": SCALAR, "text": SCALAR,
    },
    required=["on", "to", "text"],
    room="notice",
)  # fmt: skip
TERMS: Final[Schema] = mapping(
    {"title": SCALAR, "version": SCALAR, "valid from": SCALAR, "files": named(SCALAR)},
    required=["title", "version", "valid from", "files"],
    room="terms",
)
MUST_HOLD: Final[Schema] = mapping(
    {"at": SCALAR, "fits": CONDITION, "because": SCALAR}, required=["at", "fits"]
)


def flow() -> Schema:
    """flows/BANK.yaml: written in items, or in stages with outcomes and documents."""
    choice = {
        "if": {"required": ["items"]},
        "then": _in_items(),
        "else": _in_outcomes(),
    }
    return document("A programme", choice, {})


def _common() -> dict[str, Schema]:
    """The words of every flow."""
    words = {
        "programme": SCALAR, "title": SCALAR, "bank": SCALAR, "languages": WORDS,
        "time zone": SCALAR, "contact": named(SCALAR), "sources": named(SCALAR),
        "registration": REGISTRATION,
        "conditions": named(CONDITION), "persons": named(PERSON), "terms": named(TERMS),
    }  # fmt: skip
    return {word: shown(word, schema) for word, schema in words.items()}


def _in_items() -> Schema:
    found = shape_schema(FLOW, _common())
    return {**found, "required": [*NEEDED, *found["required"]]}


def _in_outcomes() -> Schema:
    actor = mapping({"caption": SCALAR, "role": SCALAR}, required=["caption"])
    words = {
        "actors": named(actor),
        "stages": STAGES, "ends": named(SCALAR), "must hold": many(MUST_HOLD),
        "documents": named(DOCUMENT), "notices": named(NOTICE),
    }  # fmt: skip
    found = mapping(words, required=[*NEEDED, "actors", "stages", "ends"])
    return {**found, "properties": {**_common(), **found["properties"]}}


def rules() -> Schema:
    """rules/BANK/NAME.yaml"""
    line = mapping(
        {
            "if": CONDITION, "then": named(WORDS), "because": SCALAR, "source": SCALAR,
            "valid": SCALAR,
        },
        required=["if", "then"],
    )  # fmt: skip
    words = {
        "rules": SCALAR, "title": SCALAR,
        "hit": words_of(["first", "unique", "any", "collect", "priority"]),
        "gives": named({"anyOf": [SCALAR, named(SCALAR), many(SCALAR)]}), "source": SCALAR,
        "as of": SCALAR, "table": {"type": "string"}, "lines": many(line), "csv": SCALAR,
    }  # fmt: skip
    one_of = [{"required": [word]} for word in ("table", "lines", "csv")]
    return document("Rules", mapping(words, required=["rules", "gives"], oneOf=one_of), {})


def scenarios() -> Schema:
    """scenarios/BANK/NAME.yaml"""
    beside: dict[str, Schema] = {
        "of": WORDS, "with": {"type": "object"}, "by": words_of(list(WHOSE)),
    }  # fmt: skip
    # The other key of a step is the item, or the case, whose step is taken.
    done = {**mapping(beside, room="scenario"), "additionalProperties": SCALAR}
    refused = {
        **mapping({**beside, "code": SCALAR}, room="scenario"), "additionalProperties": SCALAR,
    }  # fmt: skip
    waited = mapping({"wait": SCALAR}, required=["wait"], room="scenario")
    step = mapping(
        {"do": {"anyOf": [SCALAR, waited, done]}, "refused": refused, "then": {"type": "object"}},
        minProperties=1,
        room="scenario",
    )
    scenario = mapping(
        {
            "like": SCALAR, "after": SCALAR, "today": SCALAR, "given": {"type": "object"},
            "expect": {"type": "object"}, "steps": many(step), "source": SCALAR,
        },
        room="scenario",
    )  # fmt: skip
    return document("Scenarios", named(scenario), {})
