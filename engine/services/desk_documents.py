"""What a provider read from a person's document, in the words of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.case.read_documents import ReadKind, ReadValue, read_of_person
from engine.language.marker import N_
from engine.services.desk_case import DeskCase
from engine.services.shortened_codes import shortened

CAPTIONS: Final[Mapping[ReadKind, str]] = {
    "name": N_("Full name"),
    "code": N_("Personal code"),
    "born": N_("Date of birth"),
    "number": N_("Document number"),
    "until": N_("Valid until"),
    "country": N_("Issued in"),
}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What was read from a document; ``typed`` was answered, ``before`` was read another time."""

    caption: str
    read: str = field(repr=False)
    typed: str = field(default="", repr=False)
    differs: bool = False
    before: str = field(default="", repr=False)


def read_of(case: DeskCase, unit: str, *, whole: bool) -> tuple[ReadLine, ...]:
    """What was read last of a person; nothing where nobody read anything.

    Personal codes are shortened unless they are to be told ``whole``.
    """
    found = read_of_person(case.case.state, case.case.events, unit)
    return tuple(_line(case, one, hides=one.kind == "code" and not whole) for one in found)


def differing(case: DeskCase, unit: str) -> tuple[str, ...]:
    """What of a person's document is not as it was answered, by its names."""
    return tuple(one.caption for one in read_of(case, unit, whole=False) if one.differs)


def _line(case: DeskCase, value: ReadValue, *, hides: bool) -> ReadLine:
    return ReadLine(
        case.reader.message(CAPTIONS[value.kind]),
        _shown(case, value.read, hides=hides),
        _shown(case, value.typed, hides=hides) if value.typed is not None else "",
        differs=value.differs,
        before=value.before,
    )


def _shown(case: DeskCase, value: Any, *, hides: bool) -> str:
    if isinstance(value, date):
        return case.reader.date(value)
    return shortened(str(value)) if hides else str(value)
