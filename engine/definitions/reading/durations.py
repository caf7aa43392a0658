"""Times as they are written: “30 days”, “1 working day”, “3 an hour”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from engine.base.dataclass import dataclass
from engine.definitions.model.durations import Duration, Unit
from engine.definitions.model.items import (
    Limit,
)

UNITS: Final[Mapping[str, Unit]] = {
    "minute": "minutes", "minutes": "minutes", "hour": "hours", "hours": "hours",
    "day": "days", "days": "days", "working day": "working days", "working days": "working days",
    "month": "months", "months": "months", "year": "years", "years": "years",
}  # fmt: skip
DURATION: Final = re.compile(r"(?P<count>[1-9][0-9]{0,4}|one) +(?P<unit>[a-z]+(?: [a-z]+)?)")
LIMIT: Final = re.compile(
    r"(?P<count>[1-9][0-9]{0,4})(?: times?)?(?: (?:an?|per|every) (?P<unit>[a-z]+(?: [a-z]+)?))?"
)
EXAMPLES: Final = "“30 days”, “5 working days”, “48 hours”, “15 minutes”, “2 months” or “1 year”"


def duration(text: str) -> Duration | None:
    """``30 days``; None for any other text."""
    match = DURATION.fullmatch(text.strip())
    if match is None or match["unit"] not in UNITS:
        return None
    count = 1 if match["count"] == "one" else int(match["count"])
    return Duration(count, UNITS[match["unit"]])


def limit(text: str) -> Limit | None:
    """``3`` or ``1 an hour``; None for any other text."""
    match = LIMIT.fullmatch(text.strip())
    if match is None or (match["unit"] is not None and match["unit"] not in UNITS):
        return None
    per = None if match["unit"] is None else Duration(1, UNITS[match["unit"]])
    return Limit(int(match["count"]), per)


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """The key of a step of time: after a duration, a duration before or on a date, or after so
    many refusals with a message."""

    after: Duration | None = None
    before: Duration | None = None
    after_appointment: bool = False
    date: str = ""
    date_at: int = 0
    """Where the name of the date begins in the key."""
    times: int = 0
    code: str = ""


AFTER_APPOINTMENT: Final = "after the appointment"
AFTER_TIMES: Final = re.compile(r"after (?P<times>[1-9][0-9]{0,2}) times? (?P<code>\S+)")
AFTER: Final = re.compile(r"after (?P<time>.+)")
BEFORE: Final = re.compile(r"(?P<time>.+) before (?P<date>\S+(?: \S+)*)")
ON: Final = re.compile(r"on (?P<date>\S+(?: \S+)*)")
LIKE_TIME: Final = re.compile(
    r"(?:after|before|on|in|within|until|every) .+|[0-9]+ .+"
    r"|.+ (?:before|after) (?:[0-9]+ )?\S+"
)
"""What is meant as a time, whether or not it can be read."""


def written_time(text: str) -> WrittenTime | None:
    """``after 30 days``, ``3 days before DATE``, ``on DATE``, ``after the appointment``, ``after 5
    times CODE``; None for any other text."""
    if text == AFTER_APPOINTMENT:
        return WrittenTime(after_appointment=True)
    if match := AFTER_TIMES.fullmatch(text):
        return WrittenTime(times=int(match["times"]), code=match["code"])
    if match := AFTER.fullmatch(text):
        after = duration(match["time"])
        return None if after is None else WrittenTime(after=after)
    if match := BEFORE.fullmatch(text):
        before = duration(match["time"])
        if before is None:
            return None
        return WrittenTime(before=before, date=match["date"], date_at=match.start("date"))
    if match := ON.fullmatch(text):
        return WrittenTime(date=match["date"], date_at=match.start("date"))
    return None
