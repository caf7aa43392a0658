"""The bank's desk: lists of cases that wait, and the cases themselves."""

from web.staff import (
    access,
    case_frame,
    case_now,
    documents,
    factors,
    files,
    home,
    messages,
    profile,
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
    "factors",
    "files",
    "home",
    "messages",
    "profile",
    "queue",
    "recording",
    "step_files",
    "steps",
]
