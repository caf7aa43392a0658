"""What a provider read from a person's document, beside what was answered about the person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from engine.base.values import Answer
from engine.case.persons_of_case import NAMES, person_answers, person_questions
from engine.definitions.model.forms import Field
from engine.language.marker import N_
from engine.services.desk_case import DeskCase
from engine.services.desk_views import ReadLine
from engine.services.session_answers import DOCUMENT
from engine.services.shortened_codes import CODE, shortened

NUMBER, UNTIL, COUNTRY = N_("Document number"), N_("Valid until"), N_("Issued in")
NAME, PERSONAL_CODE, BORN = N_("Full name"), N_("Personal code"), N_("Date of birth")
_OTHERS: Final = (("number", NUMBER), ("until", UNTIL), ("country", COUNTRY))


def read_of(case: DeskCase, unit: str, *, whole: bool) -> tuple[ReadLine, ...]:
    """What was read last of a person; nothing where nobody read anything.

    Personal codes are shortened unless they are to be told ``whole``.
    """
    found = [
        event.data[DOCUMENT] for event in case.case.events if _is_read(event.of, event.data, unit)
    ]
    if not found:
        return ()
    lines = tuple(_lines(case, unit, found[-1], whole=whole))
    before = str(found[0].get("number", ""))
    now = str(found[-1].get("number", ""))
    if not before or not now or _plain(before) == _plain(now):
        return lines
    # The same document is to be shown each time (Guide 8.1 says so of the video call).
    number = case.reader.message(NUMBER)
    return tuple(
        replace(one, before=before, differs=True) if one.caption == number else one for one in lines
    )


def _is_read(of: str, data: Mapping[str, Any], unit: str) -> bool:
    return of == unit and DOCUMENT in data


def _lines(
    case: DeskCase, unit: str, read: Mapping[str, Any], *, whole: bool
) -> Iterator[ReadLine]:
    answers, kept = person_answers(case.case.state, unit), _same(case, unit)
    asked = {_own(field, unit): field for field in person_questions(case.case.ready.meaning, unit)}
    typed: dict[str, Answer | None] = {"name": None, "code": None, "born": None}
    for name, field in asked.items():
        kind = _kind(field, name in kept)
        if kind and typed[kind] is None:
            typed[kind] = answers.get(name)
    for kind, caption in (("name", NAME), ("code", PERSONAL_CODE), ("born", BORN)):
        if kind in read:
            was = typed[kind]
            hides = kind == "code" and not whole
            yield ReadLine(
                case.reader.message(caption),
                _shown(case, read[kind], hides=hides),
                _shown(case, was, hides=hides) if was else "",
                differs=bool(was) and _plain(read[kind]) != _plain(was),
            )
    for kind, caption in _OTHERS:
        if kind in read:
            yield ReadLine(case.reader.message(caption), _shown(case, read[kind], hides=False))


def _same(case: DeskCase, unit: str) -> frozenset[str]:
    """The answers that make a person the same."""
    groups = case.case.ready.programme.persons
    own = (one for one in groups if _is_of(one.block, one.every, unit))
    return frozenset(name for one in own for name in one.same)


def _is_of(block: str, every: str, unit: str) -> bool:
    return unit == block or (bool(every) and unit.startswith(f"{every}."))


def _kind(field: Field, is_kept: bool) -> str:
    if field.kind == CODE:
        return "code"
    if field.kind == "date" and is_kept:
        return "born"
    return "name" if field.looks_like == NAMES or (is_kept and field.kind == "text") else ""


def _own(field: Field, unit: str) -> str:
    return field.name if field.group else field.path.removeprefix(f"{unit}.")


def _shown(case: DeskCase, value: Any, *, hides: bool) -> str:
    if isinstance(value, date):
        return case.reader.date(value)
    return shortened(str(value)) if hides else str(value)


def _plain(value: Any) -> str:
    """As it is compared: letters and digits only, without case and accents."""
    if isinstance(value, date):
        return value.isoformat()
    parts = unicodedata.normalize("NFKD", str(value)).casefold()
    return "".join(letter for letter in parts if letter.isalnum())
