"""Texts of the definitions written in Markdown, as HTML that can do no harm."""

from __future__ import annotations

from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS: Final = frozenset(
    "a blockquote br code em h1 h2 h3 h4 hr li ol p strong table tbody td th thead tr ul".split()  # noqa: SIM905
)


def prose(markdown: str) -> Markup:
    """``markdown`` as HTML: known tags only, links that tell nobody where the reader came from."""
    made = _MARKDOWN.render(markdown)
    return Markup(nh3.clean(made, tags=set(_TAGS), attributes={"a": {"href"}}))  # noqa: S704 - cleaned
