"""Ways on to another house, which is not to learn from where."""

from __future__ import annotations

from typing import TypeVar

from flask import make_response, redirect
from werkzeug.wrappers import Response

from web.render import page

Whole = TypeVar("Whole", bound=Response)


def unreferred(answer: Whole) -> Whole:
    """An answer after which no site learns the address of the page."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def sent_away(link: str) -> Response:
    """On to another house."""
    return unreferred(redirect(link, 303))


def led_away(template: str, link: str) -> Response:
    """A page that goes on to another house: a form may not (Content-Security-Policy)."""
    return unreferred(make_response(page(template, link=link)))
