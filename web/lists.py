"""Long lists stand once in a page for browsers that run scripts, and in every dropdown for others.

Fifty rows with two countries each would be 25,000 options. A browser that has sent a request by
script is known to run them; if it stops doing so, its page leads it back to whole lists.
"""

from __future__ import annotations

from typing import Final

from flask import g, request
from flask import session as cookie
from markupsafe import Markup

from engine.forms.view import FieldView, OptionView
from web.options import choices_html

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
    shown: dict[tuple[OptionView, ...], str] = g.setdefault("lists_shown", {})
    before = shown.setdefault(item.options, item.id)
    return "" if before == item.id else before


def options_html(item: FieldView) -> Markup:
    """The options of a dropdown: only the chosen one where a script copies the others."""
    if not list_shown_before(item):
        return choices_html(item.options, item.raw)
    chosen = tuple(option for option in item.options if option.code in item.raw)
    return choices_html(chosen, item.raw)
