"""The bank's desk: lists of cases that wait, and the cases themselves."""

from web.staff import (
    access,
    case_frame,
    case_now,
    documents,
    factors,
    files,
    home,
    keys,
    messages,
    profile,
    queue,
    recording,
    search,
    step_files,
    steps,
    taking,
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
    "keys",
    "messages",
    "profile",
    "queue",
    "recording",
    "search",
    "step_files",
    "steps",
    "taking",
]
