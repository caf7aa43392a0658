"""ASiC-E containers as archives: what may stand in one, before any signature is looked at.

Source: ETSI EN 319 162-1. That ``mimetype`` is first or has no extra field is not asked for:
containers that are valid elsewhere are written otherwise.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from engine.base.dataclass import dataclass
from engine.signatures.problems import SignatureRefused

MIME: Final = b"application/vnd.etsi.asic-e+zip"
MOST_PARTS: Final = 200
LARGEST_PART: Final = 64 * 1024 * 1024
LARGEST: Final = 128 * 1024 * 1024
ENCRYPTED: Final = 0x1
LOCAL_HEADER: Final = struct.Struct("<4s2B4HL2L2H")
UTF8_NAME: Final = 0x800
BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class OpenedContainer:
    """Data files and signature files by name; the rest of META-INF means nothing to us."""

    documents: dict[str, bytes]
    signatures: dict[str, bytes]


def opened(content: bytes, *, unsigned: bool = False) -> OpenedContainer:
    """Everything in a container; ``SignatureRefused`` with the first rule that it breaks.

    ``unsigned`` allows one that nobody has signed yet.
    """
    if len(content) > LARGEST:
        raise SignatureRefused("too-large")
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _look_at(entries, content)
            parts = {
                entry.filename: _content(archive, entry) for entry in entries if not entry.is_dir()
            }
    except (
        BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
        struct.error,
    ):
        raise SignatureRefused("zip-damaged") from None
    return _sorted(parts, unsigned=unsigned)


def _look_at(entries: list[ZipInfo], content: bytes) -> None:
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
        raise SignatureRefused("too-large")
    names = [entry.filename.casefold().rstrip("/") for entry in entries]
    if len(set(names)) != len(names):
        raise SignatureRefused("zip-duplicate")
    for entry in entries:
        if entry.flag_bits & ENCRYPTED:
            raise SignatureRefused("zip-encrypted")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise SignatureRefused("zip-method")
        if not _plain(entry):
            raise SignatureRefused("zip-names")
        _compare(entry, content)


def _plain(entry: ZipInfo) -> bool:
    name = entry.orig_filename
    steps = name.rstrip("/").split("/")
    return (
        bool(name)
        and "\\" not in name
        and name.isprintable()
        and not name.startswith("/")
        and ":" not in steps[0]
        and all(step not in ("", ".", "..") for step in steps)
    )


def _compare(entry: ZipInfo, content: bytes) -> None:
    """What stands before the data must be what stands in the directory at the end."""
    start = entry.header_offset
    header = LOCAL_HEADER.unpack(content[start : start + LOCAL_HEADER.size])
    length = header[-2]
    raw = content[start + LOCAL_HEADER.size : start + LOCAL_HEADER.size + length]
    name = raw.decode("utf-8" if entry.flag_bits & UTF8_NAME else "cp437", "replace")
    if name != entry.orig_filename or header[4] != entry.compress_type:
        raise SignatureRefused("zip-disagrees")


def _content(archive: ZipFile, entry: ZipInfo) -> bytes:
    if entry.file_size > LARGEST_PART:
        raise SignatureRefused("too-large")
    with archive.open(entry) as part:
        content = part.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise SignatureRefused("zip-disagrees")
    return content


def _sorted(parts: dict[str, bytes], *, unsigned: bool) -> OpenedContainer:
    kind = parts.pop("mimetype", None)
    if kind is None:
        raise SignatureRefused("mimetype-missing")
    if kind.removeprefix(BOM).strip() != MIME:
        raise SignatureRefused("mimetype-wrong")
    inside = {name: content for name, content in parts.items() if _is_meta(name)}
    documents = {name: content for name, content in parts.items() if name not in inside}
    names = {name: name.rpartition("/")[2].casefold() for name in inside}
    if any("signature" in name and name.endswith(".p7s") for name in names.values()):
        raise SignatureRefused("cades")
    signatures = {
        name: inside[name]
        for name, last in names.items()
        if "signatures" in last and last.endswith(".xml")
    }
    if not documents:
        raise SignatureRefused("no-document")
    if not signatures and not unsigned:
        raise SignatureRefused("no-signature")
    return OpenedContainer(documents, signatures)


def _is_meta(name: str) -> bool:
    return name.casefold().startswith("meta-inf/")
