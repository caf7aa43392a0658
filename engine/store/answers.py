"""Answers of a case, one row per form, saved whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from engine.base.records import SavedAnswers
from engine.base.values import Answer
from engine.store import tables as t
from engine.store.errors import Seen, StaleVersion
from engine.store.rows import insert_missing, write_seen
from engine.store.typed_json import (
    Sealing,
    decode,
    encode,
    resealed,
)
from engine.store.vault import Vault


@dataclass(frozen=True, slots=True)
class AnswersOfCases:
    """Rows of ``answers``."""

    connection: Connection
    vault: Vault

    def of(self, case: str, form: str) -> SavedAnswers:
        """What was saved last; version 0 and nothing if nothing was."""
        saved = [one for one in self.all_of(case) if one.form == form]
        return saved[0] if saved else SavedAnswers(case, form, {})

    def all_of(self, case: str) -> tuple[SavedAnswers, ...]:
        """Answers of every form of a case, by name of the form."""
        found = select(t.answers).where(t.answers.c.case == case).order_by(t.answers.c.form)
        return tuple(self._read(row) for row in self.connection.execute(found).mappings())

    def merged(self, case: str) -> dict[str, Answer]:
        """All answers of a case by path; a path stands in one form only."""
        return {
            path: answer for saved in self.all_of(case) for path, answer in saved.answers.items()
        }

    def save(
        self, saved: SavedAnswers, now: datetime, sensitive: frozenset[str] = frozenset()
    ) -> SavedAnswers:
        """Write back what was read at ``saved.version``.

        ``sensitive`` names the paths to encrypt (``person.code``, ``representatives[].code``).
        Raises ``StaleVersion`` whose ``stored`` are the answers that somebody else saved.
        """
        if saved.is_sealed:
            sensitive = frozenset((*saved.answers, *saved.unread))
        seen = Seen("answers", f"{saved.case}/{saved.form}", saved.version)
        values = {"body": self._body(saved, sensitive), "saved_at": now}
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

    def reseal(self) -> int:
        """Encrypt again, with the current key, what older keys had sealed; rows changed.

        Versions stay as they are: nobody's answers changed.
        """
        changed = 0
        for row in self.connection.execute(select(t.answers)).mappings().all():
            body = self._resealed(row)
            if body == row["body"]:
                continue
            which = update(t.answers).where(
                t.answers.c.case == row["case"], t.answers.c.form == row["form"]
            )
            self.connection.execute(which.values(body=body))
            changed += 1
        return changed

    def _resealed(self, row: Mapping[Any, Any]) -> dict[str, Any]:
        body = row["body"]
        answers, unread = _sealings(Sealing(self.vault, _place(row["case"], row["form"])))
        return {
            "answers": resealed(body["answers"], answers),
            "unread": resealed(body["unread"], unread),
        }

    def _body(self, saved: SavedAnswers, sensitive: frozenset[str]) -> dict[str, Any]:
        place = _place(saved.case, saved.form)
        answers, unread = _sealings(Sealing(self.vault, place, sensitive))
        return {"answers": encode(saved.answers, answers), "unread": encode(saved.unread, unread)}

    def _read(self, row: Mapping[Any, Any]) -> SavedAnswers:
        body = row["body"]
        answers, unread = _sealings(Sealing(self.vault, _place(row["case"], row["form"])))
        texts = decode(body["unread"], unread)
        return SavedAnswers(
            case=row["case"],
            form=row["form"],
            answers=decode(body["answers"], answers),
            unread={name: typed for name, typed in texts.items() if isinstance(typed, tuple)},
            version=row["version"],
            saved_at=row["saved_at"],
        )


def _place(case: str, form: str) -> str:
    return f"answers/{case}/{form}"


def _sealings(answers: Sealing) -> tuple[Sealing, Sealing]:
    """The sealing of the answers and that of what could not be read."""
    return answers, replace(answers, place=f"{answers.place}/unread")
