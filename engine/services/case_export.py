"""A case to take away: all that was decided, and proofs that it stands in the ledger."""

from __future__ import annotations

import json
from dataclasses import field
from datetime import datetime
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.case.notes import notes
from engine.case.talk import talk
from engine.forms.compared import SentAnswer, SentSection
from engine.meaning.words.history import history
from engine.services.case_outcomes import action
from engine.services.case_sheet import case_sheet
from engine.services.desk_case import DeskCase
from engine.services.document_pages import DocumentAsked, Documents
from engine.services.document_views import DocumentView
from engine.services.reads import may_audit
from engine.store import checkpoints
from engine.store.store import Store, View

ALONE = 99_999
"""Compares a version with no other."""


@dataclass(frozen=True, slots=True)
class CaseExport:
    """Everything it needs is given to it."""

    store: Store = field(repr=False)
    documents: Documents

    def json(self, told: DeskCase) -> str:
        """The case, signed; that it was taken is recorded first. Raises NotFound."""
        content = self._taken(told, "json")
        with self.store.read() as view:
            content["ledger"] = _ledger(view, told)
            export: dict[str, Any] = json.loads(json.dumps(content))
            signature = checkpoints.signed(view.vault, export)
        return json.dumps({"export": export, "signature": signature}, ensure_ascii=False, indent=1)

    def pdf(self, told: DeskCase) -> bytes:
        """The same for people to read; that it was taken is recorded first. Raises NotFound."""
        from engine.documents import pdf  # noqa: PLC0415 - ReportLab waits for the first document

        return pdf.write(case_sheet(self._taken(told, "pdf"), told))

    def _taken(self, told: DeskCase, form: str) -> dict[str, Any]:
        case = told.case
        if not may_audit(case):
            raise NotFound
        with self.store.write() as unit:
            unit.audit.append(action(case, "case exported", form))
        return {
            "case": {
                "id": case.case.id,
                "number": told.head().number,
                "client": told.head().client,
                "programme": case.case.programme,
                "definitions": case.case.bundle,
                "begun": _time(case.case.created_at),
                "status": told.head().status,
                "exported": _time(case.now),
            },
            "documents": [self._document(told, one.place)
                          for one in self.documents.of_case(case, told.lang) if one.versions],
            "history": _history(told),
            "messages": [
                {"at": _time(one.at), "who": told.who(one.by), "text": one.text,
                 "files": [file.name for file in one.files], "read": _time(one.read_at)}
                for one in talk(case.events)
            ],
            "notes": [{"at": _time(one.at), "who": told.who(one.by), "text": one.text}
                      for one in notes(case.events)],
        }  # fmt: skip

    def _document(self, told: DeskCase, place: str) -> dict[str, Any]:
        last = self.documents.one(told.case, DocumentAsked(place, told.lang))
        asked = (DocumentAsked(place, told.lang, one.number, ALONE) for one in last.versions)
        versions = [_version(self.documents.one(told.case, one)) for one in asked]
        return {"title": last.title, "status": last.status, "versions": versions}


def _version(view: DocumentView) -> dict[str, Any]:
    comments = [
        {"on": key, "who": one.who, "at": _time(one.at), "text": one.text,
         "explained": one.explained}
        for key, lines in view.comments.items() for one in lines
    ]  # fmt: skip
    return {
        "version": view.version,
        "at": _time(view.line.at),
        "by": view.line.by,
        "outcome": view.line.outcome,
        "answers": [_answer(section, one) for section in view.sections for one in section.answers],
        "checks": {key: list(words) for key, words in view.marks.items()},
        "comments": comments,
    }


def _answer(section: SentSection, answer: SentAnswer) -> dict[str, Any]:
    files = [{"name": one.name, "sha256": one.sha256} for one in answer.files]
    told = {"part": section.caption, "key": answer.key, "question": answer.caption}
    return {**told, "answer": answer.shown, "files": files}


def _history(told: DeskCase) -> list[dict[str, Any]]:
    state = told.case.state
    lines = history(state.world, state.picture, told.case.events, told.captions)
    return [
        {"event": one.number, "at": _time(one.at), "who": told.names.get(one.account) or one.who,
         "step": one.what, "on": one.title, "before": one.before, "after": one.after,
         "text": one.text, "reason": one.reason}
        for one in lines
    ]  # fmt: skip


def _ledger(view: View, told: DeskCase) -> dict[str, Any]:
    case = told.case.case
    consents = view.consents.of_account(case.account)
    wanted = {
        *(("case_events", f"{case.id}/{event.number}") for event in told.case.events),
        *(("submissions", one.id) for one in view.submissions.of_case(case.id)),
        *(("consents", one.id) for one in consents if one.case == case.id),
        *(("audit", str(one.sequence)) for one in view.audit.of_case(case.id)),
    }
    return checkpoints.with_proofs(view.ledger, wanted)


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
