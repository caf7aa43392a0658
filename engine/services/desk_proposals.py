"""A step that somebody proposed, as its proposer and as the second person see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from engine.base.events import CaseEvent
from engine.definitions.model.conditions import Subject
from engine.definitions.model.items import COMMENT, REASON, Step
from engine.language.marker import N_
from engine.meaning.flow.commands import Move
from engine.meaning.flow.proposals import missing_roles, roles_to_confirm
from engine.meaning.flow.turn_moves import SortedMoves
from engine.meaning.picture import CASE, Proposal
from engine.meaning.words.happenings import actor_in_words
from engine.meaning.words.history import history
from engine.services.addresses import place_of, step_address
from engine.services.case_entries import StepEntry
from engine.services.desk_case import DeskCase
from engine.services.desk_foresight import foreseen
from engine.services.desk_opened import documents_opened
from engine.services.desk_views import DeskStep, EndedProposal, Foresight, ProposalView

CONFIRM: Final = N_("Confirm: {step}")
RETURN: Final = N_("Return the proposal")
TAKE_BACK: Final = N_("Take back the proposal")
AGREED: Final = N_("You have confirmed: {step} ({about}). Still to agree: {roles}")
QUIET: Final = frozenset({"message", "read", "claim", "note", "due", "refused"})
"""What may happen after a proposal without changing anything that it rests on."""


def proposal_of(case: DeskCase, item: str, unit: str, moves: SortedMoves) -> ProposalView | None:
    """The open proposal of an item, or of the case; None where there is none."""
    state = case.state(item, unit)
    picture = case.case.state.picture
    proposal = picture.proposal if state is None else state.instance.proposal
    if proposal is None:
        return None
    step = _step(case, item, unit, proposal)
    if step is None:
        return None
    own = [move for move in (*moves.now, *moves.own) if (move.item, move.unit) == (item, unit)]
    answers = {move.answer: move for move in own if move.answer}
    caption = case.reader.text(step.caption)
    world = case.case.state.world
    wanted = roles_to_confirm(world, picture, state, step, proposal.data)
    missing = missing_roles(world, picture, state)
    confirm = answers.get("confirms")
    return ProposalView(
        caption=caption,
        about=case.title(item, unit),
        by=case.who(proposal.by),
        at=next((each.at for each in case.case.events if each.number == proposal.number), None),
        is_own=proposal.by.account == case.case.actor.account,
        reason=str(proposal.data.get(REASON, "") or proposal.data.get(COMMENT, "")),
        filled=tuple(_filled(case, item, proposal)),
        confirmed=tuple(_confirmed(case, item, unit, proposal)),
        wanted=len(wanted),
        others=tuple(_others(case, missing, proposal)),
        role=", ".join(actor_in_words(role, case.captions) for role in missing),
        since=sum(_changes(each, proposal) for each in case.case.events),
        then=_then(case, confirm),
        documents=tuple(documents_opened(case)) if confirm else (),
        confirm=_button(confirm, case.reader.message(CONFIRM, step=caption)),
        give_back=_button(answers.get("returns"), case.reader.message(RETURN)),
        take_back=_button(answers.get("takes back"), case.reader.message(TAKE_BACK)),
    )


def still_to_agree(case: DeskCase, item: str, unit: str) -> tuple[str, ...]:
    """The roles that must still agree to an open proposal, in words; none where there is none."""
    state = case.state(item, unit)
    roles = missing_roles(case.case.state.world, case.case.state.picture, state)
    return tuple(actor_in_words(role, case.captions) for role in roles)


def agreed_by_reader(case: DeskCase) -> Iterator[str]:
    """The open proposals that the reader has confirmed, each with who is still to agree."""
    picture = case.case.state.picture
    places = [(CASE, ""), *picture.instances]
    for item, unit in places:
        state = case.state(item, unit)
        proposal = picture.proposal if state is None else state.instance.proposal
        step = _step(case, item, unit, proposal) if proposal else None
        own = {by.account for by in proposal.confirmed} if proposal else set()
        if step is not None and case.case.actor.account in own:
            yield case.reader.message(
                AGREED,
                step=case.reader.text(step.caption),
                about=case.title(item, unit),
                roles=case.reader.list_of(still_to_agree(case, item, unit)),
            )


def _button(move: Move | None, caption: str) -> DeskStep | None:
    if move is None:
        return None
    place = place_of(move.item, move.unit)
    return DeskStep(place, step_address(move.name), caption, caption, asks=False)


def _then(case: DeskCase, confirm: Move | None) -> Foresight:
    """What happens once this reader confirms too."""
    if confirm is None:
        return Foresight()
    units = (confirm.unit,) if confirm.unit else ()
    entry = StepEntry(case.case.case.id, case.sender, confirm.item, confirm.name, units)
    return foreseen(case, entry)


def _step(case: DeskCase, item: str, unit: str, proposal: Proposal) -> Step | None:
    state = case.state(item, unit)
    if state is not None:
        return state.item.step(state.instance.status, proposal.step)
    steps = case.case.state.route.flow.case.steps
    return next((each for each in steps if each.name == proposal.step), None)


def _changes(event: CaseEvent, proposal: Proposal) -> bool:
    is_own = event.kind in ("confirmed", "proposed") and event.item in (CASE, "")
    return event.number > proposal.number and event.kind not in QUIET and not is_own


def _confirmed(
    case: DeskCase, item: str, unit: str, proposal: Proposal
) -> Iterator[tuple[str, datetime | None]]:
    """Who has confirmed so far, and when."""
    for event in case.events_of(item, unit):
        if event.kind == "confirmed" and event.number > proposal.number:
            yield case.who(event.by), event.at


def _others(case: DeskCase, missing: tuple[str, ...], proposal: Proposal) -> Iterator[str]:
    involved = {proposal.by.account, *(by.account for by in proposal.confirmed)}
    for account, roles in case.roles.items():
        if account not in involved and set(missing) & set(roles):
            yield case.names[account]


def _filled(case: DeskCase, item: str, proposal: Proposal) -> Iterator[tuple[str, str]]:
    """What was filled in with the proposal."""
    known = case.item(item)
    is_several = known is not None and known.each is not None
    captions = case.captions.within(item) if is_several else case.captions
    for name, value in proposal.data.get("set", {}).items():
        subject = Subject(name, in_row=is_several)
        yield captions.subject(subject), captions.answer(subject, value)


def ended_proposals(case: DeskCase) -> tuple[EndedProposal, ...]:
    """The last proposal of each item, where it was returned or lapsed and nothing came after it."""
    last: dict[tuple[str, str], CaseEvent] = {}
    for event in case.case.events:
        if event.kind in ("proposed", "step", "returned", "taken back", "confirmed", "lapsed"):
            last[event.item, event.of] = event
    found = (event for event in last.values() if event.kind in ("returned", "lapsed"))
    return tuple(_ended(case, event) for event in found if event.step)


def _ended(case: DeskCase, event: CaseEvent) -> EndedProposal:
    before = [each for each in case.case.events if each.number < event.number]
    about = (event.item, event.of)
    proposed = [e for e in before if e.kind == "proposed" and (e.item, e.of) == about]
    by = proposed[-1].by if proposed else event.by
    caused = next((e for e in reversed(before) if e.by.role), None)
    state = case.case.state
    words = history(state.world, state.picture, (caused,) if caused else (), case.captions)
    is_lapsed = event.kind == "lapsed"
    line = words[0] if words and is_lapsed else None
    sent = _sent(case, before, caused) if is_lapsed and caused else ("", 0)
    return EndedProposal(
        caption=_caption_of(case, event),
        about=case.title(event.item, event.of),
        by=case.who(by),
        is_own=by.account == case.case.actor.account,
        at=event.at,
        returned_by="" if is_lapsed else case.who(event.by),
        text=str(event.data.get(COMMENT, "")),
        because=f"{line.title}: {line.what or line.after}" if line else "",
        sent=sent,
    )


def _sent(case: DeskCase, before: list[CaseEvent], caused: CaseEvent) -> tuple[str, int]:
    """The document that was sent right before, and which version of it that was."""
    about = (caused.item, caused.of)
    own = [each for each in before if each.kind == "submitted" and (each.item, each.of) == about]
    was_sent = own and caused.by.side == "user" and own[-1].number >= caused.number - 1
    return (case.title(*about), len(own)) if was_sent else ("", 0)


def _caption_of(case: DeskCase, event: CaseEvent) -> str:
    item = case.item(event.item)
    steps = case.case.state.route.flow.case.steps if item is None else item.steps
    found = (case.reader.text(step.caption) for step in steps if step.name == event.step)
    return next(found, event.step)
