"""Where the pages of a bank are found: at the address that all share, or at one of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from urllib.parse import urlsplit

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING


@dataclass(frozen=True, slots=True)
class Sites:
    """``shared`` is what addresses begin with, ``own`` the same of banks with a host of their own.

    At a bank's own host no other bank is served; elsewhere only those that have none.
    """

    shared: str = ""
    own: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    def of(self, bank: str) -> str:
        """What addresses of a bank's pages begin with."""
        return self.own.get(bank, self.shared)

    def bank_at(self, host: str) -> str:
        """The bank whose own this host is; empty for the shared one."""
        name = urlsplit(f"//{host}").hostname or ""
        return next((bank for bank, site in self.own.items() if host_of(site) == name), "")

    def served_at(self, host: str, banks: Iterable[str]) -> frozenset[str]:
        """Those of the banks that are served at a host."""
        one = self.bank_at(host)
        return frozenset(bank for bank in banks if (bank == one if one else bank not in self.own))

    def at(self, host: str) -> str:
        """What addresses begin with at the host that is asked."""
        return self.of(self.bank_at(host))


def host_of(site: str) -> str:
    """The name of the host of an address, without its port."""
    return urlsplit(site).hostname or ""
