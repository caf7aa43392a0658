"""What the YAML parser complains about, in the words of the person who wrote the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import yaml

TRAPS: Final[Sequence[tuple[str, str, str]]] = (
    (">", "a text cannot begin with “>”.", "Write a range: “18..” for at least 18."),
    ("-", "a lone “-” starts a list.", 'Write "-" in quotes.'),
    ("%", "a text cannot begin with “%”.", "Put it in quotes."),
    ("@", "a text cannot begin with “@”.", "Put it in quotes."),
    ("`", "a text cannot begin with “`”.", "Put it in quotes."),
    ("\t", "there is a tab here.", "Indent with blanks."),
    ("?", "a question mark cannot stand alone here.", "Put the text in quotes."),
)
"""Sign at the place of the fault, what is wrong with it, what to do."""

WORDS: Final[Sequence[tuple[str, str, str]]] = (
    ("mapping values are not allowed", "there is a second “:” in this line.",
     "Put a text that holds “: ” in quotes."),
    ("block collection", "this line is indented differently from its neighbours.",
     "Let the lines that belong together begin in one column."),
    ("block mapping", "this line does not continue what stands before it.",
     "Let the lines that belong together begin in one column, and close every quotation mark."),
    ("could not find expected ':'", "a “:” is missing after this word.", "Write “key: value”."),
    ("did not find expected comment or line break", "a text cannot begin with “>” or “|”.",
     "Write a range: “18..” for at least 18."),
)  # fmt: skip
"""Words of the parser, what is wrong, what to do; the place is where the parser stopped."""

OPENED: Final[Sequence[tuple[str, str, str]]] = (
    ("quoted scalar", "a quotation mark is opened here and not closed.", "Close it."),
    ("flow mapping", "a “{” is opened here and not closed.", "Close it."),
    ("flow sequence", "a “[” is opened here and not closed.", "Close it."),
    ("block scalar", "a text cannot begin with “>” or “|”.",
     "Write a range: “18..” for at least 18."),
)  # fmt: skip
"""The same for faults that begin where something was opened."""

COMMA: Final = ("a comma or a closing bracket is missing before this.", "Add it.")


def explain(error: yaml.YAMLError, lines: Sequence[str]) -> tuple[int, int, str, str]:
    """Line, column, message and advice for a complaint; the place is the best one known."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or "this is not YAML")
    context = str(getattr(error, "context", None) or "")
    if mark is None:
        return 1, 1, f"{problem}.", ""
    sign = _sign(lines, mark.line, mark.column)
    for first, message, advice in TRAPS:
        if sign == first and "quoted" not in context:
            return mark.line + 1, mark.column + 1, message, advice
    opening = getattr(error, "context_mark", None) or mark
    for words, message, advice in OPENED:
        if words in context:
            if "flow" in words and opening.line == mark.line and sign:
                return mark.line + 1, mark.column + 1, *COMMA
            return opening.line + 1, opening.column + 1, message, advice
    for words, message, advice in WORDS:
        if words in problem or words in context:
            return mark.line + 1, mark.column + 1, message, advice
    return mark.line + 1, mark.column + 1, f"{problem}.", ""


def _sign(lines: Sequence[str], line: int, column: int) -> str:
    return lines[line][column : column + 1] if line < len(lines) else ""
