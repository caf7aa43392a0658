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
    ("block collection", "this line is indented differently from its neighbours.",
     "Let the lines that belong together begin in one column."),
    ("block mapping", "this line does not continue what stands before it.",
     "Let the lines that belong together begin in one column, and close every quotation mark."),
    ("alphabetic or numeric character", "“&” and “*” cannot begin a text.",
     "Put the text in quotes."),
    ("expected node content", "something is missing before this.",
     "Write the value, or close the bracket."),
    ("did not find expected comment or line break", "a text cannot begin with “>” or “|”.",
     "Write a range: “18..” for at least 18."),
)  # fmt: skip
"""Words of the parser, what is wrong, what to do; the place is where the parser stopped."""

OPENED: Final[Sequence[tuple[str, str, str]]] = (
    ("quoted scalar", "a quotation mark is opened here and not closed.", "Close it."),
    ("flow mapping", "a “{” is opened here and not closed.", "Close it."),
    ("flow sequence", "a “[” is opened here and not closed.", "Close it."),
    ("block scalar", "a text cannot begin with “>” or “|”.",
     "Write a range: “18..” for at least 18; a table begins with “table: |”."),
)  # fmt: skip
"""The same for faults that begin where something was opened."""

Told = tuple[int, int, str, str]
"""Line and column from 1, message, advice."""

COMMA: Final = ("a comma or a closing bracket is missing before this.", "Add it.")
CLOSED: Final = ("nothing can follow what has been closed.", "Put the whole text in quotes.")


def explain(error: yaml.YAMLError, lines: Sequence[str]) -> Told:
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
    if "could not find expected ':'" in problem:
        return _missing_colon(lines, opening.line, opening.column)
    for words, message, advice in OPENED:
        if words in context:
            if "flow" in words and opening.line == mark.line and sign:
                return mark.line + 1, mark.column + 1, *COMMA
            return opening.line + 1, opening.column + 1, message, advice
    return _stopped(problem, context, lines, mark)


def _stopped(problem: str, context: str, lines: Sequence[str], mark: yaml.Mark) -> Told:
    """What is wrong at the place where the parser stopped."""
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, mark.line, mark.column)
    if "block mapping" in context and _is_closed(lines, mark.line, mark.column):
        return mark.line + 1, mark.column + 1, *CLOSED
    for words, message, advice in WORDS:
        if words in problem or words in context:
            return mark.line + 1, mark.column + 1, message, advice
    return mark.line + 1, mark.column + 1, f"{problem}.", ""


def _second_colon(lines: Sequence[str], line: int, column: int) -> Told:
    """A “:” where none can stand: the second of its line, or the first of a line too deep."""
    before = lines[line][:column] if line < len(lines) else ""
    if ": " in before or not before.strip():
        advice = "Put a text that holds “: ” in quotes."
        return line + 1, column + 1, "there is a second “:” in this line.", advice
    above = lines[line - 1].lstrip(" ")
    if above.startswith("-") and above[1:2] not in ("", " ", "-"):
        at = len(lines[line - 1]) - len(above) + 1
        return line, at, "a blank is missing after “-”.", "Write “- key: value”."
    return (
        line + 1, len(before) - len(before.lstrip()) + 1,
        "this line stands deeper than the one before it, which has its value already.",
        "Begin both in one column.",
    )  # fmt: skip


def _is_closed(lines: Sequence[str], line: int, column: int) -> bool:
    """Whether a quotation mark or bracket has just been closed in the line."""
    before = lines[line][:column].rstrip() if line < len(lines) else ""
    return before.endswith(('"', "'", "]", "}"))


def _missing_colon(lines: Sequence[str], line: int, column: int) -> Told:
    """A line that is no “key: value”; often the blank after the colon is missing."""
    text = lines[line][column:] if line < len(lines) else ""
    glued = text.find(":")
    if glued > 0 and text[glued + 1 :].strip():
        advice = "Write “key: value”."
        return line + 1, column + glued + 2, "a blank is missing after this “:”.", advice
    return line + 1, column + 1, "a “:” is missing after this word.", "Write “key: value”."


def _sign(lines: Sequence[str], line: int, column: int) -> str:
    return lines[line][column : column + 1] if line < len(lines) else ""
