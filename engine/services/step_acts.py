"""Steps of a case are taken: what is answered, and what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.base.events import CaseEvent
from engine.base.receipts import Receipt
from engine.base.records import SavedAnswers
from engine.base.values import NOTHING, Answers, Problem
from engine.case.comments import CommentPlace
from engine.case.file_places import files_by_path
from engine.case.filled_steps import FilledStep, data_so_far, step_data, step_place
from engine.case.form_pages import SAVES, is_form_step
from engine.case.step_answers import StepPlace
from engine.definitions.model.items import COMMENT
from engine.meaning.flow.commands import Actor, Command, Refusal
from engine.meaning.flow.decide import decide
from engine.meaning.flow.proposals import missing_roles
from engine.meaning.flow.stages import instances_of
from engine.meaning.flow.steps import state_of
from engine.meaning.picture import JUDGED, fold
from engine.services import form_acts
from engine.services.case_commit import CaseChange
from engine.services.case_entries import FormEntry, RecordedEntry, StepEntry
from engine.services.case_loading import LoadedCase
from engine.services.case_outcomes import Outcome
from engine.services.claim_acts import with_first_claim
from engine.services.comment_acts import drafted_comments, sent_comments
from engine.services.form_acts import Judging
from engine.services.made_answers import Workshop
from engine.services.replies import Clash, Refused, Saved
from engine.services.signed_intake import signed_questions
from engine.store.errors import StaleVersion

SaveReply = Saved | Clash | Refusal
Given = Mapping[str, Any] | tuple[Problem, ...]
TakeReply = Receipt | Refused | Refusal | Clash | Saved


def take(case: LoadedCase, entry: StepEntry, judging: Judging) -> Outcome[TakeReply]:
    """Take a step; one that saves or sends a form does so with what is stored of it."""
    if case.receipt is not None:
        return Outcome(case.receipt)
    if is_form_step(case.state, entry.item, entry.step):
        return _form_step(case, entry, judging)
    if (unsent := _unsent(case, entry)) is not None:
        return Outcome(unsent)
    given = step_data(case.state, filled(case, entry))
    data = entry.data if isinstance(given, tuple) else {**entry.data, **given}
    place = step_place(case.state, entry.item, only_unit(case, entry), entry.step)
    means = (None, None) if judging.tried else (judging.ids, judging.chance)
    workshop = Workshop(case, judging.library, *means)
    if not isinstance(given, tuple):
        data = workshop.made(place, data)
    events = decide(case.state.world, case.state.picture, _command(case, entry, data))
    if isinstance(events, Refusal):
        return Outcome(events)
    if not (entry.code or entry.proved) and _goes_by_code(case, entry):
        return Outcome(Refusal("no code", entry.item, step=entry.step))
    found = _with_judgement(case, entry, judging, given, (place, data, events))
    if not isinstance(found, tuple):
        return found if judging.tried else _counted(case, entry, found)
    data, events = found
    first, last = (events[0].number, events[-1].number) if events else (1, 0)
    receipt = Receipt(case.case.id, entry.request.receipt_key, first, last, case.now)
    events = with_first_claim(case, events)
    if not events:
        return Outcome(receipt)
    change = _taken(case, entry, events, receipt)
    return Outcome(receipt, replace(change, made=workshop.result(place, data)))


def _counted(case: LoadedCase, entry: StepEntry, refused: Outcome[TakeReply]) -> Outcome[TakeReply]:
    """What was refused, with the try where the status counts it.

    Whoever tried once too often is answered as if the step had never been open.
    """
    if not isinstance(refused.reply, Refused):
        return refused
    codes = tuple(one.code for one in refused.reply.problems)
    command = replace(_command(case, entry, NOTHING), refused=codes)
    events = decide(case.state.world, case.state.picture, command)
    if isinstance(events, Refusal) or not events:
        return refused
    change = CaseChange(case, case.state.after(events), events)
    if all(event.kind == "refused" for event in events):
        return Outcome(refused.reply, change)
    return Outcome(Refusal("other status", entry.item, only_unit(case, entry), entry.step), change)


def _with_judgement(
    case: LoadedCase,
    entry: StepEntry,
    judging: Judging,
    given: Given,
    decided: tuple[StepPlace | None, Mapping[str, Any], tuple[CaseEvent, ...]],
) -> Outcome[TakeReply] | tuple[Mapping[str, Any], tuple[CaseEvent, ...]]:
    """Data and events of a step, with what was found in signed files that came with it."""
    place, data, events = decided
    judged = given if isinstance(given, tuple) else _judged(case, place, judging, given)
    if isinstance(judged, tuple):
        return Outcome(Refused(case.draft(entry.draft).version, judged))
    if not judged:
        return data, events
    data = {**data, JUDGED: judged}
    anew = decide(case.state.world, case.state.picture, _command(case, entry, data))
    return Outcome(anew) if isinstance(anew, Refusal) else (data, anew)


def _judged(
    case: LoadedCase, place: StepPlace | None, judging: Judging, given: Mapping[str, Any]
) -> Given:
    """What was found in signed files that came with a step, or why they never count."""
    if judging.signed is None or place is None or not signed_questions(place):
        return NOTHING
    return judging.signed.judge(case, place, given.get("set", {}))


def supposed(case: LoadedCase, entry: StepEntry) -> CaseChange | None:
    """What a step would change with what is filled in so far; None where it is not open.

    Where others must confirm it, they are supposed to.
    """
    data = {**entry.data, **data_so_far(case.state, filled(case, entry))}
    world, picture = case.state.world, case.state.picture
    events = decide(world, picture, _command(case, entry, data))
    if isinstance(events, Refusal) or not events:
        return None
    for unit in entry.units or ("",):
        events = (*events, *_confirmed(case, entry.item, unit, events))
    return CaseChange(case, case.state.after(events), events)


def _confirmed(
    case: LoadedCase, item: str, unit: str, events: tuple[CaseEvent, ...]
) -> tuple[CaseEvent, ...]:
    """What follows once everybody has confirmed what ``events`` propose."""
    world, found = case.state.world, events
    known = case.state.route.items.get(item)
    while True:
        picture = fold(found, case.state.picture)
        state = None if known is None else state_of(world, picture, item, unit)
        role = next(iter(missing_roles(world, picture, state)), "")
        somebody = Actor("bank", frozenset({role}), f"{role}?")
        asked = Command(item, f"{role} confirms", somebody, (unit,) if unit else (), at=case.now)
        more = decide(world, picture, asked) if role else ()
        if isinstance(more, Refusal) or not more:
            return found[len(events) :]
        found = (*found, *more)


def _form_step(case: LoadedCase, entry: StepEntry, judging: Judging) -> Outcome[TakeReply]:
    unit = only_unit(case, entry)
    seen = case.draft(form_acts.page_of(case, entry.item, unit).key).version
    form = FormEntry(
        entry.case_id, entry.sender, entry.item, unit, seen_version=seen, key=entry.key
    )
    if entry.step == SAVES:
        return form_acts.save(case, form, "")
    return form_acts.submit(case, form, judging)


def keep(case: LoadedCase, entry: StepEntry, seen_version: int) -> Outcome[SaveReply]:
    """Keep what is typed into the form of a step, for its sender alone."""
    place = step_place(case.state, entry.item, only_unit(case, entry), entry.step)
    if place is None:
        return Outcome(Refusal("other status", entry.item, step=entry.step))
    stored = case.draft(entry.draft)
    typed = {name: tuple(texts) for name, texts in entry.raw.items()}
    if typed == dict(stored.unread):
        return Outcome(Saved(stored.version, ()))
    kept = SavedAnswers(case.case.id, entry.draft, {}, typed, seen_version)

    def stale(fault: StaleVersion) -> SaveReply:
        other = fault.stored
        return Clash(other.version if isinstance(other, SavedAnswers) else 0, ())

    change = CaseChange(case, case.state, drafts=(kept,))
    return Outcome(Saved(seen_version + 1, ()), change, stale)


def filled(case: LoadedCase, entry: StepEntry) -> FilledStep:
    """What was filled in with a step, with the files that were added to its form."""
    unit = only_unit(case, entry)
    place = step_place(case.state, entry.item, unit, entry.step)
    files: Answers = {}
    if place is not None and place.form is not None:
        files = files_by_path(case.files_of(entry.draft))
    comments: Mapping[CommentPlace, str] = {}
    if place is not None and _sends_comments(place, entry):
        comments = drafted_comments(case, entry.item, unit)
    return FilledStep(entry.item, unit, entry.step, entry.raw, files, comments)


def only_unit(case: LoadedCase, entry: StepEntry) -> str:
    """The unit that a step is for, the first of several; the only one where none is named."""
    if entry.units:
        return entry.units[0]
    item = case.state.route.items.get(entry.item)
    if item is None:
        return ""
    known = [unit for unit, _ in instances_of(case.state.world, case.state.picture, item)]
    return known[0] if len(known) == 1 else ""


def _goes_by_code(case: LoadedCase, entry: StepEntry) -> bool:
    """Whether a step makes a one-time code or is taken with one: nobody takes it without."""
    item = case.state.route.items.get(entry.item)
    steps = item.steps if item else ()
    return any(step.code for step in steps if step.name == entry.step)


def _sends_comments(place: StepPlace, entry: StepEntry) -> bool:
    """Whether comments on answers go with a step: what is said of one form is said of no other."""
    return place.step.form == COMMENT and len(entry.units) < 2


def _unsent(case: LoadedCase, entry: StepEntry) -> Refusal | None:
    """Whoever has comments that are not sent sends or removes them first."""
    for unit in entry.units or (only_unit(case, entry),):
        place = step_place(case.state, entry.item, unit, entry.step)
        if place is None or not drafted_comments(case, entry.item, unit):
            continue
        if not _sends_comments(place, entry):
            return Refusal("comments not sent", entry.item, unit, entry.step)
    return None


def _command(case: LoadedCase, entry: StepEntry, data: Mapping[str, Any]) -> Command:
    return Command(
        item=entry.item,
        step=entry.step,
        actor=case.actor,
        units=entry.units,
        data=data,
        seen=entry.seen,
        arrival=entry.arrival,
        at=case.now,
    )


def _taken(
    case: LoadedCase, entry: StepEntry, events: tuple[CaseEvent, ...], receipt: Receipt
) -> CaseChange:
    """The events, and the end of the draft that they were filled in with."""
    draft = case.draft(entry.draft)
    emptied = (replace(draft, answers={}, unread={}),) if draft.version else ()
    unit = only_unit(case, entry)
    place = step_place(case.state, entry.item, unit, entry.step)
    if place is not None and _sends_comments(place, entry):
        emptied = (*emptied, *sent_comments(case, entry.item, unit))
    return CaseChange(
        case,
        case.state.after(events),
        events,
        receipt if receipt.key else None,
        drafts=emptied,
        gone=case.files_of(entry.draft),
        secrets=entry.secrets,
        secrets_end_at=entry.secrets_end_at,
        code=entry.code,
        records=_recorded(entry, receipt),
    )


def _recorded(entry: StepEntry, receipt: Receipt) -> RecordedEntry | None:
    """The entry of a statement that a step records, with the event that it became."""
    if entry.records is None:
        return None
    return replace(entry.records, row=replace(entry.records.row, event=receipt.first))
