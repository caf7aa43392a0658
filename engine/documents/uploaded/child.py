"""The child process that judges one file: its input is the file, its output the verdict.

Whatever a crafted file does to a parser, it does it here, in so much memory and time and no more.
Started without site packages, it knows the standard library and the modules beside it.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from engine.base.child_limits import limit
from engine.documents.uploaded.formats import judged

MEMORY: Final = 64 * 1_048_576
"""Bytes beyond what the child has when it starts; a drawing of 10 MB in one piece needs 50."""

SECONDS: Final = 5
"""Of the processor; the largest text takes a tenth of one."""


def main(extension: str) -> None:
    """Judge standard input as a file with this extension."""
    limit(MEMORY, SECONDS)
    with os.fdopen(0, "rb") as stream:
        try:
            verdict = judged(extension, stream)
        except (MemoryError, RecursionError):
            verdict = "unsafe"
    sys.stdout.write(verdict)
