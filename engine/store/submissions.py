"""Submissions: what was judged, and what both engines said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, func, select

from engine.base.dataclass import dataclass
from engine.base.records import Submission
from engine.base.values import Answers
from engine.store import tables as t
from engine.store.case_keys import CaseKeys
from engine.store.columns import canonical
from engine.store.ledger import LedgerWriting
from engine.store.rows import insert_missing, values_of
from engine.store.typed_json import decode, encode, fingerprint_text


def inputs_hash(answers: Answers) -> str:
    """SHA-256 of the answers, in hex; equal answers give equal hashes, in whatever order."""
    return hashlib.sha256(fingerprint_text(answers).encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Submissions:
    """Rows of ``submissions``."""

    connection: Connection
    keys: CaseKeys
    ledger: LedgerWriting | None = None

    def add(self, submission: Submission) -> bool:
        """Keep it; False if the case has a submission with this key already (a double click)."""
        values = values_of(submission, *SEALED) | {
            "sealed": self._sealed(submission),
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
        inner = {
            "answers": encode(submission.answers),
            "given": encode(submission.given),
            **{name: dict(getattr(submission, name)) for name in OUTCOMES},
        }
        return self.keys.vault_of(submission.case).seal(canonical(inner), _place(submission.id))

    def _read(self, row: Mapping[Any, Any]) -> Submission:
        vault = self.keys.vault_of(row["case"])
        inner = json.loads(vault.unseal(row["sealed"], _place(row["id"])))
        plain = {name: value for name, value in row.items() if name != "sealed"}
        read = {"answers": decode(inner["answers"]), "given": decode(inner["given"])}
        told = {name: inner[name] for name in OUTCOMES}
        return Submission(**{**plain, **read, **told, "terms": tuple(row["terms"])})


OUTCOMES: Final = ("verdict", "straight", "durable")
SEALED: Final = ("answers", "given", *OUTCOMES)
"""What is sealed whole with the key of the case."""


def _place(id: str) -> str:
    return f"submissions/{id}"
