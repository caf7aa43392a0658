"""The pages of rehearsals: one frame and one look for all of them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from engine.outside.rehearsal.exchange import Answer, Request

SHEET: Final = "/page.css"

_HERE: Final = "engine.outside.rehearsal"
_HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


def page(package: str, name: str, status: int, lang: str, words: object, **shown: Any) -> Answer:
    """A page of a provider: ``name`` is a template of its package that fills the frame.

    ``words`` have at least ``title``, ``rehearsal`` and ``gone``; ``shown`` at least ``state``.
    """
    known = lang if lang.isascii() and lang.isalpha() and len(lang) == 2 else "en"
    template = _environment(package).get_template(name)
    text = template.render({"back": "", **shown}, lang=known, words=words, sheet=SHEET)
    return Answer(status, text.encode(), _HEADERS)


def sheet(request: Request) -> Answer | None:
    """The style sheet, if that is what is asked for."""
    if request.method != "GET" or request.path != SHEET:
        return None
    return Answer(200, _sheet(), {"Content-Type": "text/css; charset=utf-8"})


@cache
def _environment(package: str) -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(_HERE)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _sheet() -> bytes:
    return files(_HERE).joinpath("templates/page.css").read_bytes()
