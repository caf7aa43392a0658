"""``device check`` of a tick: “camera of 1080p and 10 MP”, “microphone”, “line of 8 Mbit/s”."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.device_checks import Device, DeviceCheck
from engine.definitions.reading.map_reader import MapReader

_WHOLE: Final = "[1-9][0-9]{0,3}"
_AMOUNT: Final = rf"{_WHOLE}(?:\.[0-9])?"
_WRITTEN: Final[tuple[tuple[Device, str], ...]] = (
    ("camera", "camera"),
    ("camera", rf"camera of (?P<picture>{_WHOLE})p"),
    ("camera", rf"camera of (?P<photo>{_AMOUNT}) MP"),
    ("camera", rf"camera of (?P<picture>{_WHOLE})p and (?P<photo>{_AMOUNT}) MP"),
    ("microphone", "microphone"),
    ("line", rf"line of (?P<speed>{_AMOUNT}) Mbit/s"),
    ("browser", "browser"),
    ("battery", rf"battery for (?P<minutes>{_WHOLE}) minutes?"),
)
ADVICE: Final = (
    "Write “camera of 1080p and 10 MP”, or one of the two, or “camera” alone, “microphone”,"
    " “line of 8 Mbit/s”, “browser” or “battery for 20 minutes”."
)


def device_check(text: str) -> DeviceCheck | None:
    """What is to be measured; None for any other text."""
    for device, pattern in _WRITTEN:
        match = re.fullmatch(pattern, text.strip())
        if match is not None:
            found = match.groupdict()
            return DeviceCheck(
                device,
                picture=_whole(found.get("picture")),
                photo=_amount(found.get("photo")),
                speed=_amount(found.get("speed")),
                minutes=_whole(found.get("minutes")),
            )
    return None


def read_device_checks(reader: MapReader, faults: Faults) -> tuple[DeviceCheck, ...]:
    """``device check``: one thing to measure, or a list of them."""
    found: list[DeviceCheck] = []
    for each in reader.words("device check"):
        check = device_check(each.text)
        if check is None:
            message = f"“{each.text}” does not say what to measure."
            faults.add("A107", each.span, message, ADVICE)
        else:
            found.append(check)
    return tuple(found)


def _whole(text: str | None) -> int | None:
    return None if text is None else int(text)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
