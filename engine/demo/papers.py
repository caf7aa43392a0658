"""Documents of invented people: small, real, and plainly no real person's."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from zipfile import ZipFile, ZipInfo

from engine.documents.pdf import write
from engine.documents.sheet import Sheet, SheetBlock, SheetLine

_WRITTEN_AT: Final = (2026, 1, 1, 0, 0, 0)
_CONTAINERS: Final = ("asice", "edoc")
_CONTAINER_TYPE: Final = b"application/vnd.etsi.asic-e+zip"


def paper(name: str) -> tuple[str, bytes]:
    """A document called so, as name and content: a signed container, or else a PDF."""
    stem, _, ending = name.rpartition(".")
    if ending.lower() in _CONTAINERS:
        return name, _container(stem)
    return f"{stem or name}.pdf", _sheet(stem or name)


def _sheet(title: str) -> bytes:
    words = title.replace("_", " ").replace("-", " ").strip().capitalize()
    lines = (SheetLine("Document", words), SheetLine("Made for", "the demonstration"))
    return write(Sheet(words, "en", (), (SheetBlock("An invented document", lines),)))


def _container(stem: str) -> bytes:
    """What a signing service gives back, with an empty signature."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(ZipInfo("mimetype", _WRITTEN_AT), _CONTAINER_TYPE)
        archive.writestr(ZipInfo(f"{stem}.pdf", _WRITTEN_AT), _sheet(stem))
        archive.writestr(ZipInfo("META-INF/signatures0.xml", _WRITTEN_AT), b"<signatures/>")
    return out.getvalue()
