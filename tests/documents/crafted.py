"""Files that are made to harm whoever opens them, or only looks at them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from tests.corridor.files import zipped

MEGABYTE = 1_048_576
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG of this size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    sum_ = struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + sum_


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + bytes(3)


def bmp(width: int, height: int) -> bytes:
    return b"BM" + bytes(12) + struct.pack("<Iii", 40, width, height) + bytes(28)


def jpeg(width: int, height: int, before: bytes = b"") -> bytes:
    """A JPEG whose frame says this size, after the segments ``before``."""
    frame = struct.pack(">BBHBHH", 0xFF, 0xC2, 11, 8, height, width)
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"JF" + before + frame + bytes(4)


@cache
def many_entries(count: int = 700_000) -> bytes:
    """A document with very many empty entries, and a directory that says so."""
    name, local, entry = b"word/%06d", io.BytesIO(), io.BytesIO()
    for number in range(count):
        shown = name % number
        entry.write(
            struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0,
                        len(shown), 0, 0, 0, 0, 0, local.tell())
        )  # fmt: skip
        entry.write(shown)
        local.write(
            struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, len(shown), 0) + shown
        )
    start, size = local.tell(), entry.tell()
    long_end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + size, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, size, start, 0)
    return local.getvalue() + entry.getvalue() + long_end + locator + end


@cache
def deep_ratio(megabytes: int = 499) -> bytes:
    """A document of half a megabyte that unpacks to just less than the largest one."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as entry,
    ):
        for _ in range(megabytes):
            entry.write(bytes(MEGABYTE))
    return out.getvalue()


def overlapping() -> bytes:
    """A document whose entries are all the same bytes."""
    kernel = zlib.compress(bytes(9 * MEGABYTE), 9)[2:-4]
    shown = b"word/document.xml"
    head = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(kernel), 9 * MEGABYTE, len(shown), 0
    )
    body = head + shown + kernel
    entries = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(kernel),
                    9 * MEGABYTE // 900, 8, 0, 0, 0, 0, 0, 0) + b"word/%03d" % number
        for number in range(900)
    )  # fmt: skip
    return (
        body
        + entries
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 900, 900, len(entries), len(body), 0)
    )


def open_document(change: Callable[[bytearray], object], method: int = 8) -> bytes:
    """An OpenDocument whose first entry was packed by ``method`` and then changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("mimetype", OPEN_TEXT)
        archive.writestr("content.xml", b"<a/>")
    content = bytearray(out.getvalue())
    change(content)
    return bytes(content)


def encrypt(content: bytearray) -> None:
    """Say of the first entry, in its header and in the directory, that it is encrypted."""
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1


def break_deflate(content: bytearray) -> None:
    """Spoil the packed bytes of the first entry."""
    start = 30 + len("mimetype")
    content[start : start + 10] = b"\xff" * 10


def leave(content: bytearray) -> None:
    """Change nothing."""


def wide_drawing(elements: int = 1_000_000) -> bytes:
    """A drawing of 9 MB with very many elements."""
    return b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g id=''/>" * elements + b"</svg>"


def of_attributes(count: int = 700_000) -> bytes:
    """A drawing whose one element has very many attributes."""
    attributes = b" ".join(b"a%d=''" % number for number in range(count))
    return b'<svg xmlns="http://www.w3.org/2000/svg" ' + attributes + b"/>"


def drawing(inside: bytes) -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg">' + inside + b"</svg>"


UNSAFE: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "700,000 entries": ("docx", many_entries),
    "a thousand bytes for one": ("docx", deep_ratio),
    "entries that share bytes": ("docx", overlapping),
    "a name with a backslash": ("docx", lambda: zipped({"word/a": b"a", "..\\a": b"a"})),
    "a million elements": ("svg", wide_drawing),
    "very many attributes": ("svg", of_attributes),
    "900 megapixels": ("png", lambda: png(30_000, 30_000)),
    "169 megapixels": ("png", lambda: png(13_000, 13_000)),
    "a large gif": ("gif", lambda: gif(65_535, 65_535)),
    "a large bmp": ("bmp", lambda: bmp(-30_000, 30_000)),
    "a large jpeg": ("jpg", lambda: jpeg(65_500, 65_500)),
    "a jpeg of nothing but comments": (
        "jpeg",
        lambda: jpeg(9, 9, b"\xff\xfe\x00\x02" * MEGABYTE),
    ),
    "a script behind a tab": (
        "svg",
        lambda: drawing(b'<a href="java&#9;script:alert(1)"/>'),
    ),
    "an attribute that is set later": (
        "svg",
        lambda: drawing(b'<set attributeName="onclick" to="alert(1)"/>'),
    ),
    "a style sheet from outside": (
        "svg",
        lambda: b'<?xml-stylesheet href="http://example.com/a"?>' + drawing(b""),
    ),
}
"""Extension and content of files that may harm."""

DIFFERENT: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "an encrypted entry": ("odt", lambda: open_document(encrypt)),
    "a broken entry": ("odt", lambda: open_document(break_deflate)),
    "an entry packed by LZMA": ("odt", lambda: open_document(leave, zipfile.ZIP_LZMA)),
    "an entry packed by BZIP2": ("odt", lambda: open_document(leave, zipfile.ZIP_BZIP2)),
    "two files in one": ("docx", lambda: b"%PDF-1.7" + zipped({"word/document.xml": b"<a/>"})),
    "half of it": ("odt", lambda: open_document(leave)[:-40]),
    "its end alone": ("docx", lambda: zipped({"word/document.xml": b"<a/>"})[-22:]),
    "no element at all": ("svg", lambda: b""),
    "entities of entities": (
        "svg",
        lambda: b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>' + drawing(b"&c;"),
    ),
}
"""Extension and content of files that are not what they say."""
