"""Marks of lines that go once a case was opened: of a new case, of a proposal that lapsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.base.cards import QueueRow
from engine.store.store import View


def unseen(view: View, account: str, rows: Iterable[QueueRow]) -> Iterator[QueueRow]:
    """The lines with the marks that still hold for whoever asks."""
    found = tuple(rows)
    opened = view.reads.opened(row.case for row in found if row.is_new)
    seen = view.reads.seen_of(account, (row.case for row in found if row.lapsed))
    for row in found:
        was_seen = seen.get(row.case, 0) >= row.lapsed
        is_new = row.is_new and row.case not in opened
        yield replace(row, is_new=is_new, lapsed=0 if was_seen else row.lapsed)
