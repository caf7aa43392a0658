"""Messages on their way out; addresses and texts are sealed, and erased once sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, literal, select, tuple_

from engine.base.dataclass import dataclass
from engine.base.records import AttachedFile, MailFrame, Message, Sender
from engine.store import tables as t
from engine.store.columns import canonical
from engine.store.errors import NotStored, Seen
from engine.store.rows import insert_missing, write_seen
from engine.store.vault import Vault

SEALED = ("to", "subject", "body")


@dataclass(frozen=True, slots=True)
class SentPlace:
    """Where a message stands among others, by when it was made."""

    created_at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """Rows of ``messages``."""

    connection: Connection
    vault: Vault

    def add(self, message: Message) -> bool:
        """Put a message in; whether it was new. The caller queues its job, in the same unit."""
        values = {"id": message.id, **self._row(message)}
        return insert_missing(self.connection, t.messages, values)

    def one(self, id: str) -> Message:
        """The message. Raises ``NotStored``."""
        found = self.find(id)
        if found is None:
            raise NotStored("message")
        return found

    def find(self, id: str) -> Message | None:
        """The message, or None where it was deleted."""
        found = select(t.messages).where(t.messages.c.id == id)
        row = self.connection.execute(found).mappings().first()
        return None if row is None else self._read(row)

    def newest(self, count: int) -> tuple[Message, ...]:
        """The last messages, newest first."""
        order = (t.messages.c.created_at.desc(), t.messages.c.id)
        found = select(t.messages).order_by(*order).limit(count)
        return tuple(self._read(row) for row in self.connection.execute(found).mappings())

    def failed(
        self, programme: str, after: SentPlace | None = None, count: int = 50
    ) -> tuple[Message, ...]:
        """What could not be sent of the cases of a programme, newest first."""
        conditions = _failed(programme)
        key = tuple_(t.messages.c.created_at, t.messages.c.id)
        if after is not None:
            at = literal(after.created_at, type_=t.messages.c.created_at.type)
            conditions.append(key < tuple_(at, literal(after.id)))
        order = (t.messages.c.created_at.desc(), t.messages.c.id.desc())
        found = select(t.messages).where(*conditions).order_by(*order).limit(count)
        return tuple(self._read(row) for row in self.connection.execute(found).mappings())

    def count_failed(self, programme: str, most: int) -> int:
        """How many could not be sent; counting stops at ``most``."""
        some = select(literal(1)).select_from(t.messages).where(*_failed(programme)).limit(most)
        counted = select(func.count()).select_from(some.subquery())
        return self.connection.execute(counted).scalar_one()

    def change(self, message: Message) -> Message:
        """Write it back. Raises ``StaleVersion``."""
        seen = Seen("message", message.id, message.version)
        values = self._row(message)
        del values["version"]
        version = write_seen(
            self.connection, t.messages, seen, values, lambda: self.one(message.id)
        )
        return replace(message, version=version)

    def purge(self, before: datetime) -> int:
        """Delete messages made before; how many."""
        old = delete(t.messages).where(t.messages.c.created_at < before)
        return self.connection.execute(old).rowcount

    def _row(self, message: Message) -> dict[str, Any]:
        columns = [c.name for c in t.messages.c if c.name not in {"id", "sealed"}]
        frame = asdict(message.frame) if message.frame else None
        beside = {
            "frame": frame,
            "files": [asdict(one) for one in message.files],
            "sender": asdict(message.sender),
        }
        inner = canonical({name: getattr(message, name) for name in SEALED} | beside)
        values = {name: getattr(message, name) for name in columns}
        return values | {"sealed": self.vault.seal(inner, f"messages/{message.id}")}

    def _read(self, row: Mapping[Any, Any]) -> Message:
        values = {name: value for name, value in row.items() if name != "sealed"}
        inner = json.loads(self.vault.unseal(row["sealed"], f"messages/{row['id']}"))
        files = tuple(AttachedFile(**one) for one in inner["files"])
        read = {
            "frame": _frame(inner["frame"]),
            "files": files,
            "sender": Sender(**inner["sender"]),
        }
        return Message(**values, **{**inner, **read})


def _frame(kept: Mapping[str, Any] | None) -> MailFrame | None:
    if kept is None:
        return None
    facts = tuple((str(name), str(text)) for name, text in kept["facts"])
    return MailFrame(**{**kept, "facts": facts})


def _failed(programme: str) -> list[ColumnElement[bool]]:
    of_programme = select(t.cards.c.case).where(
        t.cards.c.case == t.messages.c.case, t.cards.c.programme == programme
    )
    return [t.messages.c.state == "failed", of_programme.exists()]
