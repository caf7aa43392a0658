"""docs/json-schema.md: forms as JSON Schema, every keyword that is understood and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.analysis.reference.markdown import code, table
from engine.definitions.editor.hover import HOVER
from engine.definitions.json_schema.allowed import keywords
from engine.definitions.json_schema.keywords import (
    GROUP,
    INSTEAD,
    OPTION,
    QUESTION,
    ROOT,
    SAME,
    SAME_OF_GROUP,
    SAME_OF_OPTION,
)
from engine.definitions.kinds import FIELD_TYPES

_OWN: Final[Mapping[str, str]] = {
    "x-kind": "The kind of the question, as `text`; without it type, format and enum say it.",
    "x-required": "yes, no, or a condition; without it `required` of the object says it.",
    "x-else": "The message if an answer does not fit: `{say: …, code: …}`.",
    "x-widget": "`checkbox` makes a tick of a boolean, `textarea` a long text of a string.",
    "x-form": "Name of the form; without it the name of the file.",
    "x-sections": "Parts of the form: `section`, `hint`, `when`, `columns`, `page`, `fields`.",
    "x-each": HOVER["each"],
    "x-columns": HOVER["columns"],
    "x-page": HOVER["page"],
    "x-values": HOVER["values"],
    "x-checks": HOVER["checks"],
}
_PAGE: Final = """\
# Forms as JSON Schema

Made by `python cli.py reference` from the code that reads and writes them; do not edit it.

`forms/PROGRAMME/NAME.schema.json` is a form like `NAME.yaml`: an object of JSON Schema 2020-12
whose properties are its questions by path, arrays of objects its groups.
`python cli.py schema form NAME` writes any form so, and what it writes reads back the same. A
keyword either means something here or is refused with its JSON pointer; none is passed over.
`title` and `$comment` of an object that is no question are for readers of the schema. What the
standard has no words for stands in `x-` keywords, in the words of [the language](language.md).

## Keywords of the standard

{standard}

Groups: {group}. The form: {root}. A choice in `oneOf`: {option}.

## Keywords of the language

{language}

## Instead of

{instead}

## What a schema says of answers

It describes the answers as they are kept (a phone number as +37120000000), of a form that is asked.
It refuses what the product refuses but for this, for which the standard has no words: tests on
dates, values and facts (`x-must-be`, `x-checks`, `x-distinct`, and conditions in `x-required`),
validators and patterns (`x-looks-like`), choices that come and go (`x-when` of a choice), digits
after the point, file formats and sizes, and rows that are not there.
"""


def schemas_page() -> str:
    """Every keyword that is understood, by kind of question, and what to write for others."""
    return _PAGE.format(
        standard=table(("Kind", "Beside `title`, `type`, `description` and `default`"), _kinds()),
        group=_listed(key for key in GROUP if not key.startswith("x-")),
        root=_listed(key for key in ROOT if not key.startswith("x-")),
        option=_listed(key for key in OPTION if not key.startswith("x-")),
        language=table(("Keyword", "Where", "Meaning"), _words()),
        instead=table(
            ("Not understood", "Write"), ((code(key), text) for key, text in INSTEAD.items())
        ),
    )


def _kinds() -> Iterator[tuple[str, str]]:
    common = QUESTION | {"description", "default"}
    for kind in FIELD_TYPES:
        own = (key for key in keywords(kind) - common if not key.startswith("x-"))
        yield code(kind), _listed(own)


def _words() -> Iterator[tuple[str, str, str]]:
    places = {
        "questions": {**SAME, **dict.fromkeys(QUESTION, "")},
        "groups": {**SAME_OF_GROUP, **dict.fromkeys(GROUP, "")},
        "choices": {**SAME_OF_OPTION, **dict.fromkeys(OPTION, "")},
        "the form": dict.fromkeys(ROOT, ""),
    }
    words = sorted({key for known in places.values() for key in known if key.startswith("x-")})
    for key in words:
        where = ", ".join(place for place, known in places.items() if key in known)
        yield code(key), where, _OWN.get(key) or HOVER[key.removeprefix("x-").replace("-", " ")]


def _listed(keys: Iterator[str]) -> str:
    return ", ".join(code(key) for key in sorted(keys)) or "–"
