"""The meaning of conditions written again, naively: a walk over JSON that parses on its way.

It knows nothing of the engine and shares no code with it; where both agree, two readings of
docs/language.md agree. A value is ``("is", value)``, ``BLANK`` or ``NA``; results are Y, N and ?.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

BLANK, NA = ("blank", None), ("n/a", None)
NUMBERS = {"number", "percent", "money"}
FLAGS = {"yesno", "tick", "consent"}
NOT = {"Y": "N", "N": "Y", "?": "?"}
INAPPLICABLE = {"state": "n/a"}


@dataclass(frozen=True)
class Place:
    """A case of a suite, and the row we are in: its group, its number from 1 and its answers."""

    suite: Any
    case: Any
    group: str = ""
    number: int = 0
    row: Any = None


def judge(condition: Any, place: Place) -> str:
    """Y, N or ? for a condition in JSON."""
    if isinstance(condition, str):
        return judge(place.suite["conditions"][condition], place)
    results = [entry(key, value, place) for key, value in condition.items()]
    return conjunction(results)


def conjunction(results: list[str]) -> str:
    if "N" in results:
        return "N"
    return "?" if "?" in results else "Y"


def disjunction(results: list[str]) -> str:
    if "Y" in results:
        return "Y"
    return "?" if "?" in results else "N"


def entry(key: str, value: Any, place: Place) -> str:
    if key == "all":
        return conjunction([judge(part, place) for part in value])
    if key == "any":
        return disjunction([judge(part, place) for part in value])
    if key == "not":
        return NOT[judge(value, place)]
    if isinstance(value, dict):
        return over_rows(key, value, place)
    return test(value, look_up(key, place), kind_of(key, place), place)


def over_rows(group: str, quantified: dict[str, Any], place: Place) -> str:
    ((quantifier, condition),) = quantified.items()
    given = place.case["answers"].get(group)
    if given == INAPPLICABLE:
        return "Y" if quantifier == "none" else "N"
    if given is None:
        return "?"
    results = [
        judge(condition, Place(place.suite, place.case, group, number, row))
        for number, row in enumerate(given, 1)
    ]
    if quantifier == "all":
        return conjunction(results) if results else "N"
    return disjunction(results) if quantifier == "any" else NOT[disjunction(results)]


def test(text: str, value: Any, kind: str, place: Place) -> str:
    text = text.strip()
    if text in {"answered", "blank", "n/a"}:
        state = "answered" if value[0] == "is" else value[0]
        return "Y" if state == text else "N"
    if text.startswith("not "):
        return "Y" if value == NA else NOT[test(text[4:], value, kind, place)]
    if value == NA:
        return "N"
    if value == BLANK:
        return "?"
    chosen = as_set(value[1])
    if text.startswith("only "):
        allowed = {literal(one, kind) for one in text[5:].split(" or ")}
        return "Y" if chosen <= allowed else "N"
    if text.startswith("all "):
        wanted = {literal(one, kind) for one in text[4:].split(" or ")}
        return "Y" if wanted <= chosen else "N"
    return disjunction(
        [alternative(one.strip(), value[1], kind, place) for one in text.split(" or ")]
    )


def alternative(text: str, value: Any, kind: str, place: Place) -> str:
    if text.startswith("= "):
        other = look_up(text[2:].strip(), place)
        if other == NA:
            return "N"
        if other == BLANK:
            return "?"
        return "Y" if as_set(other[1]) == as_set(value) else "N"
    if kind == "date" or kind in NUMBERS:
        for sign in ("<=", ">=", "<", ">"):
            if text.startswith(sign):
                return compare(sign, value, bound(text[len(sign) :], kind, place))
        if ".." in text:
            return in_range(text, value, kind, place)
        return "Y" if value == bound(text, kind, place) else "N"
    return "Y" if literal(text, kind) in as_set(value) else "N"


def in_range(text: str, value: Any, kind: str, place: Place) -> str:
    low, _, high = text.partition("..")
    sign = "<=" if not high.startswith("<") else "<"
    results = []
    if low.strip():
        results.append(compare(">=", value, bound(low, kind, place)))
    if high.strip("< "):
        results.append(compare(sign, value, bound(high.lstrip("<"), kind, place)))
    return conjunction(results)


def compare(sign: str, one: Any, other: Any) -> str:
    fits = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}
    return "Y" if fits[sign] else "N"


def bound(text: str, kind: str, place: Place) -> Any:
    text = text.strip()
    if kind == "date" and text == "today":
        return date.fromisoformat(place.case["today"])
    return literal(text, kind)


def literal(text: str, kind: str) -> Any:
    text = text.strip()
    if kind in NUMBERS:
        return Decimal(text)
    if kind == "date":
        return date.fromisoformat(text)
    if kind in FLAGS:
        return {"yes": True, "no": False}[text]
    return unicodedata.normalize("NFC", text)


def as_set(value: Any) -> set[Any]:
    return set(value) if isinstance(value, tuple) else {value}


# What a name stands for ---------------------------------------------------------------------------


def kind_of(name: str, place: Place) -> str:
    if name == "today":
        return "date"
    if place.group:
        row_fields = place.suite["fields"][place.group]["rows"]
        if name in row_fields:
            return str(row_fields[name]["kind"])
        if name == "row":
            return "row"
    if name in place.suite.get("values", {}):
        return "date" if place.suite["values"][name].startswith("birth date") else "number"
    return str(place.suite["fields"][name].get("kind", "group"))


def look_up(name: str, place: Place) -> Any:
    if name == "today":
        return ("is", date.fromisoformat(place.case["today"]))
    if place.group:
        row_fields = place.suite["fields"][place.group]["rows"]
        if name in row_fields:
            return known(place.row.get(name), row_fields[name]["kind"])
        if name == "row":
            return ("is", str(place.number))
    if name in place.suite.get("values", {}):
        return compute(place.suite["values"][name], place)
    field = place.suite["fields"][name]
    given = place.case["answers"].get(name)
    if "rows" in field:
        return known(given, "group")
    found = known(given, field["kind"])
    if field["kind"] == "row" and found[0] == "is":
        rows = place.case["answers"].get(field["of"])
        there = len(rows) if isinstance(rows, list) else 0
        return found if 1 <= int(found[1]) <= there else BLANK
    return found


def known(given: Any, kind: str) -> Any:
    if given == INAPPLICABLE:
        return NA
    if kind == "tick":
        return ("is", bool(given))
    if given is None or given == []:
        return BLANK
    if kind in NUMBERS:
        return ("is", Decimal(given))
    if kind == "date":
        return ("is", date.fromisoformat(given))
    if isinstance(given, str):
        text = unicodedata.normalize("NFC", given).strip()
        return ("is", text) if text else BLANK
    if kind == "group":
        return ("is", len(given))
    return ("is", tuple(given)) if isinstance(given, list) else ("is", given)


# Functions ----------------------------------------------------------------------------------------


def compute(text: str, place: Place) -> Any:
    if text.startswith("sum of "):
        return total(text.removeprefix("sum of ").split(" and "), place)
    if text.startswith("count of "):
        return count(text.removeprefix("count of "), place)
    if text.startswith("weekday of "):
        born = look_up(text.removeprefix("weekday of "), place)
        return born if born in (BLANK, NA) else ("is", Decimal(born[1].weekday() + 1))
    if text.startswith("birth date in "):
        code = look_up(text.removeprefix("birth date in "), place)
        return code if code in (BLANK, NA) else birth_date(code[1])
    for words, middle in (
        ("years from ", " to "),
        ("days from ", " to "),
        ("difference of ", " and "),
    ):
        if text.startswith(words):
            one, _, other = text.removeprefix(words).partition(middle)
            return of_two(words, look_up(one, place), look_up(other, place))
    raise ValueError(text)


def of_two(words: str, one: Any, other: Any) -> Any:
    if NA in (one, other):
        return NA
    if BLANK in (one, other):
        return BLANK
    a, b = one[1], other[1]
    if words.startswith("difference"):
        return ("is", a - b)
    if words.startswith("days"):
        return ("is", Decimal((b - a).days))
    years = b.year - a.year
    birthday_to_come = (b.month, b.day) < (a.month, a.day)
    return ("is", Decimal(years - 1 if birthday_to_come else years))


def total(names: list[str], place: Place) -> Any:
    parts = [part for name in names if (part := addends(name, place)) != NA]
    if not parts:
        return NA
    if BLANK in parts or any(BLANK in part for part in parts):
        return BLANK
    return ("is", sum((cell[1] for part in parts for cell in part if cell != NA), Decimal(0)))


def addends(name: str, place: Place) -> Any:
    """What a part of a sum adds: a number alone, or the cells of a column."""
    if name in place.suite["fields"] or name in place.suite.get("values", {}):
        value = look_up(name, place)
        return value if value in (BLANK, NA) else [value]
    group, _, plain = name.rpartition(".")
    given = place.case["answers"].get(group)
    if given == INAPPLICABLE:
        return NA
    kind = place.suite["fields"][group]["rows"][plain]["kind"]
    return BLANK if given is None else [known(row.get(plain), kind) for row in given]


def count(name: str, place: Place) -> Any:
    given = place.case["answers"].get(name)
    if given == INAPPLICABLE:
        return NA
    if given is None or (given == [] and "rows" not in place.suite["fields"][name]):
        return BLANK
    return ("is", Decimal(len(given)))


def birth_date(code: str) -> Any:
    digits = code.replace("-", "")
    if digits[0] == "3" and digits[1] in "23456789":
        return NA
    century = {"0": 1800, "1": 1900, "2": 2000}[digits[6]]
    return ("is", date(century + int(digits[4:6]), int(digits[2:4]), int(digits[:2])))
