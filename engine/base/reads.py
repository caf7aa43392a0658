"""What members of staff were shown of cases, as it is recorded."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Literal

from engine.base.dataclass import dataclass

ReadWay = Literal["list", "search", "link", "case"]
"""How somebody came: from a list, from a search, by an address, from another part of the case."""


@dataclass(frozen=True, slots=True)
class CaseRead:
    """One entry: ``part`` is what was shown, as ``answers``, ``file/ID`` or ``code/PERSON``.

    ``list`` is the list that somebody came from, ``reason`` what they said when they were asked.
    """

    id: str
    account: str
    case: str
    part: str
    at: datetime
    way: ReadWay = "link"
    list: str = ""
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReadMark:
    """When somebody was shown a part last, and how far the case had come then.

    ``part`` is empty for the case as a whole, ``noted_at`` the time of its last entry. A visit is
    over after half an hour: ``number`` is the last event that was shown, and ``before`` the last
    one of the visit before, None where there was none.
    """

    account: str
    case: str
    part: str
    at: datetime
    noted_at: datetime
    number: int
    before: int | None = None
    before_at: datetime | None = None
