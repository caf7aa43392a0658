"""Addresses that messages lead to: patterns under the site, filled in for one case and reader."""

from __future__ import annotations

from datetime import timedelta

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class LinkPages:
    """What follows the address of the site; ``{token}`` is the secret of a personal link.

    ``link_length`` is how long one opens, where no step of time ends the status before.
    """

    case: str = "/{lang}/{programme}/case/{case}"
    personal: str = "/{lang}/{programme}/link/{token}"
    staff: str = "/{lang}/staff/{programme}/cases/{case}"
    link_length: timedelta = timedelta(days=30)
