"""Files for the questions of a case: taken in one by one, judged by content, kept beside the form.

A file is stored whole before anything of it is known in the database; what is refused is removed
again, and what a crash leaves behind belongs to nobody and is swept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.base.errors import NotFound
from engine.base.ports import Clock, FileStore
from engine.base.records import Action, CaseFile
from engine.base.values import Problem, StoredFile
from engine.case.judgement import situation
from engine.definitions.kinds.file import file_problems
from engine.forms.outline import Place
from engine.meaning.path import walk
from engine.services.file_taking import FileTaking, shown_name
from engine.services.loaded_case import Opened, Serve, opened
from engine.services.open_stage import submission
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in: for which question of whose case, and its bytes."""

    case_id: str
    account_id: str
    path: str
    """The input name of the question, ``owners.0.passport`` in a row."""
    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Uploads:
    """Takes files in and removes them while the form is still the applicant's."""

    store: Store
    serve: Serve
    files: FileStore
    clock: Clock

    def attach(self, incoming: Incoming) -> StoredFile | Problem:
        """Keep a file, or say why not. Raises NotFound and NotOpen."""
        case, place = self._place(incoming.case_id, incoming.account_id, incoming.path)
        name = shown_name(incoming.name)
        taking = FileTaking(self.files, place.field, incoming.path)
        known = [_known(file) for file in case.files if file.path == incoming.path]
        if (refusal := taking.refused(name, known)) is not None:
            return refusal
        found = taking.taken(name, incoming.chunks)
        if not isinstance(found, StoredFile):
            return found
        recorded = self._record(case, place, incoming.path, found)
        if not isinstance(recorded, StoredFile):
            self.files.remove(found.id)
        return recorded

    def detach(self, case_id: str, account_id: str, path: str, file_id: str) -> None:
        """Take a file away again. Raises NotFound and NotOpen."""
        case, _place = self._place(case_id, account_id, path)
        if not any(file.id == file_id and file.path == path for file in case.files):
            raise NotFound
        with self.store.write() as unit:
            unit.files.remove(file_id, case.case.id, self.clock.now())
            unit.audit.append(self._action(case, "file removed", path))

    def _place(self, case_id: str, account_id: str, path: str) -> tuple[Opened, Place]:
        with self.store.read() as view:
            case = opened(view, self.serve, case_id, account_id)
        place = case.ready.outline.place(path)
        if place is None or place.field.kind != "file":
            raise NotFound
        question = case.ready.meaning.questions[place.field.path]
        route = walk(situation(case.ready, case.facts(self.clock)))
        holding = (step.stage for step in route.steps if question.form.name in step.stage.forms)
        stage = next(holding, None)
        if stage is None:
            raise NotFound
        submission(route, stage)
        return case, place

    def _record(
        self, case: Opened, place: Place, path: str, stored: StoredFile
    ) -> StoredFile | Problem:
        now = self.clock.now()
        file = CaseFile(
            stored.id, case.case.id, path, stored.name, stored.size, stored.sha256,
            stored.media_type, now,
        )  # fmt: skip
        with self.store.write() as unit:
            there = unit.files.of_case(case.case.id, path)
            counted = (*(_known(one) for one in there), stored)
            if found := file_problems(counted, place.field, path):
                return found[0]
            unit.files.add(file)
            unit.audit.append(self._action(case, "file added", path))
        return stored

    def _action(self, case: Opened, action: str, path: str) -> Action:
        return Action(
            action=action,
            side="user",
            actor=case.case.account,
            at=self.clock.now(),
            case=case.case.id,
            account=case.case.account,
            subject=path,
        )


def _known(file: CaseFile) -> StoredFile:
    return StoredFile(file.id, file.name, file.size, file.sha256, file.media_type)
