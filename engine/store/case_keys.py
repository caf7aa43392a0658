"""The key of each case, with which what people told and what was decided on it is encrypted.

Each key is kept beside its case, sealed by the key of the settings. Changing that one seals the
keys anew and nothing else; taking the key of a case away makes unreadable what never may be
deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from sqlalchemy import Connection, select

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.store import tables as t
from engine.store.vault import Vault

NAME: Final = "case"
"""The key id that stands before what was sealed with the key of a case."""


class CaseErased(NotFound):
    """The key of the case was taken away; nobody can read it any more."""


@dataclass(frozen=True, slots=True)
class CaseKeys:
    """Vaults of cases; ``known`` remembers the sealed keys that a transaction has read."""

    connection: Connection
    vault: Vault
    known: dict[str, str] = field(default_factory=dict, repr=False)

    def made(self, case: str) -> str:
        """A new sealed key for a case that begins."""
        self.known[case] = self.vault.seal_bytes(self.vault.fresh_key(), place(case))
        return self.known[case]

    def vault_of(self, case: str) -> Vault:
        """What seals and opens for one case. Raises CaseErased, NoKey and SealBroken."""
        if case not in self.known:
            found = select(t.cases.c.key).where(t.cases.c.id == case)
            self.known[case] = self.connection.execute(found).scalar() or ""
        if not self.known[case]:
            raise CaseErased
        keys: Mapping[str, bytes] = {NAME: self.vault.unseal_bytes(self.known[case], place(case))}
        return Vault(keys, self.vault.secret)


def place(case: str) -> str:
    """Where the key of a case stands, as it is sealed for."""
    return f"cases/{case}/key"
