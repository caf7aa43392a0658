"""Texts of the definitions as HTML that can do no harm: written in Markdown, or with addresses."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_ADDRESS: Final = re.compile(r"https://[^\s<>\"“”„«»]+[^\s<>\"“”„«».,;:!?)]")
_LINK: Final = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
_TAGS: Final = frozenset(
    "a blockquote br code em h1 h2 h3 h4 hr li ol p strong table tbody td th thead tr ul".split()  # noqa: SIM905
)


def prose(markdown: str) -> Markup:
    """``markdown`` as HTML: known tags only, links that tell nobody where the reader came from."""
    import nh3  # noqa: PLC0415 - not before somebody reads terms

    made = _markdown().render(markdown)
    return Markup(nh3.clean(made, tags=set(_TAGS), attributes={"a": {"href"}}))  # noqa: S704 - cleaned


def linked(text: str) -> Markup:
    """``text`` with every address as a link that opens beside the page, named by its host."""
    found, at = Markup(), 0
    for one in _ADDRESS.finditer(text):
        host = urlsplit(one[0]).hostname or one[0]
        found += escape(text[at : one.start()]) + _LINK.format(one[0], host)
        at = one.end()
    return found + escape(text[at:])


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - as above

    return MarkdownIt("commonmark", {"html": False}).enable("table")
