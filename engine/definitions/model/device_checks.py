"""What the browser measures beside a tick: the device and the line that a person will use."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from engine.base.dataclass import dataclass

Device = Literal["camera", "microphone", "line", "browser", "battery"]


@dataclass(frozen=True, slots=True)
class DeviceCheck:
    """One thing to measure, with what it must reach at least; None where nothing is stated.

    ``picture`` are lines of a picture (1080p), ``photo`` megapixels, ``speed`` Mbit/s and
    ``minutes`` how long a battery lasts.
    """

    device: Device
    picture: int | None = None
    photo: Decimal | None = None
    speed: Decimal | None = None
    minutes: int | None = None

    @property
    def written(self) -> str:
        """The check as an analyst writes it."""
        if self.device == "line":
            return f"line of {self.speed} Mbit/s"
        if self.device == "battery":
            return f"battery for {self.minutes} minutes"
        sizes = [f"{self.picture}p"] if self.picture else []
        sizes += [f"{self.photo} MP"] if self.photo else []
        return f"{self.device} of {' and '.join(sizes)}" if sizes else self.device
