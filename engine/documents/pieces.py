"""A long text in pieces that fit on a page, however it is broken into lines."""

from __future__ import annotations

from collections.abc import Iterator


def pieces(text: str, height: int, width: int) -> Iterator[tuple[str, ...]]:
    """The lines of ``text``, at most ``height`` of them at a time.

    A line counts as many as it takes where ``width`` signs fit; one that is too long by itself goes
    on in the next piece, after a blank where there is one.
    """
    piece, room = list[str](), height
    for line in _short(text, height * width):
        needed = 1 + len(line) // width
        if needed > room and piece:
            yield tuple(piece)
            piece, room = [], height
        piece.append(line)
        room -= needed
    yield tuple(piece)


def _short(text: str, longest: int) -> Iterator[str]:
    for line in text.split("\n"):
        rest = line
        while len(rest) >= longest:
            end = rest.rfind(" ", 1, longest) + 1 or longest - 1
            yield rest[:end]
            rest = rest[end:]
        yield rest
