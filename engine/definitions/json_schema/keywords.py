"""Keywords that the import understands, and what to write instead of some that it does not."""

from __future__ import annotations

from typing import Final

ROOT: Final = frozenset(
    {
        "$schema", "$id", "$comment", "$defs", "title", "description", "type", "properties",
        "required", "allOf", "x-form", "x-when", "x-values", "x-checks", "x-sections",
        "x-columns", "x-page",
    }
)  # fmt: skip
OBJECT: Final = frozenset({"$comment", "title", "type", "properties", "required"})
ROWS: Final = frozenset({"$comment", "title", "type", "properties", "required", "allOf"})
GROUP: Final = frozenset(
    {
        "$comment", "title", "description", "type", "minItems", "maxItems", "items", "x-each",
        "x-when", "x-titled-by", "x-copy-from", "x-if-blank", "x-values", "x-checks", "x-distinct",
        "x-why", "x-source",
    }
)  # fmt: skip
QUESTION: Final = frozenset(
    {"$comment", "$ref", "title", "type", "x-kind", "x-widget", "x-required", "x-else"}
)
"""Keywords of every question, beside those of ``SAME`` and those of its kind."""

FORMATS: Final = {
    "email": "email",
    "uri": "url",
    "date": "date",
    "iri": "url",
    "idn-email": "email",
}
"""Formats, and the kinds they make of a text."""

WIDGETS: Final = {"checkbox": "tick", "textarea": "long text"}
"""Widgets, and the kinds they make."""

OPTION: Final = frozenset({"const", "title", "description", "x-short", "x-heading", "x-when"})

SAME: Final = {
    "description": "hint", "x-when": "when", "x-must-be": "must be", "x-if-blank": "if blank",
    "x-if-many": "if many", "x-looks-like": "looks like", "x-script": "script", "x-of": "of",
    "x-autocomplete": "autocomplete", "x-width": "width", "x-why": "why", "x-source": "source",
    "x-sensitive": "sensitive", "x-accept": "accept", "x-max-size": "max size", "x-signs": "signs",
    "x-on-doubt": "on doubt", "x-country": "country", "x-terms": "terms",
    "x-device-check": "device check",
    "x-decimals": "decimals", "default": "default",
}  # fmt: skip
"""Keywords of a question that only have another name here."""

SAME_OF_GROUP: Final = {
    "title": "title", "description": "hint", "x-when": "when", "x-titled-by": "titled by",
    "x-copy-from": "copy from", "x-if-blank": "if blank", "x-values": "values",
    "x-checks": "checks", "x-distinct": "distinct", "x-why": "why", "x-source": "source",
}  # fmt: skip
SAME_OF_OPTION: Final = {
    "title": "caption", "description": "hint", "x-short": "short", "x-heading": "heading",
    "x-when": "when",
}  # fmt: skip

INSTEAD: Final = {
    "if": "Write x-when or x-required at the question.",
    "then": "Write x-when or x-required at the question.",
    "else": "Write x-when or x-required at the question.",
    "anyOf": "Write x-when, x-required or x-checks.",
    "dependentRequired": "Write x-required at the question.",
    "dependentSchemas": "Write x-when at the question.",
    "exclusiveMinimum": "Write x-must-be, as “> 0”.",
    "exclusiveMaximum": "Write x-must-be, as “..<100”.",
    "multipleOf": "Write x-decimals.",
    "examples": "Write description.",
    "additionalProperties": "Leave it out: answers without a question are always refused.",
    "prefixItems": "Name one question for each.",
    "$anchor": "Refer to “#/$defs/NAME”.",
    "const": "Write x-must-be, or enum of a text; true is the const of a consent.",
    "not": "Write x-must-be, as “not red or blue”.",
    "enum": "Choices are texts: write type “string”, or x-must-be.",
    "oneOf": "Choices are texts: write type “string”, or x-must-be.",
    "pattern": "Write x-must-be, or make it a text.",
}
