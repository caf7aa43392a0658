"""Whether the content of an uploaded file is what its extension says (spec table RD-09).

Nothing is unpacked or rendered: signatures, the directory of a ZIP, and SVG read by a parser that
resolves nothing. A ZIP that would unpack to more than is reasonable is not safe.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO, Final, Literal

from lxml import etree

Verdict = Literal["fits", "differs", "unsafe"]
Check = Callable[[BinaryIO], Verdict]

MOST_ENTRIES: Final = 1_000
LARGEST_UNPACKED: Final = 500 * 1_048_576
LARGEST_SVG: Final = 10 * 1_048_576
_CHUNK: Final = 65_536
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SVG: Final = "{http://www.w3.org/2000/svg}svg"
_SCRIPTS: Final = frozenset({"script", "foreignobject", "handler", "iframe"})


@dataclass(frozen=True, slots=True)
class Format:
    """One accepted kind of file: its media type and how its content is recognised."""

    media_type: str
    check: Check


def judge_content(extension: str, stream: BinaryIO) -> tuple[Verdict, str]:
    """The verdict on a file and its media type; an extension nobody knows ``differs``."""
    known = FORMATS.get(extension)
    if known is None:
        return "differs", ""
    stream.seek(0)
    return known.check(stream), known.media_type


def _starts(*signatures: bytes) -> Check:
    def check(stream: BinaryIO) -> Verdict:
        return _fits(stream.read(16).startswith(signatures))

    return check


def _pdf(stream: BinaryIO) -> Verdict:
    return _fits(b"%PDF-" in stream.read(1024))


def _text(stream: BinaryIO) -> Verdict:
    """Decodable as UTF-8, or as a single-byte Baltic or Cyrillic text, without a NUL byte."""
    sample = b""
    while chunk := stream.read(_CHUNK):
        if b"\0" in chunk:
            return "differs"
        sample = sample or chunk
    return _fits(not sample.startswith((b"MZ", b"\x7fELF", b"%PDF-", b"PK\x03\x04")))


def _svg(stream: BinaryIO) -> Verdict:
    content = stream.read(LARGEST_SVG + 1)
    if len(content) > LARGEST_SVG:
        return "unsafe"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return "differs"
    if root.tag != _SVG or b"<!ENTITY" in content:
        return "differs"
    return "unsafe" if any(_is_active(node) for node in root.iter(etree.Element)) else "fits"


def _is_active(node: etree._Element) -> bool:
    if etree.QName(node).localname.lower() in _SCRIPTS:
        return True
    return any(
        etree.QName(name).localname.lower().startswith("on") or "javascript:" in value.lower()
        for name, value in node.attrib.items()
    )


def _zip(recognise: Callable[[zipfile.ZipFile], bool]) -> Check:
    def check(stream: BinaryIO) -> Verdict:
        try:
            with zipfile.ZipFile(stream) as archive:
                if not _is_reasonable(archive):
                    return "unsafe"
                return _fits(recognise(archive))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
            return "differs"

    return check


def _is_reasonable(archive: zipfile.ZipFile) -> bool:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    return (
        len(entries) <= MOST_ENTRIES
        and unpacked <= LARGEST_UNPACKED
        and len(set(names)) == len(names)
        and not any(name.startswith("/") or ".." in name.split("/") for name in names)
    )


def _office(folder: str) -> Callable[[zipfile.ZipFile], bool]:
    return lambda archive: any(name.startswith(folder) for name in archive.namelist())


def _open_document(media_type: str) -> Callable[[zipfile.ZipFile], bool]:
    def recognise(archive: zipfile.ZipFile) -> bool:
        first = archive.infolist()[0] if archive.infolist() else None
        if first is None or first.filename != "mimetype" or first.file_size > 200:
            return False
        return archive.read(first).decode("ascii", "replace").strip() == media_type

    return recognise


def _signed_container(archive: zipfile.ZipFile) -> bool:
    return any(
        name.startswith("META-INF/") and "signature" in name.lower() for name in archive.namelist()
    )


def _fits(found: bool) -> Verdict:
    return "fits" if found else "differs"


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ASIC = "application/vnd.etsi.asic-e+zip"
_JPEG = Format("image/jpeg", _starts(b"\xff\xd8\xff"))

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "jpg": _JPEG,
        "jpeg": _JPEG,
        "bmp": Format("image/bmp", _starts(b"BM")),
        "gif": Format("image/gif", _starts(b"GIF87a", b"GIF89a")),
        "png": Format("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
        "svg": Format("image/svg+xml", _svg),
        "txt": Format("text/plain", _text),
        "doc": Format("application/msword", _starts(_OLE)),
        "xls": Format("application/vnd.ms-excel", _starts(_OLE)),
        "docx": Format(f"{_OFFICE}wordprocessingml.document", _zip(_office("word/"))),
        "xlsx": Format(f"{_OFFICE}spreadsheetml.sheet", _zip(_office("xl/"))),
        "pdf": Format("application/pdf", _pdf),
        "odt": Format(f"{_OPEN}text", _zip(_open_document(f"{_OPEN}text"))),
        "ods": Format(f"{_OPEN}spreadsheet", _zip(_open_document(f"{_OPEN}spreadsheet"))),
        "edoc": Format(_ASIC, _zip(_signed_container)),
        "asice": Format(_ASIC, _zip(_signed_container)),
    }
)
