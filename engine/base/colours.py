"""Colours as people see them: lighter shades, and how well words can be told from their ground."""

from __future__ import annotations

import re
from typing import Final

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
GROUND: Final = "#f4f6f5"
"""The ground of pages, on which links stand."""
TINT: Final = 0.9
"""How much white is in the tint of an accent, the ground of what is chosen."""
COLOUR: Final = re.compile("#[0-9a-fA-F]{6}")
READABLE: Final = 4.5
"""The least contrast of words (WCAG 2.2, success criterion 1.4.3)."""


def contrast(one: str, other: str) -> float:
    """From 1 (equal) to 21 (black and white), as WCAG 2.2 defines the contrast ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """``one`` with a ``share`` of ``other`` in it, from 0 to 1."""
    pairs = zip(parts(one), parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, each up to 255."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
