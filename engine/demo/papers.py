"""Documents of invented people: small, real, and plainly no real person's."""

from __future__ import annotations

from io import BytesIO
from struct import pack
from typing import Final
from zipfile import ZipFile, ZipInfo
from zlib import compress, crc32

from engine.documents.pdf import write
from engine.documents.sheet import Sheet, SheetBlock, SheetLine

_WRITTEN_AT: Final = (2026, 1, 1, 0, 0, 0)
_CONTAINERS: Final = ("asice", "edoc")
_PICTURES: Final = ("png", "jpg", "jpeg")
_PICTURE_SIZE: Final = (320, 240)
_CONTAINER_TYPE: Final = b"application/vnd.etsi.asic-e+zip"


def paper(name: str) -> tuple[str, bytes]:
    """A document called so, as name and content: a signed container, a picture, or else a PDF."""
    stem, _, ending = name.rpartition(".")
    if ending.lower() in _PICTURES:
        return f"{stem}.png", _picture()
    if ending.lower() in _CONTAINERS:
        return name, _container(stem)
    return f"{stem or name}.pdf", _sheet(stem or name)


def _sheet(title: str) -> bytes:
    words = title.replace("_", " ").replace("-", " ").strip().capitalize()
    lines = (SheetLine("Document", words), SheetLine("Made for", "the demonstration"))
    return write(Sheet(words, "en", (), (SheetBlock("An invented document", lines),)))


def _picture() -> bytes:
    """A PNG that shows nothing but shades of grey."""
    width, height = _PICTURE_SIZE
    lines = b"".join(bytes([0, *(128 + x * y % 96 for x in range(width))]) for y in range(height))
    head = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (b"IHDR" + head, b"IDAT" + compress(lines), b"IEND")
    chunks = (pack(">I", len(one) - 4) + one + pack(">I", crc32(one)) for one in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _container(stem: str) -> bytes:
    """What a signing service gives back, with an empty signature."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(ZipInfo("mimetype", _WRITTEN_AT), _CONTAINER_TYPE)
        archive.writestr(ZipInfo(f"{stem}.pdf", _WRITTEN_AT), _sheet(stem))
        archive.writestr(ZipInfo("META-INF/signatures0.xml", _WRITTEN_AT), b"<signatures/>")
    return out.getvalue()
