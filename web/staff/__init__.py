"""The bank's desk: lists of cases that wait, and the cases themselves."""

from web.staff import access, case_frame, home, queue, recording
from web.staff.desk import desk

__all__ = ["access", "case_frame", "desk", "home", "queue", "recording"]
