"""The applicant's desk: registration, the cabinet, the forms of a case and its files."""

from web.applicant import (
    access,
    cabinet,
    codes,
    files,
    keeping,
    late,
    registration,
    form,
    start,
    steps,
    terms,
)
from web.applicant.desk import desk
from web.applicant.files import make_room

__all__ = [
    "access",
    "cabinet",
    "codes",
    "desk",
    "files",
    "keeping",
    "late",
    "make_room",
    "registration",
    "form",
    "start",
    "steps",
    "terms",
]
