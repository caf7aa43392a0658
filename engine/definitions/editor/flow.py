"""Files of flows, rules and scenarios."""

from __future__ import annotations

from typing import Final

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
    words_of,
)

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
        "same when": CONDITION,
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
    """flows/BANK.yaml"""
    actor = mapping({"caption": SCALAR, "role": SCALAR}, required=["caption"])
    words = {
        "programme": SCALAR, "title": SCALAR, "bank": SCALAR, "languages": WORDS,
        "time zone": SCALAR, "contact": named(SCALAR), "sources": named(SCALAR),
        "registration": REGISTRATION,
        "conditions": named(CONDITION), "persons": named(PERSON), "actors": named(actor),
        "stages": STAGES, "ends": named(SCALAR), "must hold": many(MUST_HOLD),
        "documents": named(DOCUMENT), "notices": named(NOTICE), "terms": named(TERMS),
    }  # fmt: skip
    needed = ["programme", "title", "bank", "registration", "actors", "stages", "ends"]
    return document("A programme", mapping(words, required=needed), {})


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
    step = mapping(
        {"do": {"anyOf": [SCALAR, named(SCALAR)]}, "then": {"type": "object"}},
        minProperties=1,
        room="scenario",
    )
    scenario = mapping(
        {
            "like": SCALAR, "today": SCALAR, "given": {"type": "object"},
            "expect": {"type": "object"}, "steps": many(step), "source": SCALAR,
        },
        room="scenario",
    )  # fmt: skip
    return document("Scenarios", named(scenario), {})
