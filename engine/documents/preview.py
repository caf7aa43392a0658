"""Pages of uploaded files as pictures: a PDF or an image is drawn by a child process.

The original never reaches a browser of the bank unasked. Whatever a crafted file does to a library,
it does it to a child that has little memory, little time, no file to write and nothing to start.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, BinaryIO, Final

from engine.base.children import answer_of
from engine.base.dataclass import dataclass

DRAWN: Final = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif", "image/bmp"})
"""Media types that can be drawn."""

WIDTH: Final = 900
"""Pixels of a page as it is shown."""

MOST_TEXT: Final = 200_000
"""Bytes of a text that are shown."""

ROOT: Final = Path(__file__).parents[2]
START: Final = (
    f"import sys; sys.path.append({str(ROOT)!r}); "
    "from engine.documents.uploaded.drawing_child import main; main(*sys.argv[1:])"
)
COMMAND: Final = (sys.executable, "-I", "-c", START)
WAITING: Final = 30.0
AT_ONCE: Final = 2
"""Children that draw at the same time."""

_places = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a file that can be drawn: its pages, and the text of the one asked for."""

    pages: int
    text: str


def look(media_type: str, stream: BinaryIO, page: int) -> Look | None:
    """How many pages there are and what is written on one; None where it cannot be drawn."""
    answer = _ask(media_type, stream, ["look", str(page)])
    if not answer:
        return None
    told = json.loads(answer)
    return Look(int(told["pages"]), str(told["text"]))


def picture(media_type: str, stream: BinaryIO, page: int, width: int = WIDTH) -> bytes | None:
    """A page, from 1, as PNG; None where it cannot be drawn."""
    return _ask(media_type, stream, ["draw", str(page), str(width)]) or None


def text_of(stream: BinaryIO) -> str:
    """The beginning of a text, whatever it is written in."""
    content = stream.read(MOST_TEXT)
    for encoding in ("utf-8-sig", "cp1257"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as fault:
            if encoding == "utf-8-sig" and fault.start >= len(content) - 3:
                return content[: fault.start].decode(encoding)  # a letter was cut off
    return content.decode("utf-8", "replace")


def _ask(media_type: str, stream: BinaryIO, words: list[str]) -> bytes:
    if media_type not in DRAWN:
        return b""
    with TemporaryFile() as copy, _places:
        command = [*COMMAND, media_type, *words]
        answer = answer_of(command, _as_file(stream, copy), WAITING, media_type=media_type)
        return answer or b""


def _as_file(stream: BinaryIO, copy: IO[bytes]) -> IO[bytes]:
    """What a child can be given as its input."""
    stream.seek(0)
    try:
        if stream.fileno() >= 0:
            return stream
    except OSError:
        pass
    copy.write(stream.read())
    copy.seek(0)
    return copy
