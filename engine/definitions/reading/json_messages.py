"""What the JSON parser complains about, in the words of the person who wrote the file.

YAML would read many such files and take them for something else: single quotes, missing ones, a
comment.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

Told = tuple[int, int, str, str]
"""Line and column from 1, message, advice."""

WORDS: Final[Sequence[tuple[str, str, str]]] = (
    ("trailing comma", "a comma stands here and nothing follows it.", "Remove it."),
    ("Expecting property name", "a name in double quotes is missing here.",
     "Write \"name\": value, and no comma after the last one."),
    ("Expecting ',' delimiter", "a comma or a closing bracket is missing before this.", "Add it."),
    ("Expecting ':' delimiter", "a “:” is missing after this name.", "Write \"name\": value."),
    ("Extra data", "something follows the end of the form.", "Remove it."),
    ("control character", "the text is not closed in its line.", "Close the quotation mark."),
    ("Unterminated string", "a quotation mark is opened here and not closed.", "Close it."),
    ("escape", "a “\\” begins nothing that JSON knows.", "Write “\\\\” for the sign itself."),
    ("Expecting value", "a value is missing here.",
     "Texts stand in double quotes; JSON has no comments, and no comma after the last value."),
)  # fmt: skip
"""Words of the parser, what is wrong, what to do."""


def not_json(text: str) -> Told | None:
    """Why a text is no JSON; None where it is, or where reading it as YAML tells more."""
    try:
        json.loads(text)
    except json.JSONDecodeError as fault:
        for words, message, advice in WORDS:
            if words in fault.msg:
                return fault.lineno, fault.colno, message, advice
        return fault.lineno, fault.colno, f"this is not JSON: {fault.msg}.", ""
    except RecursionError:
        return None
    return None
