"""Signed files that come back with a step: judged before it is taken, and what was found is kept.

Later lists of trust do not change what was found when the files came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, Final

import structlog

from engine.base.dataclass import dataclass
from engine.base.ports import FileStore
from engine.base.values import Problem, StoredFile, Text
from engine.case.persons_of_case import person_answers, person_questions
from engine.case.state import CaseState
from engine.case.step_answers import StepPlace
from engine.definitions.model.forms import Field
from engine.definitions.model.items import Item
from engine.definitions.model.route import Flow
from engine.meaning.flow.stages import units_of
from engine.meaning.units import key_of
from engine.meaning.words.units import person_name
from engine.services.case_loading import LoadedCase
from engine.services.shortened_codes import CODE
from engine.signatures.due import Due, DueDocument, DueSigner, one_name_each
from engine.signatures.findings import SignatureProblem, SignedFile
from engine.signatures.intake import Intake, ReturnedFile, judged
from engine.signatures.problems import problem
from engine.signatures.told import file_told
from engine.signatures.trust import Trust, TrustUnreadable

log = structlog.get_logger()

LARGEST: Final = 128 * 1024 * 1024
"""Bytes of everything that comes back at once."""


@dataclass(frozen=True, slots=True)
class SignedIntake:
    """Judges signed files; ``trust`` is what is trusted at a time."""

    files: FileStore = field(repr=False)
    trust: Callable[[datetime], Trust] = field(repr=False)

    def judge(
        self, case: LoadedCase, place: StepPlace, answers: Mapping[str, Any]
    ) -> Mapping[str, Any] | tuple[Problem, ...]:
        """What was found in the signed files of a step, by question, or why they never count."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for question in signed_questions(place):
            given = answers.get(question.path, ())
            if not given:
                continue
            intake, due = self.found(case, question, given)
            if case.actor.side != "provider":  # what an outside party says is kept
                problems.extend(_told(question.path, one) for one in intake.refused)
            found[question.path] = judgement(intake, due, question, given, case.now)
        return tuple(problems) or found

    def found(
        self, case: LoadedCase, question: Field, given: tuple[StoredFile, ...]
    ) -> tuple[Intake, Due]:
        """What is in the files now, and what had to be."""
        due = due_of(case.state, question)
        if sum(one.size for one in given) > LARGEST:
            too_large = (problem("too-large"),)
            return Intake((SignedFile(None, (), (), too_large),), {}, (), too_large), due
        files = [ReturnedFile(one.name, self._content(one)) for one in given]
        return judged(files, due, self._trust(case.now)), due

    def _trust(self, at: datetime) -> Trust:
        """What is trusted; where it cannot be read nobody is, and a person judges."""
        try:
            return self.trust(at)
        except TrustUnreadable as fault:
            log.warning("what is trusted cannot be read", how=str(fault))
            return Trust(at)

    def _content(self, file: StoredFile) -> bytes:
        with self.files.open(file.id) as stream:
            return stream.read()


def signed_questions(place: StepPlace) -> tuple[Field, ...]:
    """The questions of a step whose files are documents of another, signed."""
    if place.form is None:
        return ()
    fields = place.form.outline.fields.values()
    return tuple(one for one in fields if one.upload is not None and one.upload.signs)


def due_of(state: CaseState, question: Field) -> Due:
    """Which documents are to be signed, and by whom."""
    signs = question.upload.signs if question.upload else ""
    files = documents_at(state, signs)
    names = one_name_each(one.name for one in files)
    documents = tuple(
        DueDocument(name, one.sha256, one.size) for name, one in zip(names, files, strict=True)
    )
    return Due(documents, tuple(due_signers(state, question.path)))


def documents_at(state: CaseState, path: str) -> tuple[StoredFile, ...]:
    """The documents that a step of the bank gave to sign."""
    for instance in state.picture.instances.values():
        files = instance.answers.get(path, ())
        if isinstance(files, tuple) and files:
            return tuple(one for one in files if isinstance(one, StoredFile))
    return ()


def due_signers(state: CaseState, path: str) -> Iterator[DueSigner]:
    """Those who have to sign in the files of a question."""
    for item in signing_items(state.route.flow, path):
        for unit in units_of(state.world, state.picture, item) or ():
            yield signer_of_unit(state, unit)


def signer_of_unit(state: CaseState, unit: str) -> DueSigner:
    """A person of the case as somebody who has to sign."""
    now = state.world.situation(state.picture)
    answers = person_answers(state, unit)
    coded = (one for one in person_questions(state.ready.meaning, unit) if one.kind == CODE)
    names = (one.name if one.group else one.path.removeprefix(f"{unit}.") for one in coded)
    codes = (answers.get(name) for name in names)
    code = next((one for one in codes if isinstance(one, str) and one), "")
    return DueSigner(unit, person_name(now, key_of(now, unit)), code)


def signing_items(flow: Flow, path: str) -> tuple[Item, ...]:
    """The items in which somebody is said to have signed in the files of a question."""
    return tuple(item for item in flow.items if any(step.signed_in == path for step in item.steps))


def judgement(
    intake: Intake, due: Due, question: Field, given: tuple[StoredFile, ...], at: datetime
) -> dict[str, Any]:
    """What was found, as an event keeps it."""
    return {
        "at": at.isoformat(),
        "documents": question.upload.signs if question.upload else "",
        "of": [one.sha256 for one in due.documents],
        "standing": dict(intake.standing),
        "problems": [one.code for one in intake.problems],
        "files": [
            {"id": file.id, "name": file.name, **file_told(one)}
            for file, one in zip(given, intake.files, strict=False)
        ],
    }


def _told(path: str, one: SignatureProblem) -> Problem:
    return Problem(path, one.code, Text(one.message))
