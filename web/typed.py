"""What a page posted: the typed answers, and the button that was pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from flask import abort, request

from engine.base.dataclass import dataclass

Raw = Mapping[str, tuple[str, ...]]

MOST_NAMES: Final = 5_000
"""Inputs of one post: five groups of 50 rows with 12 questions are 3,000."""
TOKEN: Final = "csrf_token"  # noqa: S105 - the name of an input


def is_secret(name: str) -> bool:
    """Whether an input of this name is never written into a page again."""
    return name == TOKEN or "password" in name


@dataclass(frozen=True, slots=True)
class PostedForm:
    """``raw`` are the answers by input name, ``marks`` what the page says of itself.

    ``action`` is the verb of the pressed button, ``operand`` what stands behind its colon.
    """

    raw: Raw = field(repr=False)
    marks: Mapping[str, str]
    action: str
    operand: str

    @property
    def version(self) -> int:
        """The version that the page was made from; 0 where it names none."""
        return self._number("_version")

    @property
    def seen(self) -> int:
        """The last event that the page told of; 0, before all of them, where it names none."""
        return self._number("_seen")

    def _number(self, name: str) -> int:
        mark = self.marks.get(name, "")
        return int(mark) if mark.isascii() and mark.isdecimal() and len(mark) < 10 else 0


def typed() -> PostedForm:
    """The post of this request. Whoever sends absurdly many names is told so."""
    if len(request.form) > MOST_NAMES:
        abort(413)
    raw: dict[str, tuple[str, ...]] = {}
    marks: dict[str, str] = {}
    for name, values in request.form.lists():
        if name == TOKEN:
            continue
        if name.startswith("_"):
            marks[name] = clean(values[-1])
        else:
            raw[clean(name)] = tuple(clean(value) for value in values)
    action, _, operand = marks.get("_do", "").partition(":")
    return PostedForm(raw, marks, action, operand)


def clean(text: str) -> str:
    """``text`` without NUL, which databases refuse, and with line ends as one sign."""
    return text.replace("\x00", "").replace("\r\n", "\n")
