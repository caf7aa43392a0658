"""The applicant's desk: registration, the cabinet, the forms of a case and its files."""

from web.applicant import (
    access,
    cabinet,
    codes,
    files,
    form,
    history,
    keeping,
    late,
    messages,
    notices,
    registration,
    start,
    steps,
    terms,
)
from web.applicant.desk import desk

__all__ = [
    "access",
    "cabinet",
    "codes",
    "desk",
    "files",
    "form",
    "history",
    "keeping",
    "late",
    "messages",
    "notices",
    "registration",
    "start",
    "steps",
    "terms",
]
