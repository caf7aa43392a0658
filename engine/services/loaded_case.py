"""A case taken from the store with everything that is needed to judge or to show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.base.errors import NotFound
from engine.base.ports import Clock
from engine.base.records import (
    CaseFile,
    SavedAnswers,
    StoredCase,
    Submission,
)
from engine.base.records import Event as StoredEvent
from engine.base.values import Answer, Answers, StoredFile
from engine.bundles.compiled import Ready
from engine.case.judgement import Facts
from engine.forms.outline import Place
from engine.meaning.events import Event
from engine.store.errors import NotStored
from engine.store.store import View

REGISTRATION = "registration"
"""The name under which the answers of the registration's case forms are kept."""

OUTCOME = "outcome"

Serve = Callable[[str, str], Ready]
"""(bundle, programme) → the programme as it was in that bundle."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One case. ``saved`` holds what was typed, by stage; ``submission`` is the latest one."""

    case: StoredCase
    ready: Ready
    saved: Mapping[str, SavedAnswers] = field(repr=False)
    answers: Answers = field(repr=False)
    files: tuple[CaseFile, ...]
    events: tuple[Event, ...]
    submission: Submission | None

    def page(self, stage: str) -> SavedAnswers:
        """What is stored of the forms of a stage; version 0 where nothing is."""
        return self.saved.get(stage) or SavedAnswers(self.case.id, stage, {})

    def facts(self, clock: Clock, answers: Answers | None = None) -> Facts:
        """The case as of now, or as it would be with other answers."""
        applied = self.submission.at if self.submission else None
        return Facts(
            today=self.ready.today(clock.now()),
            answers=self.answers if answers is None else answers,
            events=self.events,
            applied_on=self.ready.today(applied) if applied else None,
        )


def opened(view: View, serve: Serve, case_id: str, account_id: str) -> Opened:
    """The case, if it is this account's own. Raises NotFound for all others alike."""
    try:
        case = view.cases.owned(case_id, account_id)
    except NotStored:
        raise NotFound from None
    ready = serve(case.bundle, case.programme)
    account = view.accounts.one(account_id)
    saved = {one.form: one for one in view.answers.all_of(case.id)}
    files = view.files.of_case(case.id)
    registration = ready.programme.registration
    contacts: Answers = {registration.email: account.email, registration.phone: account.phone}
    typed = {path: one for page in saved.values() for path, one in page.answers.items()}
    submissions = view.submissions.of_case(case.id)
    return Opened(
        case=case,
        ready=ready,
        saved=saved,
        answers=with_files(ready, {**contacts, **typed}, files),
        files=files,
        events=tuple(_event(one) for one in view.events.of_case(case.id) if one.kind == OUTCOME),
        submission=submissions[-1] if submissions else None,
    )


def with_files(ready: Ready, answers: Answers, files: Sequence[CaseFile]) -> Answers:
    """The answers with the files that were uploaded for their questions."""
    found: dict[str, list[StoredFile]] = defaultdict(list)
    for file in files:
        found[file.path].append(
            StoredFile(file.id, file.name, file.size, file.sha256, file.media_type)
        )
    joined: dict[str, Any] = dict(answers)
    for path, stored in found.items():
        place = ready.outline.place(path)
        if place is not None:
            _put(joined, place, tuple(stored))
    return joined


def _put(answers: dict[str, Any], place: Place, files: Answer) -> None:
    if place.row is None:
        answers[place.field.path] = files
        return
    rows = list(answers.get(place.field.group, ()))
    if place.row < len(rows):
        rows[place.row] = {**rows[place.row], place.field.name: files}
        answers[place.field.group] = tuple(rows)


def _event(stored: StoredEvent) -> Event:
    of = tuple(stored.of.split()) if stored.of else ()
    return Event(stored.stage, stored.outcome, of, "outcome", stored.at)
