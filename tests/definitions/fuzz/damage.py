"""Damage to definition files: what slips, broken transfers and wild typing do to a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final

WORD: Final = re.compile(rb"[^\s{}\[\],:|\"']+")
SNIPPETS: Final = (
    b"{", b"}", b"[", b"]", b": ", b"- ", b", ", b"'", b'"', b"|", b">", b"&a ", b"*a", b"!!str ",
    b"!x ", b"<<: ", b"? ", b"%", b"@", b"`", b"\t", b"\r\n", b"\x00", b"\x85", b"\xff", b"\xc3",
    b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"---\n", b"...\n", b"#", b"~", b"..", b"<",
    b" or ", b"not ", b"only ", b"= ", b"-", b"1e999", b"9" * 400, b"answered", b"today", b"{x}",
    b"any: ", b"all: ", b"none: ", b"\\", b"\n", b" " * 70, b"a." * 90, b"[" * 60,
)  # fmt: skip

Damage = Callable[[bytes, Random, Sequence[bytes]], bytes]


def flip(data: bytes, chance: Random, _words: Sequence[bytes]) -> bytes:
    """One bit of one byte."""
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def truncate(data: bytes, chance: Random, _words: Sequence[bytes]) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def remove(data: bytes, chance: Random, _words: Sequence[bytes]) -> bytes:
    """A stretch is missing."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 1, 2, 5, 40, 400)) :]


def insert(data: bytes, chance: Random, _words: Sequence[bytes]) -> bytes:
    """Signs that mean something to YAML or to the language."""
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(SNIPPETS) + data[place:]


def repeat(data: bytes, chance: Random, _words: Sequence[bytes]) -> bytes:
    """A line stands there twice."""
    lines = data.splitlines(keepends=True)
    place = chance.randrange(len(lines))
    return b"".join([*lines[: place + 1], *lines[place:]])


def swap(data: bytes, chance: Random, _words: Sequence[bytes]) -> bytes:
    """Two lines have changed places."""
    lines = data.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def shift(data: bytes, chance: Random, _words: Sequence[bytes]) -> bytes:
    """A line stands further in or out."""
    lines = data.splitlines(keepends=True)
    place = chance.randrange(len(lines))
    line = lines[place]
    lines[place] = line.lstrip(b" ") if chance.random() < 0.5 else b"  " + line
    return b"".join(lines)


def reword(data: bytes, chance: Random, words: Sequence[bytes]) -> bytes:
    """A word became another one that occurs somewhere in the definitions."""
    found = chance.choice(list(WORD.finditer(data)) or [None])
    if found is None:
        return data
    return data[: found.start()] + chance.choice(words) + data[found.end() :]


DAMAGES: Final[Sequence[Damage]] = (
    flip, truncate, remove, insert, insert, repeat, swap, shift, reword, reword, reword,
)  # fmt: skip


def damaged(files: Mapping[str, bytes], seed: int) -> tuple[str, bytes]:
    """The name of one file and what has become of it; the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - the same damage for the same seed
    name = chance.choice(sorted(name for name, data in files.items() if data))
    words = WORD.findall(files[chance.choice(sorted(files))]) or [b"x"]
    data = files[name]
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if data:
            data = chance.choice(DAMAGES)(data, chance, words)
    return name, data
