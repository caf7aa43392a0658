"""The child process that judges one file: its input is the file, its output the verdict.

Whatever a crafted file does to a parser, it does it here, in so much memory and time and no more.
Started without site packages, it knows the standard library and the modules beside it.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from typing import Final

from engine.documents.uploaded.formats import judged

MEMORY: Final = 64 * 1_048_576
"""Bytes beyond what the child has when it starts; a drawing of 10 MB in one piece needs 50."""

SECONDS: Final = 5
"""Of the processor; the largest text takes a tenth of one."""


def main(extension: str) -> None:
    """Judge standard input as a file with this extension."""
    _limit()
    with os.fdopen(0, "rb") as stream:
        try:
            verdict = judged(extension, stream)
        except (MemoryError, RecursionError):
            verdict = "unsafe"
    sys.stdout.write(verdict)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no document on the disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    most = _address_space() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _address_space() -> int:
    """Bytes of address space now; a guess where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 8 * MEMORY
    return pages * resource.getpagesize()
