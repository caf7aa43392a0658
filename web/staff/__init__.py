"""The bank's desk: lists of cases that wait, and the cases themselves."""

from web.staff import (
    access,
    case_frame,
    case_now,
    documents,
    factors,
    files,
    history,
    home,
    keys,
    messages,
    notes,
    profile,
    queue,
    recording,
    search,
    sign_on,
    step_files,
    steps,
    taking,
)
from web.staff.desk import desk
from web.staff.sign_on import answer_desk

__all__ = [
    "access",
    "answer_desk",
    "case_frame",
    "case_now",
    "desk",
    "documents",
    "factors",
    "files",
    "history",
    "home",
    "keys",
    "messages",
    "notes",
    "profile",
    "queue",
    "recording",
    "search",
    "sign_on",
    "step_files",
    "steps",
    "taking",
]
