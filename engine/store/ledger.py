"""The ledger: a hash tree over everything that was done and decided, in the order of its writing.

Every row of the tables in ``COVERED`` is a leaf, and of rows that may change (``STANDING``) what
stood in them each time. Triggers refuse to change or delete such rows;
whoever gets around them cannot make the digests, for that takes the secret of the settings. What is
cut off at the end shows in the head, which is sealed, and an older copy of the whole database in a
checkpoint that was taken away before (``engine.store.checkpoints``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.store import tables as t
from engine.store.columns import canonical
from engine.store.merkle import appended, leaf_hash, root, root_of
from engine.store.standing import KINDS, differing, every_standing, standing
from engine.store.vault import Vault

COVERED: Final = (
    t.audit,
    t.case_events,
    t.submissions,
    t.consents,
    t.receipts,
    t.reads,
    t.bundles,
)
HEAD: Final = 1
BATCH: Final = 1000


class LedgerBroken(AnketaError):
    """The head of the ledger is missing or forged, so nothing may be written."""


@dataclass(frozen=True, slots=True)
class LedgerLeaf:
    """A leaf: the table and key of a row, and the keyed digest of what it holds."""

    sequence: int
    kind: str
    key: str
    digest: str

    @property
    def hash(self) -> bytes:
        """Its hash in the tree."""
        told = canonical([self.sequence, self.kind, self.key, self.digest])
        return leaf_hash(told.encode("ascii"))


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """Outcome of comparing rows with leaves; ``broken`` names the first thing that does not fit."""

    size: int
    root: str
    broken: str = ""
    reason: str = ""


@dataclass(slots=True)
class LedgerWriting:
    """What one transaction adds; written at its end by ``flush``."""

    connection: Connection
    vault: Vault
    added: list[LedgerLeaf] = field(default_factory=list)
    head: tuple[int, tuple[bytes, ...]] | None = None
    touched: dict[tuple[str, str], Table] = field(default_factory=dict)
    """Rows that changed and may change again; what stands in them is read at the end."""

    def touch(self, table: Table, key: str) -> None:
        """Tell at the end what stands in a row then. The head is not locked before."""
        self.touched[table.name, key] = table

    def next(self) -> int:
        """The sequence number of the row that is added next. Raises LedgerBroken."""
        if self.head is None:
            self.head = _head(self.connection, self.vault, lock=True)
        return self.head[0] + len(self.added) + 1

    def add(self, table: Table, row: Mapping[str, Any]) -> None:
        """Add a row that is being written, whole."""
        digest = _digest(self.vault, table, row)
        self.added.append(LedgerLeaf(self.next(), table.name, _key(table, row), digest))

    def flush(self) -> None:
        """Write the leaves and the head."""
        for (kind, key), table in self.touched.items():
            digest = standing(self.connection, self.vault, table, key)
            self.added.append(LedgerLeaf(self.next(), kind, key, digest))
        self.touched = {}
        if not self.added or self.head is None:
            return
        size, frontier = self.head
        for leaf in self.added:
            frontier, size = appended(frontier, size, leaf.hash), size + 1
        rows = [
            {"sequence": one.sequence, "kind": one.kind, "key": one.key, "digest": one.digest}
            for one in self.added
        ]
        self.connection.execute(insert(t.ledger), rows)
        peaks = [peak.hex() for peak in frontier]
        head = {"size": size, "frontier": peaks, "seal": _seal(self.vault, size, peaks)}
        change = update(t.ledger_head).where(t.ledger_head.c.id == HEAD).values(**head)
        self.connection.execute(change)
        self.added, self.head = [], None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Rows of ``ledger``, to be read and compared."""

    connection: Connection
    vault: Vault

    def leaves(self) -> Iterator[LedgerLeaf]:
        """All leaves, in their order."""
        found = select(t.ledger).order_by(t.ledger.c.sequence)
        for row in self.connection.execute(found.execution_options(yield_per=BATCH)):
            yield LedgerLeaf(row.sequence, row.kind, row.key, row.digest)

    def verify(self) -> LedgerReport:
        """Compare every row with its leaf, and the leaves with the head."""
        stored = {
            (table.name, _key(table, row)): _digest(self.vault, table, row)
            for table in COVERED
            for row in self._rows(table)
        }
        hashes: list[bytes] = []
        told: dict[tuple[str, str], str] = {}
        for leaf in self.leaves():
            reason = _fault(leaf, len(hashes) + 1, stored, told)
            if reason:
                return _broken(hashes, f"{leaf.kind} {leaf.key}", reason)
            hashes.append(leaf.hash)
        if stored:
            kind, key = min(stored)
            return _broken(hashes, f"{kind} {key}", "the row was put in past the ledger")
        where, _, why = differing(
            told, dict(every_standing(self.connection, self.vault))
        ).partition(": ")
        return _broken(hashes, where, why) if where else self._against_head(hashes)

    def _against_head(self, hashes: list[bytes]) -> LedgerReport:
        try:
            size, frontier = _head(self.connection, self.vault)
        except LedgerBroken:
            return _broken(hashes, "the head", "it was altered")
        if (size, root_of(frontier)) != (len(hashes), root(hashes)):
            return _broken(hashes, f"entry {len(hashes) + 1}", "entries at the end are missing")
        return LedgerReport(size, root_of(frontier).hex())

    def _rows(self, table: Table) -> Iterator[Mapping[Any, Any]]:
        found = select(table).execution_options(yield_per=BATCH)
        yield from self.connection.execute(found).mappings()


def _fault(
    leaf: LedgerLeaf,
    expected: int,
    stored: dict[tuple[str, str], str],
    told: dict[tuple[str, str], str],
) -> str:
    if leaf.sequence != expected:
        return "an entry before it is missing"
    if leaf.kind in KINDS:
        told[leaf.kind, leaf.key] = leaf.digest
        return ""
    digest = stored.pop((leaf.kind, leaf.key), "")
    if not digest:
        return "the row is gone"
    return "" if digest == leaf.digest else "the row was altered"


def _broken(hashes: list[bytes], where: str, reason: str) -> LedgerReport:
    return LedgerReport(len(hashes), root(hashes).hex(), where, reason)


def _head(
    connection: Connection, vault: Vault, *, lock: bool = False
) -> tuple[int, tuple[bytes, ...]]:
    found = select(t.ledger_head).where(t.ledger_head.c.id == HEAD)
    # The row lock makes writers of PostgreSQL queue here; SQLite has one writer anyway.
    head = connection.execute(found.with_for_update() if lock else found).first()
    if head is None or head.seal != _seal(vault, head.size, head.frontier):
        message = "The head of the ledger was altered; run `audit verify`."
        raise LedgerBroken(message)
    return head.size, tuple(bytes.fromhex(peak) for peak in head.frontier)


def _seal(vault: Vault, size: int, peaks: list[str]) -> str:
    # The ledger of a fresh database starts with an unsealed, empty head.
    return vault.hash("ledger head", canonical([size, *peaks])) if size else ""


def _key(table: Table, row: Mapping[Any, Any]) -> str:
    return "/".join(str(row[column.name]) for column in table.primary_key)


def _digest(vault: Vault, table: Table, row: Mapping[Any, Any]) -> str:
    told = {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
    return vault.hash(f"ledger {table.name}", canonical(told))
