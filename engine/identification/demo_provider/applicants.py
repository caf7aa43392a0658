"""Applicants of the provider for rehearsals: in memory, and in a file that outlives it."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.ports import Clock

FILE: Final = "applicants.json"


@dataclass(frozen=True, slots=True)
class Applicant:
    """One applicant: what the client told, how the review stands, what documents were read."""

    id: str
    level: str
    created: str
    told: Mapping[str, Any] = field(repr=False)
    stage: str = "init"
    result: Mapping[str, Any] = field(default_factory=dict, repr=False)
    attempts: int = 0
    reviewed: str = ""
    documents: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    come_back: str = field(default="", repr=False)

    @property
    def reference(self) -> str:
        """The client's own name for it."""
        return str(self.told["externalUserId"])

    def review(self) -> dict[str, Any]:
        """How the review stands, as the API tells it."""
        told: dict[str, Any] = {
            "reviewId": self.id[:5],
            "attemptId": f"{self.id[:5]}{self.attempts}",
            "attemptCnt": self.attempts,
            "levelName": self.level,
            "createDate": self.created,
            "reviewStatus": self.stage,
        }
        if self.reviewed:
            told["reviewDate"] = self.reviewed
        return {**told, "reviewResult": self.result} if self.result else told

    def as_told(self) -> dict[str, Any]:
        """The whole applicant, as the API tells it."""
        return {
            **self.told,
            "id": self.id,
            "inspectionId": self.id[::-1],
            "clientId": "rehearsal",
            "createdAt": self.created,
            "info": {"idDocs": self.documents} if self.documents else {},
            "review": self.review(),
        }


class Applicants:
    """All applicants; every change is in the file before it is known."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._file = folder / FILE
        self._clock = clock
        self._lock = threading.Lock()
        self._all: dict[str, Applicant] = {}
        folder.mkdir(parents=True, exist_ok=True)
        if self._file.exists():
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            for one in kept:
                documents = tuple(one.pop("documents"))
                self._all[one["id"]] = Applicant(**one, documents=documents)

    def create(self, told: Mapping[str, Any], level: str) -> tuple[Applicant, bool]:
        """The applicant of a client's reference, and whether it is new."""
        reference = str(told["externalUserId"])
        id = hashlib.sha256(reference.encode()).hexdigest()[:24]
        with self._lock:
            if known := self._all.get(id):
                return known, False
            made = Applicant(id, level, self._now(), told)
            self._keep(made)
            return made, True

    def find(self, id: str) -> Applicant | None:
        """By the id of the provider."""
        return self._all.get(id)

    def of(self, reference: str) -> Applicant | None:
        """By the reference of the client."""
        return next((one for one in list(self._all.values()) if one.reference == reference), None)

    def returns_to(self, id: str, address: str) -> None:
        """Note where the person goes afterwards."""
        with self._lock:
            self._keep(replace(self._all[id], come_back=address))

    def attempt(self, id: str, documents: tuple[Mapping[str, Any], ...]) -> Applicant:
        """The person sent documents once more: they wait to be looked at."""
        with self._lock:
            one = self._all[id]
            attempts = one.attempts + 1
            return self._keep(
                replace(one, stage="pending", result={}, attempts=attempts, documents=documents)
            )

    def settle(self, id: str, stage: str, result: Mapping[str, Any]) -> Applicant:
        """The review comes to a stage, with what was found."""
        reviewed = self._now() if stage == "completed" else ""
        documents = () if stage == "init" else self._all[id].documents
        with self._lock:
            return self._keep(
                replace(
                    self._all[id],
                    stage=stage,
                    result=result,
                    reviewed=reviewed,
                    documents=documents,
                )
            )

    def _keep(self, one: Applicant) -> Applicant:
        everybody = {**self._all, one.id: one}
        fresh = self._file.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump([asdict(known) for known in everybody.values()], file, ensure_ascii=False)
        fresh.replace(self._file)
        self._all = everybody
        return one

    def _now(self) -> str:
        return self._clock.now().strftime("%Y-%m-%d %H:%M:%S%z")
