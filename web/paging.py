"""One way through every long list: so many lines, where they stand, and the pages beside them.

``after`` in the address says what went before: a number of lines where a list belongs to one case
or account, and else the last line of the page before, for nobody counts to the middle of a list of
all cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from flask import request, url_for

from engine.base.dataclass import dataclass

PAGE: Final = 50

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page stands in its list: its first and last line, 0 where nobody counted so far, how
    many there are, and the addresses of the pages beside it, empty where there is none."""

    first: int
    last: int
    count: int
    back: str = ""
    onward: str = ""


def passed() -> int:
    """How many lines of a list went before this page."""
    given = request.args.get("after", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 8 else 0


def placed(shown: int, count: int, size: int = PAGE, **at: str) -> PagePlace:
    """The place of a page that shows so many lines of a list of so many; ``at`` as ``beside``."""
    first = passed()
    return PagePlace(
        first=first + 1 if shown else 0,
        last=first + shown,
        count=count,
        back=beside(after=max(first - size, 0) or None, **at) if first else "",
        onward=beside(after=first + shown, **at) if first + shown < count else "",
    )


def sliced(
    lines: Sequence[Line], size: int = PAGE, **at: str
) -> tuple[tuple[Line, ...], PagePlace]:
    """The lines of this page, and its place."""
    shown = tuple(lines[passed() : passed() + size])
    return shown, placed(len(shown), len(lines), size, **at)


def beside(endpoint: str = "", **place: Any) -> str:
    """This list at another place, with everything else that is asked of it.

    ``endpoint`` is the page that shows it, where an answer to a form may show it as well.
    """
    asked = {name: value for name, value in request.args.items() if name not in ("after", "before")}
    at: dict[str, Any] = {**(request.view_args or {}), **asked, **place}
    return url_for(endpoint or request.endpoint or "", **at)
