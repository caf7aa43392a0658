"""Lists of cases as pages show them."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.services.desk_lists import StaffList
from engine.services.queue_words import QueueLine


@dataclass(frozen=True, slots=True)
class ListName:
    """A list in the rail; counting stops at five hundred and one."""

    name: str
    caption: str
    count: int


@dataclass(frozen=True, slots=True)
class Rail:
    """Lists under one heading."""

    heading: str
    lists: tuple[ListName, ...]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of a list.

    ``after`` asks for the next page and is empty on the last, ``before`` for the one before.
    ``first`` is the number of its first line in the list; 0 where nobody counted so far. ``hidden``
    is how many more the list has without what was chosen. ``ordered_by`` is the caption of what the
    list is put in order by; empty: the time that is left. ``choices`` are codes with captions that
    the list can be narrowed to; then the first column shows them.
    """

    list: StaffList
    title: str
    headings: tuple[str, ...]
    lines: tuple[QueueLine, ...]
    count: int
    first: int = 1
    after: str = ""
    before: str = ""
    hidden: int = 0
    ordered_by: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a case stands in the list one came from; ``place`` 0 if it is not there any more.

    ``previous`` and ``next`` are ids of cases, or empty.
    """

    name: str
    title: str
    place: int
    count: int
    previous: str
    next: str
