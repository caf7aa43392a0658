"""Forms of a case are saved and sent: what is answered, and what is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.ports import Ids, Randomness
from engine.base.receipts import Receipt
from engine.base.records import SavedAnswers
from engine.base.values import NOTHING, Problem
from engine.bundles.library import Library
from engine.case.adding import asked_again
from engine.case.carrying import carried
from engine.case.file_places import stored_file
from engine.case.form_pages import (
    SAVES,
    SENDS,
    FormPage,
    first_save,
    form_page,
    is_editable,
    open_step,
)
from engine.case.judgement import RuleEngines
from engine.case.sending import Sending, Sent, decide_sending
from engine.forms.differences import differences
from engine.meaning.flow.commands import Command, Refusal
from engine.meaning.flow.decide import decide
from engine.services.case_commit import CaseChange
from engine.services.case_drafts import (
    Draft,
    drafted_page,
    read_draft,
    same_answers,
)
from engine.services.case_entries import FormEntry
from engine.services.case_loading import LoadedCase
from engine.services.case_outcomes import Outcome, action
from engine.services.consents import consents_now, terms_now
from engine.services.explaining import (
    explained_anew,
    explained_now,
    unchanged_problems,
    without_explanations,
)
from engine.services.paper_files import paper_draft
from engine.services.replies import Clash, Refused, Saved
from engine.services.signed_intake import SignedIntake
from engine.services.spending import Spending
from engine.store.errors import StaleVersion
from engine.store.submissions import inputs_hash

Choice = Literal["", "mine", "theirs"]
"""After a clash: what is typed here wins, or what is stored."""

SaveReply = Saved | Clash | Refusal
SendReply = Receipt | Refused | Clash | Refusal


@dataclass(frozen=True, slots=True)
class Judging:
    """What judges and names the versions that are sent, and makes what nobody fills in.

    ``tried`` says that nothing will be kept of it; ``signed`` judges signed files.
    """

    engines: RuleEngines
    ids: Ids
    chance: Randomness
    library: Library
    tried: bool = False
    signed: SignedIntake | None = None


def page_of(case: LoadedCase, item: str, unit: str) -> FormPage:
    """The page of an item for a unit. Raises NotFound."""
    page = form_page(case.ready, item, unit)
    if page is None:
        raise NotFound
    return page


def save(case: LoadedCase, entry: FormEntry, resolve: Choice) -> Outcome[SaveReply]:
    """Keep what was typed, demanding nothing; the first time is a step."""
    page = page_of(case, entry.item, entry.unit)
    if not is_editable(case.state, page, case.actor, case.now):
        return Outcome(_why_closed(case, page, SAVES))
    draft = read_draft(case, page, entry, blank_rows=True)
    stored, drafted = case.draft(page.key), drafted_page(case, page, draft)
    problems = drafted.problems
    said = explained_anew(case, page, entry)
    if resolve == "theirs" or (same_answers(draft.kept, stored) and not said):
        return Outcome(Saved(stored.version, problems, drafted))
    seen = stored.version if resolve == "mine" else entry.seen_version
    change = _kept(case, page, replace(draft.kept, version=seen), said)
    if not entry.automatic:
        saved = action(case, "form saved", page.key)
        change = replace(change, audit=(saved,), spends=Spending.of(case, "save"))

    def stale(fault: StaleVersion) -> SaveReply:
        other = fault.stored
        if isinstance(other, SavedAnswers) and same_answers(draft.kept, other):  # pressed twice
            return Saved(other.version, problems, drafted)
        return clash(page, draft.kept, fault)

    return Outcome(Saved(seen + 1, problems, drafted), change, stale)


def submit(case: LoadedCase, entry: FormEntry, judging: Judging) -> Outcome[SendReply]:
    """Send in the forms of an item."""
    if case.receipt is not None:
        return Outcome(case.receipt)
    page = page_of(case, entry.item, entry.unit)
    step = open_step(case.state, page, SENDS, case.actor, case.now)
    if isinstance(step, Refusal):
        return Outcome(step)
    draft = read_draft(case, page, entry, blank_rows=False)
    consents = consents_now(case, page, draft.answers, judging.ids)
    sending = Sending(
        page=page,
        id=judging.ids.new(),
        case=case.case.id,
        key=entry.sending.receipt_key,
        actor=case.actor,
        at=case.now,
        answers=draft.answers,
        unread=draft.unread,
        given=case.given,
        terms=terms_now((*case.consents, *consents)),
        settled=draft.corrected.settled if draft.corrected else frozenset(),
        explained=explained_now(case, page, entry) if draft.corrected else NOTHING,
        lang=entry.lang or case.case.language,
        papers=tuple(map(stored_file, case.files_of(paper_draft(page.key)))),
    )
    sent = decide_sending(case.state, sending, judging.engines)
    if isinstance(sent, Refusal):
        return Outcome(sent)
    found = sent if isinstance(sent, tuple) else ()
    again = asked_again(case.earlier, sent.after) if case.earlier and isinstance(sent, Sent) else ()
    wrong = (*found, *unchanged_problems(draft, sending.explained), *again)
    if wrong or isinstance(sent, tuple):
        return _refused(case, page, entry, wrong)
    if case.earlier is not None:
        more = carried(case.earlier, sent.after, case.now)
        sent = replace(sent, events=(*sent.events, *more), after=sent.after.after(more))
    receipt = _receipt(case, sent, sending)
    change = replace(_sent(case, draft, sent, sending), receipt=receipt, consents=consents)
    return Outcome(receipt, change, lambda fault: clash(page, draft.kept, fault))


def clash(page: FormPage, typed: SavedAnswers, stale: StaleVersion) -> Clash:
    """What differs from what somebody else saved. Raises the fault where it is no draft."""
    stored = stale.stored
    if not isinstance(stored, SavedAnswers):
        raise stale
    return Clash(stored.version, differences(page.outline, stored, typed))


def _kept(
    case: LoadedCase, page: FormPage, kept: SavedAnswers, more: tuple[SavedAnswers, ...] = ()
) -> CaseChange:
    """The change that keeps a draft, with the step that the first save is."""
    change = CaseChange(case, case.state, drafts=(kept, *more))
    if not first_save(case.state, page, case.actor, case.now):
        return change
    command = Command(page.item.name, SAVES, case.actor, (page.unit,), at=case.now)
    events = decide(case.state.world, case.state.picture, command)
    if isinstance(events, Refusal):
        return change
    return replace(change, events=events, after=case.state.after(events))


def _sent(case: LoadedCase, draft: Draft, sent: Sent, sending: Sending) -> CaseChange:
    opinion, page = sent.judgement.opinion, sending.page
    submission = replace(sent.submission, inputs=inputs_hash(sent.submission.answers))
    audit = []
    if opinion.held:
        both = {"straight": dict(opinion.first), "durable": dict(opinion.second)}
        held = action(case, "held for a person", page.key)
        audit.append(replace(held, side="system", comment=opinion.reason, detail=both))
    return CaseChange(
        case,
        sent.after,
        sent.events,
        submission=submission,
        drafts=(draft.kept, *without_explanations(case, page)),
        audit=tuple(audit),
        gone=case.files_of(paper_draft(page.key)),
    )


def _receipt(case: LoadedCase, sent: Sent, sending: Sending) -> Receipt:
    opinion = sent.judgement.opinion
    first, last = sent.events[0].number, sent.events[-1].number
    return Receipt(case.case.id, sending.key, first, last, case.now, opinion.engines, opinion.held)


def _refused(
    case: LoadedCase, page: FormPage, entry: FormEntry, problems: tuple[Problem, ...]
) -> Outcome[SendReply]:
    """Not sent; what was typed is kept as a draft."""
    draft = read_draft(case, page, entry, blank_rows=True)
    stored, said = case.draft(page.key), explained_anew(case, page, entry)
    if same_answers(draft.kept, stored) and not said:
        return Outcome(Refused(stored.version, problems))
    return Outcome(
        Refused(entry.seen_version + 1, problems),
        _kept(case, page, draft.kept, said),
        lambda fault: clash(page, draft.kept, fault),
    )


def _why_closed(case: LoadedCase, page: FormPage, name: str) -> Refusal:
    found = open_step(case.state, page, name, case.actor, case.now)
    about = (page.item.name, page.unit, name)
    return found if isinstance(found, Refusal) else Refusal("other status", *about)
