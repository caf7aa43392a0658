"""The bank's desk: lists of cases that wait, and the cases themselves."""

from web.staff import (
    access,
    case_frame,
    case_now,
    documents,
    files,
    home,
    messages,
    queue,
    recording,
    step_files,
    steps,
)
from web.staff.desk import desk

__all__ = [
    "access",
    "case_frame",
    "case_now",
    "desk",
    "documents",
    "files",
    "home",
    "messages",
    "queue",
    "recording",
    "step_files",
    "steps",
]
