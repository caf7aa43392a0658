"""Every accepted extension: its media type and how its content is recognised (table RD-09)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import BinaryIO, Final, NamedTuple

from engine.documents.uploaded.archives import SIGNED_CONTAINER, office, open_document
from engine.documents.uploaded.drawings import drawing
from engine.documents.uploaded.images import BMP, GIF, JPEG, PNG
from engine.documents.uploaded.verdict import Check, Verdict, fits

_CHUNK: Final = 65_536


class Format(NamedTuple):
    """One accepted kind of file: its media type and how its content is recognised."""

    media_type: str
    check: Check


def _ole(stream: BinaryIO) -> Verdict:
    return fits(stream.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def _pdf(stream: BinaryIO) -> Verdict:
    return fits(b"%PDF-" in stream.read(1024))


def _text(stream: BinaryIO) -> Verdict:
    """Any text of one byte or more for a letter: no NUL byte, no other kind's start."""
    sample = b""
    while chunk := stream.read(_CHUNK):
        if b"\0" in chunk:
            return "differs"
        sample = sample or chunk
    return fits(not sample.startswith((b"MZ", b"\x7fELF", b"%PDF-", b"PK\x03\x04")))


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ASIC = "application/vnd.etsi.asic-e+zip"

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "jpg": Format("image/jpeg", JPEG),
        "jpeg": Format("image/jpeg", JPEG),
        "bmp": Format("image/bmp", BMP),
        "gif": Format("image/gif", GIF),
        "png": Format("image/png", PNG),
        "svg": Format("image/svg+xml", drawing),
        "txt": Format("text/plain", _text),
        "doc": Format("application/msword", _ole),
        "xls": Format("application/vnd.ms-excel", _ole),
        "docx": Format(f"{_OFFICE}wordprocessingml.document", office("word/")),
        "xlsx": Format(f"{_OFFICE}spreadsheetml.sheet", office("xl/")),
        "pdf": Format("application/pdf", _pdf),
        "odt": Format(f"{_OPEN}text", open_document(f"{_OPEN}text")),
        "ods": Format(f"{_OPEN}spreadsheet", open_document(f"{_OPEN}spreadsheet")),
        "edoc": Format(_ASIC, SIGNED_CONTAINER),
        "asice": Format(_ASIC, SIGNED_CONTAINER),
    }
)


def judged(extension: str, stream: BinaryIO) -> Verdict:
    """The verdict on a file, read from its beginning, in this very process."""
    known = FORMATS.get(extension)
    if known is None:
        return "differs"
    stream.seek(0)
    return known.check(stream)
