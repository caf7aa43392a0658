"""The values of the fields of a PDF by input name: whatever a reader has made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Stream, String

from engine.base.dataclass import dataclass
from engine.documents.fillable.places import LONGEST, input_name

MOST_FIELDS: Final = 5_000
DEEPEST: Final = 8


class Tangled(Exception):
    """Fields that lead in a circle, or deeper than any form."""


class TooMuch(Exception):
    """More fields than any form has."""


@dataclass(slots=True)
class Values:
    """Values by input name as they are found, and the names that cannot be read."""

    found: dict[str, list[str]] = field(default_factory=dict, repr=False)
    faults: dict[str, str] = field(default_factory=dict)

    def read(self, fields: Array) -> None:
        """Take over all fields. Raises Tangled and TooMuch."""
        for name, one in _terminal(fields):
            self._field(name, one)

    def _field(self, name: str, one: Dictionary) -> None:
        kind, value = _inherited(one, "/FT"), _inherited(one, "/V")
        if kind == Name.Btn:
            self._button(name, _state(one, value))
            return
        texts = list(_texts(value))
        if any(text is None for text in texts):
            self.faults[input_name(name)] = "no text"
        elif any(len(text or "") > LONGEST for text in texts):
            self.faults[input_name(name)] = "too long"
        else:
            options = _inherited(one, "/Opt") if kind == Name.Ch else None
            self._keep(input_name(name), [_code(text or "", options) for text in texts])

    def _button(self, name: str, state: str) -> None:
        path, is_option, code = name.partition("=")
        known = self.found.setdefault(input_name(path), [])
        if not is_option:
            self._keep(input_name(path), [state])
        elif state and state not in known:
            known.append(state if state == code else f"{code}={state}")

    def _keep(self, name: str, values: list[str]) -> None:
        before = self.found.get(name)
        if before and values and before != values:
            self.faults[name] = "said twice"
        self.found[name] = values


def _terminal(fields: Array) -> Iterator[tuple[str, Dictionary]]:
    """The fields that hold a value, with their whole names."""
    seen: set[tuple[int, int]] = set()
    count = 0
    waiting: list[tuple[Any, str, int]] = [(one, "", 0) for one in reversed(list(fields))]
    while waiting:
        one, above, depth = waiting.pop()
        if not isinstance(one, Dictionary):
            continue
        if one.is_indirect:
            if one.objgen in seen:
                raise Tangled
            seen.add(one.objgen)
        count += 1
        if depth > DEEPEST:
            raise Tangled
        if count > MOST_FIELDS:
            raise TooMuch
        own = str(one.get("/T", ""))
        name = f"{above}.{own}" if above and own else own or above
        kids = [kid for kid in one.get("/Kids", []) if isinstance(kid, Dictionary) and "/T" in kid]
        if kids:
            waiting += [(kid, name, depth + 1) for kid in reversed(kids)]
        elif name:
            yield name, one


def _inherited(one: Dictionary, key: str) -> Any:
    for _ in range(DEEPEST):
        if key in one:
            return one[key]
        above = one.get("/Parent")
        if not isinstance(above, Dictionary):
            return None
        one = above
    return None


def _texts(value: Any) -> Iterator[str | None]:
    if value is None:
        yield ""
    elif isinstance(value, String):
        yield str(value).replace("\r\n", "\n").replace("\r", "\n")
    elif isinstance(value, Stream):
        yield str(String(value.read_bytes()[: LONGEST * 2 + 2]))
    elif isinstance(value, Array):
        for part in value:
            yield str(part) if isinstance(part, String) else None
    else:
        yield None


def _code(text: str, options: Any) -> str:
    """The code of a choice; some readers write what is shown instead."""
    if not text or not isinstance(options, Array):
        return text
    pairs = [
        (str(one[0]), str(one[1])) for one in options if isinstance(one, Array) and len(one) > 1
    ]
    if any(code == text for code, _ in pairs):
        return text
    shown = [code for code, caption in pairs if caption == text]
    return shown[0] if len(shown) == 1 else text


def _state(one: Dictionary, value: Any) -> str:
    """Which mark of a button is set; without a value the marks of its widgets say it."""
    if value is None:
        widgets = [one, *(kid for kid in one.get("/Kids", []) if isinstance(kid, Dictionary))]
        marks = [kid.get("/AS") for kid in widgets]
        value = next((mark for mark in marks if mark not in (None, Name.Off)), Name.Off)
    text = str(value)
    return "" if text in ("/Off", "") else text.removeprefix("/")
