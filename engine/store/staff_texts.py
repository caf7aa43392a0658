"""Texts that members of staff keep to write with; what they say is sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.staff import OwnText
from engine.store import tables as t
from engine.store.vault import Vault


@dataclass(frozen=True, slots=True)
class StaffTexts:
    """Rows of ``staff_texts``."""

    connection: Connection
    vault: Vault

    def of_account(self, account: str) -> tuple[OwnText, ...]:
        """The texts of a member of staff, by title."""
        found = select(t.staff_texts).where(t.staff_texts.c.account == account)
        texts = [self._read(row) for row in self.connection.execute(found).mappings()]
        return tuple(sorted(texts, key=lambda one: (one.title.casefold(), one.id)))

    def put(self, one: OwnText) -> None:
        """Write a text over the one that its owner had under this id."""
        self.remove(one.account, one.id)
        said = json.dumps([one.title, one.text], ensure_ascii=False)
        self.connection.execute(
            insert(t.staff_texts).values(
                id=one.id,
                account=one.account,
                language=one.language,
                sealed=self.vault.seal(said, _place(one.id)),
            )
        )

    def remove(self, account: str, id: str) -> None:
        """A text of one's own is gone; others are left alone."""
        which = (t.staff_texts.c.account == account, t.staff_texts.c.id == id)
        self.connection.execute(delete(t.staff_texts).where(*which))

    def reseal(self) -> int:
        """Seal texts of older keys with the current one; how many there were."""
        rows = self.connection.execute(select(t.staff_texts.c.id, t.staff_texts.c.sealed)).all()
        old = [row for row in rows if not self.vault.is_current(row.sealed)]
        for row in old:
            sealed = self.vault.reseal(row.sealed, _place(row.id))
            change = update(t.staff_texts).where(t.staff_texts.c.id == row.id)
            self.connection.execute(change.values(sealed=sealed))
        return len(old)

    def _read(self, row: Mapping[Any, Any]) -> OwnText:
        title, text = json.loads(self.vault.unseal(row["sealed"], _place(row["id"])))
        return OwnText(row["id"], row["account"], row["language"], title, text)


def _place(id: str) -> str:
    return f"staff_texts/{id}"
