"""ZIP containers: office documents and signed containers, judged by their directory.

The directory is read here and not by ``zipfile``, which reads all of it before anything can be
counted, stumbles over crafted entries in many ways, and does not see entries that share bytes.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import BinaryIO, Final, NamedTuple

from engine.documents.uploaded.verdict import Check, Verdict, fits

MOST_ENTRIES: Final = 1_000
LARGEST_DIRECTORY: Final = 1_048_576
LARGEST_UNPACKED: Final = 500 * 1_048_576
MOST_UNPACKED_FOR_ONE: Final = 100
"""Bytes that one packed byte may become, once all of them are more than ``FREE_TO_UNPACK``."""
FREE_TO_UNPACK: Final = 10 * 1_048_576

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_LONG_END: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR: Final = struct.Struct("<4sLQL")
_LONGEST_COMMENT: Final = 65_535
_STORED, _DEFLATED = 0, 8
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800
_LONG: Final = 0xFFFFFFFF
_LONGEST_MIMETYPE: Final = 200


class NotAnArchive(Exception):
    """The bytes are no ZIP, or one that no office program writes."""


class Entry(NamedTuple):
    """One file of a container, as the directory has it."""

    name: str
    method: int
    encrypted: bool
    packed: int
    unpacked: int
    offset: int


class Directory(NamedTuple):
    """Where the directory of a container lies and how many entries it claims."""

    entries: int
    size: int
    offset: int


def archive(recognise: Callable[[BinaryIO, Sequence[Entry]], bool]) -> Check:
    """A check of one kind of container."""

    def check(stream: BinaryIO) -> Verdict:
        try:
            directory = _directory(stream)
            if directory.entries > MOST_ENTRIES or directory.size > LARGEST_DIRECTORY:
                return "unsafe"
            entries = _entries(stream, directory)
            if not _is_reasonable(entries, directory.offset):
                return "unsafe"
            return fits(_is_usual(entries) and recognise(stream, entries))
        except (NotAnArchive, struct.error, zlib.error, OSError, ValueError):
            return "differs"

    return check


def office(folder: str) -> Check:
    """A document of an office program, by the folder of its parts."""
    return archive(lambda _stream, entries: any(one.name.startswith(folder) for one in entries))


def open_document(media_type: str) -> Check:
    """An OpenDocument: its first entry is its media type."""
    expected = media_type.encode("ascii")

    def recognise(stream: BinaryIO, entries: Sequence[Entry]) -> bool:
        first = entries[0]
        if first.name != "mimetype" or first.unpacked > _LONGEST_MIMETYPE:
            return False
        return _content(stream, first, _LONGEST_MIMETYPE).strip() == expected

    return archive(recognise)


def _is_signature(entry: Entry) -> bool:
    return entry.name.startswith("META-INF/") and "signature" in entry.name.lower()


SIGNED_CONTAINER: Final = archive(lambda _stream, entries: any(map(_is_signature, entries)))


def _directory(stream: BinaryIO) -> Directory:
    end = stream.seek(0, os.SEEK_END)
    start = max(end - _END.size - _LONGEST_COMMENT, 0)
    stream.seek(start)
    tail = stream.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0:
        raise NotAnArchive
    _, _, _, _, entries, size, offset, _ = _END.unpack_from(tail, place)
    before = start + place
    if _LONG in (size, offset) or entries == 0xFFFF:
        before, entries, size, offset = _long_directory(stream, before)
    if offset + size != before or not entries:
        # Bytes before the container or between its parts: it is two files at once.
        raise NotAnArchive
    return Directory(entries, size, offset)


def _long_directory(stream: BinaryIO, end: int) -> tuple[int, int, int, int]:
    stream.seek(max(end - _LOCATOR.size, 0))
    sign, _, place, _ = _LOCATOR.unpack(stream.read(_LOCATOR.size))
    stream.seek(place)
    found, *_, entries, size, offset = _LONG_END.unpack(stream.read(_LONG_END.size))
    if sign != b"PK\x06\x07" or found != b"PK\x06\x06":
        raise NotAnArchive
    return place, entries, size, offset


def _entries(stream: BinaryIO, directory: Directory) -> list[Entry]:
    stream.seek(directory.offset)
    content, place = stream.read(directory.size), 0
    entries = []
    for _ in range(directory.entries):
        sign, _, _, flags, method, _, _, _, packed, unpacked, *rest = _ENTRY.unpack_from(
            content, place
        )
        named, extra, comment, _, _, _, offset = rest
        if sign != b"PK\x01\x02":
            raise NotAnArchive
        place += _ENTRY.size
        name = content[place : place + named].decode("utf-8" if flags & _UTF8 else "cp437")
        more = content[place + named : place + named + extra]
        sizes = _long_sizes((unpacked, packed, offset), more)
        entries.append(Entry(name, method, bool(flags & _ENCRYPTED), sizes[1], sizes[0], sizes[2]))
        place += named + extra + comment
    if place != directory.size:
        raise NotAnArchive
    return entries


def _long_sizes(sizes: tuple[int, int, int], extra: bytes) -> list[int]:
    """The sizes and the offset, from the extra field where they do not fit 32 bits."""
    wide = sum(size == _LONG for size in sizes)
    if not wide:
        return list(sizes)
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        if kind == 1:
            long = iter(struct.unpack_from(f"<{wide}Q", extra, place + 4))
            return [next(long) if size == _LONG else size for size in sizes]
        place += 4 + length
    raise NotAnArchive


def _is_reasonable(entries: Sequence[Entry], end: int) -> bool:
    names = {one.name for one in entries}
    unpacked, packed = sum(one.unpacked for one in entries), sum(one.packed for one in entries)
    return (
        unpacked <= LARGEST_UNPACKED
        and (unpacked <= FREE_TO_UNPACK or unpacked <= packed * MOST_UNPACKED_FOR_ONE)
        and len(names) == len(entries)
        and not any(_leaves(name) for name in names)
        and not _overlap(entries, end)
    )


def _leaves(name: str) -> bool:
    """Whether a name leads out of the folder that a container is unpacked to."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or parts[0].endswith(":")


def _overlap(entries: Sequence[Entry], end: int) -> bool:
    spans = sorted((one.offset, one.offset + _LOCAL.size + one.packed) for one in entries)
    return any(before[1] > after[0] for before, after in pairwise([*spans, (end, end)]))


def _is_usual(entries: Sequence[Entry]) -> bool:
    """Whether all of it is packed as office programs do: they encrypt above the ZIP, not in it."""
    return all(one.method in (_STORED, _DEFLATED) and not one.encrypted for one in entries)


def _content(stream: BinaryIO, entry: Entry, longest: int) -> bytes:
    stream.seek(entry.offset)
    sign, *_, named, extra = _LOCAL.unpack(stream.read(_LOCAL.size))
    if sign != b"PK\x03\x04" or entry.packed > 2 * longest:
        raise NotAnArchive
    stream.seek(named + extra, os.SEEK_CUR)
    packed = stream.read(entry.packed)
    if entry.method == _STORED:
        return packed
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, longest)
