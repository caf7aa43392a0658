"""What a page looks like, pixel by pixel: how strongly two pictures of one place differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Page

AROUND: Final = 8
"""Pixels around a control that belong to its picture: a ring stands outside it."""
STRONG: Final = 3.0
"""Contrast of a change that can be seen: WCAG 2.2, 1.4.11 and 2.4.13."""

Picture = Image.Image
Colour = tuple[int, int, int]


def picture(page: Page, box: FloatRect, around: int = AROUND) -> Picture:
    """The place of ``box`` on the page and what stands right around it."""
    taken = page.screenshot(
        clip={
            "x": max(box["x"] - around, 0),
            "y": max(box["y"] - around, 0),
            "width": box["width"] + 2 * around,
            "height": box["height"] + 2 * around,
        },
        animations="disabled",
        caret="hide",
    )
    return Image.open(BytesIO(taken)).convert("RGB")


def changed(before: Picture, after: Picture) -> int:
    """How many pixels differ by a contrast that can be seen."""
    width, height = min(before.width, after.width), min(before.height, after.height)
    left, right = (shown.crop((0, 0, width, height)) for shown in (before, after))
    where = ImageChops.difference(left, right).getbbox()
    if where is None:
        return 0
    pairs = Counter(zip(_pixels(left.crop(where)), _pixels(right.crop(where)), strict=True))
    return sum(
        count for (one, other), count in pairs.items()
        if one != other and contrast(one, other) >= STRONG
    )  # fmt: skip


def _pixels(shown: Picture) -> Iterator[Colour]:
    raw = shown.tobytes()
    return zip(raw[::3], raw[1::3], raw[2::3], strict=True)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours: WCAG 2.2, definition of contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
