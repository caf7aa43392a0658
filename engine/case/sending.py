"""A form is sent in: judged by both engines, frozen, and everything that follows decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.records import Submission
from engine.base.values import NOTHING, Answers, Problem, StoredFile
from engine.case.comments import EXPLAINED
from engine.case.form_pages import SENDS, FormPage, open_step
from engine.case.judgement import FormJudgement, RuleEngines, judge_form
from engine.case.persons_of_case import replaced
from engine.case.state import CaseState
from engine.case.verdict import form_verdict
from engine.definitions.model.items import APPLICANT
from engine.forms.counted import counted
from engine.meaning.flow.commands import Actor, Command, Refusal
from engine.meaning.flow.decide import decide
from engine.meaning.picture import fold
from engine.meaning.situation import Situation

PAPERS: Final = "papers"
"""Under this an event keeps the PDF in which a form was filled in."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A form on its way: what is answered, what could not be read, and what is frozen beside it.

    ``key`` is that of the command; ``given`` are contacts and answers of the registration as they
    are now, ``terms`` the consents that stand.
    """

    page: FormPage
    id: str
    case: str
    key: str
    actor: Actor
    at: datetime
    answers: Answers = field(repr=False)
    unread: tuple[Problem, ...] = ()
    given: Answers = field(default_factory=lambda: NOTHING, repr=False)
    terms: tuple[Mapping[str, str], ...] = ()
    settled: frozenset[tuple[str, str]] = frozenset()
    """Path and code of problems that are not judged again: they stood in the version before."""
    explained: Mapping[str, str] = field(default_factory=lambda: NOTHING, repr=False)
    """Why answers that were to be corrected stay as they are, by key."""
    lang: str = ""
    """The language in which the questions were read."""
    papers: tuple[StoredFile, ...] = ()
    """The same form filled in as PDF."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form that was sent in becomes: a frozen version, and the events of the case."""

    submission: Submission
    events: tuple[CaseEvent, ...]
    after: CaseState
    judgement: FormJudgement


def decide_sending(
    state: CaseState, sending: Sending, engines: RuleEngines
) -> Sent | Refusal | tuple[Problem, ...]:
    """The version and events of a form, the problems it is refused for, or why it is closed."""
    page = sending.page
    step = open_step(state, page, SENDS, sending.actor, sending.at)
    if isinstance(step, Refusal):
        return step
    draft = drafted(state, sending)
    judgement = judge_form(filled_in(state, draft), page.outline, engines, sending.unread)
    refused = tuple(one for one in judgement.refused if (one.path, one.code) not in sending.settled)
    if refused:
        return refused
    submission = replace(
        draft,
        answers=_counted(page, judgement.situation),
        straight=judgement.opinion.first,
        durable=judgement.opinion.second,
        engines=judgement.opinion.engines,
    )
    sent = state.with_sent(submission)
    events = _events(state, sent, sending, submission)
    if isinstance(events, Refusal):
        return events
    after = sent.after(events)
    verdict = form_verdict(judgement, after)
    return Sent(replace(submission, verdict=verdict), events, after, judgement)


def filled_in(state: CaseState, draft: Submission) -> Situation:
    """The case as it would be if this were sent: the page, contacts and day of the draft count."""
    return state.with_sent(draft).world.situation(state.picture)


def drafted(state: CaseState, sending: Sending) -> Submission:
    """What would be frozen, with all that is answered, hidden answers among it."""
    return Submission(
        id=sending.id,
        case=sending.case,
        key=sending.key,
        bundle=state.ready.bundle,
        stage=sending.page.item.name,
        of=sending.page.unit,
        at=sending.at,
        inputs="",
        answers=sending.answers,
        verdict={},
        straight={},
        durable={},
        engines="",
        number=state.picture.number + 1,
        given=sending.given,
        terms=sending.terms,
    )


def _counted(page: FormPage, case: Situation) -> Answers:
    found = counted(case, page.outline)
    return {path: answer for path, answer in found.items() if path in page.outline.order}


def _events(
    before: CaseState, sent: CaseState, sending: Sending, submission: Submission
) -> tuple[CaseEvent, ...] | Refusal:
    page = sending.page
    told: dict[str, Any] = {"submission": submission.id, "engines": submission.engines}
    told |= {"language": sending.lang} if sending.lang else {}
    told |= {PAPERS: sending.papers} if sending.papers else {}
    told |= {EXPLAINED: dict(sending.explained)} if sending.explained else {}
    frozen = CaseEvent(
        "submitted",
        page.item.name,
        page.unit,
        by=sending.actor.by(APPLICANT),
        at=sending.at,
        data=told,
        number=submission.number,
    )
    command = Command(page.item.name, SENDS, sending.actor, (page.unit,), at=sending.at)
    picture = fold((frozen,), before.picture)
    followed = decide(sent.world, picture, command, replaced(before, sent))
    if isinstance(followed, Refusal):
        return followed
    for event in followed:
        if _undoes_decision(before, event):
            return Refusal("decided", event.item, event.of, SENDS)
    return (frozen, *followed)


def _undoes_decision(before: CaseState, event: CaseEvent) -> bool:
    """Whether something was decided of an instance that would lapse."""
    if event.kind != "lapsed" or event.step:
        return False
    item = before.route.items[event.item]
    return item.decision and item.status(event.before).kind in ("good", "bad")
