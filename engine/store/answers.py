"""Answers of a case, one row per form, saved whole and sealed whole with the key of the case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from engine.base.dataclass import dataclass
from engine.base.records import SavedAnswers
from engine.base.values import Answer
from engine.store import tables as t
from engine.store.case_keys import CaseKeys
from engine.store.columns import canonical
from engine.store.errors import DraftTooLarge, Seen, StaleVersion
from engine.store.rows import insert_missing, write_seen
from engine.store.typed_json import decode, encode

LONGEST: Final = 1_000_000
"""Signs that one draft may hold: ten times five groups of fifty rows."""


@dataclass(frozen=True, slots=True)
class AnswersOfCases:
    """Rows of ``answers``."""

    connection: Connection
    keys: CaseKeys

    def of(self, case: str, form: str) -> SavedAnswers:
        """What was saved last; version 0 and nothing if nothing was."""
        saved = [one for one in self.all_of(case) if one.form == form]
        return saved[0] if saved else SavedAnswers(case, form, {})

    def all_of(self, case: str) -> tuple[SavedAnswers, ...]:
        """Answers of every form of a case, by name of the form. Raises CaseErased."""
        found = select(t.answers).where(t.answers.c.case == case).order_by(t.answers.c.form)
        return tuple(self._read(row) for row in self.connection.execute(found).mappings())

    def merged(self, case: str) -> dict[str, Answer]:
        """All answers of a case by path; a path stands in one form only."""
        return {
            path: answer for saved in self.all_of(case) for path, answer in saved.answers.items()
        }

    def save(self, saved: SavedAnswers, now: datetime) -> SavedAnswers:
        """Write back what was read at ``saved.version``.

        Raises ``StaleVersion`` whose ``stored`` are the answers that somebody else saved, and
        ``DraftTooLarge``.
        """
        seen = Seen("answers", f"{saved.case}/{saved.form}", saved.version)
        values = {"sealed": self._sealed(saved), "saved_at": now}
        if saved.version == 0:
            row = {"case": saved.case, "form": saved.form, "version": 1, **values}
            if not insert_missing(self.connection, t.answers, row):
                raise StaleVersion(seen, self.of(saved.case, saved.form))
            return replace(saved, version=1, saved_at=now)
        version = write_seen(
            self.connection,
            t.answers,
            seen,
            values,
            lambda: self.of(saved.case, saved.form),
            t.answers.c.case == saved.case,
            t.answers.c.form == saved.form,
        )
        return replace(saved, version=version, saved_at=now)

    def _sealed(self, saved: SavedAnswers) -> str:
        body = canonical({"answers": encode(saved.answers), "unread": encode(saved.unread)})
        if len(body) > LONGEST:
            raise DraftTooLarge("This is more than a draft may hold.")
        vault = self.keys.vault_of(saved.case)
        return vault.seal(body, _place(saved.case, saved.form))

    def _read(self, row: Mapping[Any, Any]) -> SavedAnswers:
        vault = self.keys.vault_of(row["case"])
        body = json.loads(vault.unseal(row["sealed"], _place(row["case"], row["form"])))
        texts = decode(body["unread"])
        return SavedAnswers(
            case=row["case"],
            form=row["form"],
            answers=decode(body["answers"]),
            unread={name: typed for name, typed in texts.items() if isinstance(typed, tuple)},
            version=row["version"],
            saved_at=row["saved_at"],
        )


def _place(case: str, form: str) -> str:
    return f"answers/{case}/{form}"
