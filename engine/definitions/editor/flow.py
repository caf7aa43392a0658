"""Files of flows, rules and scenarios."""

from __future__ import annotations

from typing import Final

from engine.definitions.editor.from_grammar import shape_schema
from engine.definitions.editor.shapes import (
    CONDITION,
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
from engine.definitions.grammar.bank import BANK
from engine.definitions.grammar.flow import FLOW
from engine.definitions.reading.scenario_steps import WHOSE

NEEDED: Final = ("programme", "title", "bank", "registration")
"""The words that every flow must have."""

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
TERMS: Final[Schema] = mapping(
    {"title": SCALAR, "version": SCALAR, "valid from": SCALAR, "files": named(SCALAR)},
    required=["title", "version", "valid from", "files"],
    room="terms",
)


def flow() -> Schema:
    """flows/PROGRAMME.yaml"""
    found = shape_schema(FLOW, _common())
    return document("A programme", {**found, "required": [*NEEDED, *found["required"]]}, {})


def _common() -> dict[str, Schema]:
    """The words of a flow beside the life of a case."""
    words = {
        "programme": SCALAR, "title": SCALAR, "bank": SCALAR, "languages": WORDS,
        "time zone": SCALAR, "sources": named(SCALAR),
        "registration": REGISTRATION,
        "conditions": named(CONDITION), "persons": named(PERSON), "terms": named(TERMS),
    }  # fmt: skip
    return {word: shown(word, schema) for word, schema in words.items()}


def bank() -> Schema:
    """banks/NAME.yaml"""
    return document("A bank", shape_schema(BANK), {})


def rules() -> Schema:
    """rules/PROGRAMME/NAME.yaml"""
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
    """scenarios/PROGRAMME/NAME.yaml"""
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
        {"do": {"anyOf": [waited, done]}, "refused": refused, "then": {"type": "object"}},
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
