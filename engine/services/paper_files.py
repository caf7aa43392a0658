"""Where forms that came back as PDF are kept: each beside the draft of its form."""

from __future__ import annotations

from typing import Final

from engine.base.values import Span, Text
from engine.definitions.kinds.file import MEGABYTE
from engine.definitions.model.forms import Field, Upload
from engine.language.marker import N_

PAPER: Final = "paper"
CAPTION = N_("Filled-in form in PDF")
LIMITS: Final = Upload(accept=("pdf",), max_size=20 * MEGABYTE, max_files=2)
"""Two only for as long as a new one takes the place of the one before."""


def paper_path(place: str) -> str:
    """The name of the question that such a file answers; ``place`` is that of its form."""
    return f"{PAPER}:{place}"


def paper_place(path: str) -> str:
    """The place of the form that a file is for; empty for other files."""
    return path.removeprefix(f"{PAPER}:") if path.startswith(f"{PAPER}:") else ""


def paper_draft(key: str) -> str:
    """The key of the draft that such a file belongs to; ``key`` is that of its form."""
    return f"{PAPER}/{key}"


def paper_question(path: str) -> Field:
    """The question."""
    return Field(path, PAPER, "file", Text(CAPTION), Span(""), required=False, upload=LIMITS)
