"""Long lists stand once in a page for browsers that run scripts, and in every dropdown for others.

Fifty rows with two countries each would be 25,000 options. A browser that has sent a request by
script is known to run them; if it stops doing so, its page leads it back to whole lists.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from flask import g, request
from flask import session as cookie

from engine.forms.view import FieldView

SCRIPTS: Final = "scripts"
"""Where the cookie keeps that this browser runs scripts."""
WHOLE: Final = "whole"
"""The query that asks for whole lists again."""
LONG: Final = 60


def know_scripts() -> None:
    """Remember from the request whether this browser runs scripts."""
    if request.headers.get("HX-Request") and not cookie.get(SCRIPTS):
        cookie[SCRIPTS] = True
    elif WHOLE in request.args:
        cookie.pop(SCRIPTS, None)


def runs_scripts() -> bool:
    """Whether this browser is known to run scripts."""
    return bool(cookie.get(SCRIPTS))


def list_shown_before(item: FieldView) -> str:
    """Id of the dropdown further up that has the same long list, for a script to copy; or empty."""
    if not item.in_row or len(item.options) < LONG or not runs_scripts():
        return ""
    is_whole = item.options is item.words.options  # one object, however many questions have it
    key: Hashable = id(item.options) if is_whole else item.options
    shown: dict[Hashable, str] = g.setdefault("lists_shown", {})
    before = shown.setdefault(key, item.id)
    return "" if before == item.id else before
