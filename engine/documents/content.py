"""Whether the content of an uploaded file is what its extension says (spec table RD-09).

Nothing is unpacked or rendered, and nothing is read in this process: a child judges the file, with
little memory and little time. A file that a child could not judge is not safe.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO, Final

from engine.base.children import answer_of
from engine.documents.uploaded.formats import FORMATS
from engine.documents.uploaded.verdict import VERDICTS, Verdict

__all__ = ["FORMATS", "judge_content"]

ROOT: Final = Path(__file__).parents[2]
START: Final = (
    f"import sys; sys.path.append({str(ROOT)!r}); "
    "from engine.documents.uploaded.child import main; main(sys.argv[1])"
)
COMMAND: Final = (sys.executable, "-I", "-S", "-c", START)
"""Isolated and without site packages: it starts in the time of an answer to a ping."""

WAITING: Final = 20.0
"""Seconds for a child that is not even let run; its own limit counts the processor's time."""


def judge_content(extension: str, stream: BinaryIO) -> tuple[Verdict, str]:
    """The verdict on a file and its media type; an unknown extension ``differs``."""
    known = FORMATS.get(extension)
    if known is None:
        return "differs", ""
    if _is_file(stream):
        return _ask(extension, stream), known.media_type
    with TemporaryFile() as copy:
        stream.seek(0)
        shutil.copyfileobj(stream, copy)
        copy.flush()
        return _ask(extension, copy), known.media_type


def _is_file(stream: BinaryIO) -> bool:
    """Whether a child can be given the stream as it is."""
    try:
        return stream.fileno() >= 0
    except OSError:
        return False


def _ask(extension: str, file: IO[bytes]) -> Verdict:
    answer = answer_of([*COMMAND, extension], file, WAITING, extension=extension)
    words = (answer or b"").decode("ascii", "replace")
    return next((verdict for verdict in VERDICTS if words == verdict), "unsafe")
