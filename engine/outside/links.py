"""Links that a provider answers with: nobody is sent to one that is none."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from engine.outside.faults import ProviderDown

LONGEST: Final = 2_000


def checked_link(name: str, link: object, url: str) -> str:
    """A link of the provider ``name`` that is asked at ``url``: https, or as that one is.

    Raises ``ProviderDown``.
    """
    allowed = {"https", _scheme(url)}
    if not isinstance(link, str) or len(link) > LONGEST or _scheme(link) not in allowed:
        raise ProviderDown(f"{name}: the answer holds no link")
    return link


def _scheme(link: str) -> str:
    try:
        return urlsplit(link).scheme
    except ValueError:
        return ""
