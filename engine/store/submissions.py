"""Submissions: what was judged, and what both engines said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from engine.base.records import Submission
from engine.base.values import Answers
from engine.store import tables as t
from engine.store.columns import canonical
from engine.store.ledger import LedgerWriting
from engine.store.rows import insert_missing, values_of
from engine.store.typed_json import (
    Sealing,
    decode,
    encode,
    fingerprint_text,
)
from engine.store.vault import Vault


def inputs_hash(answers: Answers) -> str:
    """SHA-256 of the answers, in hex; equal answers give equal hashes, in whatever order."""
    return hashlib.sha256(fingerprint_text(answers).encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Submissions:
    """Rows of ``submissions``."""

    connection: Connection
    vault: Vault
    ledger: LedgerWriting | None = None

    def add(self, submission: Submission, sensitive: frozenset[str] = frozenset()) -> bool:
        """Keep it; False if the case has a submission with this key already (a double click)."""
        sealing = Sealing(self.vault, f"submissions/{submission.id}", sensitive)
        values = values_of(submission) | {
            "answers": encode(submission.answers, sealing),
            "given": self._sealed(submission),
            "terms": [dict(each) for each in submission.terms],
        }
        if not insert_missing(self.connection, t.submissions, values):
            return False
        if self.ledger is not None:
            self.ledger.add(t.submissions, values)
        return True

    def with_key(self, case: str, key: str) -> Submission | None:
        """The submission made with this key, or None."""
        found = select(t.submissions).where(
            t.submissions.c.case == case, t.submissions.c.key == key
        )
        row = self.connection.execute(found).mappings().first()
        return self._read(row) if row else None

    def of_case(self, case: str) -> tuple[Submission, ...]:
        """Submissions of a case, oldest first."""
        found = select(t.submissions).where(t.submissions.c.case == case)
        ordered = found.order_by(t.submissions.c.at, t.submissions.c.id)
        return tuple(self._read(row) for row in self.connection.execute(ordered).mappings())

    def latest(self, case: str) -> tuple[Submission, ...]:
        """The last submission of each form of a case, in the order in which they were sent."""
        table = t.submissions
        newest = (
            select(func.max(table.c.number))
            .where(table.c.case == case)
            .group_by(table.c.stage, table.c.of)
        )
        found = select(table).where(table.c.case == case, table.c.number.in_(newest))
        ordered = found.order_by(table.c.number)
        return tuple(self._read(row) for row in self.connection.execute(ordered).mappings())

    def _sealed(self, submission: Submission) -> str:
        if not submission.given:
            return ""
        sealing = Sealing(self.vault, f"submissions/{submission.id}/given")
        return self.vault.seal(canonical(encode(submission.given, sealing)), sealing.place)

    def _read(self, row: Mapping[Any, Any]) -> Submission:
        sealing = Sealing(self.vault, f"submissions/{row['id']}")
        return Submission(
            **{
                **row,
                "answers": decode(row["answers"], sealing),
                "given": self._given(row),
                "terms": tuple(row["terms"]),
            }
        )

    def _given(self, row: Mapping[Any, Any]) -> Answers:
        if not row["given"]:
            return {}
        sealing = Sealing(self.vault, f"submissions/{row['id']}/given")
        return decode(json.loads(self.vault.unseal(row["given"], sealing.place)), sealing)
