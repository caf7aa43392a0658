"""Raster images: recognised by signature, measured by header, never decoded.

A picture of a few kilobytes may decode to gigabytes; its header says so in its first bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO, Final

from engine.documents.uploaded.verdict import Check, Verdict

MOST_PIXELS: Final = 120_000_000
"""More than an A3 sheet at 600 dpi or the largest telephone cameras."""

MOST_SEGMENTS: Final = 10_000
"""Segments of a JPEG before its size is known; each is at most 64 KB."""

Size = tuple[int, int]
UNKNOWN: Final[Size] = (0, 0)

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG whose segment holds the size of the picture."""
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers of a JPEG without a segment."""
_SCAN: Final = frozenset({0xD9, 0xDA})
"""Markers of a JPEG after which no size follows."""


def image(size: Callable[[BinaryIO], Size | None], *signatures: bytes) -> Check:
    """A check of one kind of image; ``size`` is None where no end of its headers is in sight."""

    def check(stream: BinaryIO) -> Verdict:
        if not stream.read(16).startswith(signatures):
            return "differs"
        stream.seek(0)
        try:
            measured = size(stream)
        except struct.error:  # cut off: nothing can open it
            measured = UNKNOWN
        if measured is None or abs(measured[0] * measured[1]) > MOST_PIXELS:
            return "unsafe"
        return "fits"

    return check


def _png_size(stream: BinaryIO) -> Size:
    header = stream.read(24)
    return struct.unpack(">II", header[16:24]) if header[12:16] == b"IHDR" else UNKNOWN


def _gif_size(stream: BinaryIO) -> Size:
    return struct.unpack("<HH", stream.read(10)[6:10])


def _bmp_size(stream: BinaryIO) -> Size:
    header = stream.read(26)
    (length,) = struct.unpack("<I", header[14:18])
    if length == 12:  # OS/2
        return struct.unpack("<HH", header[18:22])
    return struct.unpack("<ii", header[18:26])


def _jpeg_size(stream: BinaryIO) -> Size | None:
    stream.seek(2)
    for _ in range(MOST_SEGMENTS):
        marker = _marker(stream)
        if marker is None or marker in _SCAN:
            return UNKNOWN
        if marker in _BARE:
            continue
        (length,) = struct.unpack(">H", stream.read(2))
        if marker in _FRAMES:
            height, width = struct.unpack(">xHH", stream.read(5))
            return width, height
        stream.seek(max(length - 2, 0), 1)
    return None


def _marker(stream: BinaryIO) -> int | None:
    """The next marker, or None where there is none."""
    lead, code = stream.read(1), stream.read(1)
    for _ in range(MOST_SEGMENTS):
        if lead != b"\xff" or not code:
            return None
        if code != b"\xff":  # any number of these may fill the place before a marker
            return code[0]
        code = stream.read(1)
    return None


PNG: Final = image(_png_size, _PNG)
GIF: Final = image(_gif_size, b"GIF87a", b"GIF89a")
BMP: Final = image(_bmp_size, b"BM")
JPEG: Final = image(_jpeg_size, b"\xff\xd8\xff")
