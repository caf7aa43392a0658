"""The documents of a case that somebody tries out: which there are, and how far each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.case.judgement import Judgement
from engine.definitions.model.flow import (
    DocumentStep,
    DocumentType,
)


@dataclass(frozen=True, slots=True)
class DocumentNow:
    """A document in a status, after ``version`` versions of it were made."""

    status: str
    version: int = 0

    def __str__(self) -> str:
        return f"{self.status}, version {self.version}" if self.version else self.status


@dataclass(frozen=True, slots=True)
class DocumentsNow:
    """Documents that something has happened to, by name; the others are as they start."""

    moved: Mapping[str, DocumentNow] = field(default_factory=lambda: MappingProxyType({}))

    def one(self, now: Judgement, name: str) -> DocumentNow | None:
        """A document as it is now, or None where the case has none."""
        document = _document(now, name)
        if document is None or not _is_there(document, now):
            return None
        return self.moved.get(name, DocumentNow(document.starts))

    def steps(self, now: Judgement, name: str) -> Mapping[str, DocumentStep]:
        """What may be done with a document now, as ``ACTOR EVENT``."""
        document, standing = _document(now, name), self.one(now, name)
        if document is None or standing is None:
            return {}
        state = next(state for state in document.states if state.name == standing.status)
        return {f"{step.actor} {step.event}": step for step in state.steps}

    def after(self, now: Judgement, name: str, step: DocumentStep) -> DocumentsNow:
        """All documents after one step of one of them."""
        before = self.one(now, name) or DocumentNow("")
        after = DocumentNow(step.target, before.version + step.version)
        return DocumentsNow(MappingProxyType({**self.moved, name: after}))


def _document(now: Judgement, name: str) -> DocumentType | None:
    documents = now.ready.programme.documents
    return next((document for document in documents if document.name == name), None)


def _is_there(document: DocumentType, now: Judgement) -> bool:
    if document.when is not None and now.situation.holds(document.when) is not True:
        return False
    return not document.stage or now.path.step(document.stage).state in ("current", "done")
