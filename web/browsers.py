"""Which browser and which system somebody uses, as people call them."""

from __future__ import annotations

import re
from typing import Final

from engine.base.dataclass import dataclass

BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("YaBrowser", "Yandex"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
"""What each says of itself, those that also name others first."""
SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BrowserName:
    """Both names; empty where they are not known."""

    browser: str
    system: str


def browser_name(user_agent: str) -> BrowserName:
    """What a browser says of itself, told shortly."""
    return BrowserName(_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    found = (name for mark, name in known if re.search(rf"\b{mark}", text))
    return next(found, "")
