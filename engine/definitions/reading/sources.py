"""The files of a definitions folder: found, limited, decoded, and named by one hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.reading.look_files import is_look_file, is_packed, packed, unpacked
from engine.definitions.reading.yaml_nodes import MAX_BYTES

ROOMS: Final = ("banks", "lists", "blocks", "forms", "rules", "flows", "scenarios", "terms")
SUFFIXES: Final = (".yaml", ".csv", ".json")
MAX_FILES: Final = 2_000
UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\r(?!\n)"
)
"""Signs that no editor shows, or that YAML and editors count differently as ends of lines."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Texts by path relative to the folder, in order; pictures and fonts as base64.

    ``fingerprint`` is over the bytes of those that decide anything.
    """

    texts: Mapping[str, str]
    fingerprint: str


def read_sources(folder: Path, faults: Faults) -> Sources:
    """Read everything that belongs to the definitions; nothing outside ``folder`` is read."""
    names = _names(folder, faults)
    found = ((name, _bytes(folder, name, faults)) for name in names)
    return _sources(((name, data) for name, data in found if data is not None), faults)


def given_sources(texts: Mapping[str, str], faults: Faults) -> Sources:
    """Files that are in memory, read as if they lay in a folder."""
    files = ((name, texts[name]) for name in sorted(texts))
    return _sources(
        ((name, unpacked(text) if is_packed(name) else text.encode()) for name, text in files),
        faults,
    )


def _sources(files: Iterable[tuple[str, bytes]], faults: Faults) -> Sources:
    texts: dict[str, str] = {}
    digest = hashlib.sha256()
    for name, data in files:
        if decides(name):
            encoded = name.encode("utf-8", "surrogateescape")
            digest.update(b"%d:%s%d:" % (len(encoded), encoded, len(data)))
            digest.update(data)
        text = _text(name, data, faults)
        if text is not None:
            texts[name] = text
    return Sources(texts, digest.hexdigest())


def decides(name: str) -> bool:
    """Whether a file belongs to the bundle: scenarios only try the definitions out."""
    return not name.startswith("scenarios/")


def _names(folder: Path, faults: Faults) -> list[str]:
    root = folder.resolve()
    found = []
    for room in ROOMS:
        for path in sorted((folder / room).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if any(part.startswith(".") or part.endswith("~") for part in name.split("/")):
                continue
            if not path.resolve().is_relative_to(root):
                faults.add("A001", Span(name), "the file lies outside the folder.", "Copy it in.")
            elif path.is_file():
                found.append(name)
    if len(found) > MAX_FILES:
        faults.add("A001", Span(found[MAX_FILES]), f"there are more than {MAX_FILES:,} files.")
    return sorted(found[:MAX_FILES])


def _bytes(folder: Path, name: str, faults: Faults) -> bytes | None:
    try:
        with (folder / name).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        faults.add("A001", Span(name), f"the file cannot be read: {error.strerror}.")
        faults.lose_file()
        return None
    if len(data) > MAX_BYTES:
        faults.add("A001", Span(name), "the file is larger than 1 MiB.", "Split it.")
        faults.lose_file()
        return None
    return data


def _text(name: str, data: bytes, faults: Faults) -> str | None:
    if is_packed(name):
        return packed(data)
    if not (name.startswith("terms/") or is_look_file(name) or name.endswith(SUFFIXES)):
        return ""  # a file of another kind, which the loader refuses
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        message = "the file is not written in UTF-8."
        faults.add("A002", Span(name, line, column), message, "Save it as UTF-8.")
        faults.lose_file()
        return None
    text = text.removeprefix("\ufeff")
    if (match := UNSEEN.search(text)) is not None:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        message = f"there is an invisible sign here (U+{ord(match[0]):04X})."
        faults.add("A002", Span(name, line, column), message, "Delete it.")
        faults.lose_file()
        return None
    return text
