"""Answers made at random: fitting ones, blanks, and whatever else people type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Final

from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.forms import Field, Group
from engine.definitions.model.programme import Programme
from engine.forms.walk import items_of

Raw = dict[str, tuple[str, ...]]

DATES: Final = (
    "2000-02-29", "2026-11-22", "1985-06-15", "0001-01-01", "9999-12-31", "29.02.2000",
    "2010-01-01",
)  # fmt: skip
NUMBERS: Final = ("0", "5", "2.50", "-1", "100", "99999999999999999999", "0.00000000000000000001")
FITTING: Final[Mapping[str, Sequence[str]]] = {
    "text": ("x", "y", "LV", "Anna Bērziņa", "abc", "a\u0301"),
    "long text": ("x", "One\nTwo"),
    "email": ("a@example.com",),
    "phone": ("+37129555778", "29555778"),
    "url": ("https://example.com/a",),
    "date": DATES,
    "number": NUMBERS,
    "percent": ("0", "33.33", "100"),
    "money": ("0", "2.50", "5", "99999999999999999999.99"),
    "personal_code": ("150685-11230", "320000-00000", "15068511230"),
    "company_number": ("40003245752", "LV40003245752"),
    "iban": ("LV97HABA0012345678910",),
    "password": ("Str0ng & long enough",),
    "row": ("1", "2", "9"),
    "file": ("pase.pdf", "a.exe"),
    "note": ("x",),
}
ODD: Final = (
    "", " ", "yes", "?", "1e999", "NaN", "\u202e", "\U0001f600", "'\"<b>{x}%s", "-", "a" * 300,
    "2026-13-45", "12345678901234567890123", "\ud800".encode("utf-8", "replace").decode(), "LV",
)  # fmt: skip


def answers(programme: Programme, rng: Random) -> Raw:
    """A post or a file of answers to all forms, each question answered, left out or mistaken."""
    raw: Raw = {}
    for item in items_of(programme.forms):
        if isinstance(item, Field):
            raw.update(_answer(item, item.path, rng))
        else:
            raw.update(_rows(item, rng))
    return raw


def of_fields(fields: Iterable[Field], rng: Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What somebody fills into a form of these questions."""
    for field in fields:
        yield from _answer(field, field.path, rng)


def _rows(group: Group, rng: Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    if rng.random() < 0.3:
        yield group.path, ()
    for number in range(rng.choice((0, 0, 1, 2, 4))):
        yield f"{group.path}.{number}.row", ("",)
        for member in group.items:
            yield from _answer(member, f"{group.path}.{number}.{member.name}", rng)


def _answer(field: Field, path: str, rng: Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    turn = rng.random()
    if turn < 0.12:
        return
    if turn < 0.2:
        yield path, rng.choice(((), ("",), ("", "")))
    elif turn < 0.3:
        yield path, tuple(rng.choices(ODD, k=rng.choice((1, 1, 2))))
    else:
        yield path, _fitting(field, rng)


def _fitting(field: Field, rng: Random) -> tuple[str, ...]:
    if field.options is not None:
        codes = [option.code for option in field.options.options[:9]]
        several = FIELD_TYPES[field.kind].value == "choices"
        return tuple(rng.sample(codes, min(len(codes), rng.randint(1, 3) if several else 1)))
    if FIELD_TYPES[field.kind].value == "flag":
        return (rng.choice(("yes", "no")),)
    return (rng.choice(FITTING[field.kind]),)
