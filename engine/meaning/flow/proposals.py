"""Steps that need two persons or more: proposed by one, confirmed or returned by others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine.base.events import By, CaseEvent, EventKind
from engine.definitions.model.items import Confirmation, Step
from engine.meaning.flow.commands import (
    ANSWERS,
    Actor,
    Answer,
    Command,
    Decided,
    Move,
    Refusal,
)
from engine.meaning.flow.steps import Attempt, case_step, taken, target, why_case_closed, why_closed
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, ItemState, Picture, Proposal, apply


def parsed_answer(name: str) -> tuple[str, Answer] | None:
    """Role and answer of a name as ``approver confirms``; None for other steps."""
    for answer in ANSWERS:
        if name.endswith(f" {answer}"):
            return name.removesuffix(f" {answer}"), answer
    return None


def roles_to_confirm(
    world: World, picture: Picture, state: ItemState | None, step: Step, data: Mapping[str, Any]
) -> tuple[str, ...]:
    """The roles that must agree to a step now, what is filled in with it counted already."""
    if not step.confirmed_by:
        return ()
    if state is not None and data:
        event = replace(taken(state, step, ""), data=data)
        picture = apply(picture, event)
    return tuple(
        each.role for each in step.confirmed_by if _must_agree(world, picture, state, each)
    )


def lapsed_proposals(world: World, picture: Picture) -> Iterator[CaseEvent]:
    """The proposals whose step is not open any more, or whose item has moved."""
    for (name, unit), instance in picture.instances.items():
        if instance.proposal is None:
            continue
        state = ItemState(world.route.items[name], unit, instance)
        step = state.item.step(instance.status, instance.proposal.step)
        has_moved = instance.proposal.since != instance.since
        if has_moved or step is None or why_closed(world, picture, state, Attempt(step)):
            yield CaseEvent("lapsed", name, unit, instance.proposal.step)
    if picture.proposal is not None and _case_step_closed(world, picture, picture.proposal):
        yield CaseEvent("lapsed", CASE, step=picture.proposal.step)


def missing_roles(world: World, picture: Picture, state: ItemState | None) -> tuple[str, ...]:
    """The roles that must still agree to the proposal of an item, or of the case."""
    proposal = picture.proposal if state is None else state.instance.proposal
    done = {each.role for each in proposal.confirmed} if proposal else ()
    return tuple(role for role in _wanted(world, picture, state) if role not in done)


def answers_open(
    world: World, picture: Picture, actor: Actor, state: ItemState | None
) -> Iterator[Move]:
    """The answers that an actor may give to the proposal of an item, or of the case."""
    proposal = picture.proposal if state is None else state.instance.proposal
    if proposal is None:
        return
    step = _proposed(world, state, proposal)
    item, unit = (CASE, "") if state is None else (state.item.name, state.unit)
    if step is None:
        return
    if proposal.by.account == actor.account:
        yield Move(item, unit, f"{proposal.by.role} takes back", step, "takes back")
        return
    for role in _may_answer(world, picture, state, actor):
        yield Move(item, unit, f"{role} confirms", step, "confirms")
        yield Move(item, unit, f"{role} returns", step, "returns")


def answer_refusal(
    world: World, picture: Picture, command: Command, state: ItemState | None
) -> Refusal | None:
    """Why an answer to a proposal is refused."""
    parsed = parsed_answer(command.step)
    item, unit = (CASE, "") if state is None else (state.item.name, state.unit)
    about = (item, unit, command.step)
    if parsed is None:
        return Refusal("no such step", *about)
    role, answer = parsed
    proposal = picture.proposal if state is None else state.instance.proposal
    if role not in command.actor.roles:
        return Refusal("other role", *about)
    if proposal is None:
        return Refusal("no proposal", *about)
    # Whoever confirms has seen the whole case: what was changed since may change their mind.
    if command.seen is not None and command.seen < picture.number:
        return Refusal("stale", *about)
    if answer == "takes back":
        return _why_not_taken_back(proposal, command.actor.by(role), about)
    if command.actor.account in _involved(proposal):
        return Refusal("same person", *about)
    if role not in _may_answer(world, picture, state, command.actor):
        return Refusal("other role", *about)
    return None


def _why_not_taken_back(proposal: Proposal, by: By, about: tuple[str, str, str]) -> Refusal | None:
    """Whoever made a proposal takes it back, in the role in which it was made."""
    if by.account != proposal.by.account:
        return Refusal("same person", *about)
    return None if by.role == proposal.by.role else Refusal("other role", *about)


def answer_events(
    world: World, picture: Picture, command: Command, state: ItemState | None
) -> Decided:
    """The events of an answer that is not refused; the last confirmation takes the step."""
    proposal = picture.proposal if state is None else state.instance.proposal
    parsed = parsed_answer(command.step)
    if parsed is None or proposal is None:
        return Refusal("no proposal", command.item, step=command.step)
    role, answer = parsed
    item, unit = (CASE, "") if state is None else (state.item.name, state.unit)
    by = command.actor.by(role)
    if answer != "confirms":
        kind: EventKind = "returned" if answer == "returns" else "taken back"
        return (CaseEvent(kind, item, unit, proposal.step, by=by, data=command.data),)
    confirmed = CaseEvent("confirmed", item, unit, proposal.step, by=by, data=command.data)
    missing = set(_wanted(world, picture, state)) - {
        role,
        *(each.role for each in proposal.confirmed),
    }
    if missing:
        return (confirmed,)
    return (confirmed, *_taken(world, picture, command, state, proposal))


def _taken(
    world: World, picture: Picture, command: Command, state: ItemState | None, proposal: Proposal
) -> tuple[CaseEvent, ...]:
    step = _proposed(world, state, proposal)
    if step is None:
        return ()
    if state is None:
        return case_step(step, proposal.by, proposal.data)
    event = replace(taken(state, step, ""), by=proposal.by, data=proposal.data)
    filled = apply(picture, event)
    to = target(world, filled, state, step, command.at)
    return (replace(event, after=to),)


def _may_answer(
    world: World, picture: Picture, state: ItemState | None, actor: Actor
) -> tuple[str, ...]:
    """The roles in which an actor is still needed for a proposal."""
    proposal = picture.proposal if state is None else state.instance.proposal
    if proposal is None or actor.account in _involved(proposal):
        return ()
    done = {each.role for each in proposal.confirmed}
    return tuple(
        role for role in _wanted(world, picture, state) if role in actor.roles and role not in done
    )


def _wanted(world: World, picture: Picture, state: ItemState | None) -> tuple[str, ...]:
    proposal = picture.proposal if state is None else state.instance.proposal
    step = _proposed(world, state, proposal) if proposal else None
    if step is None or proposal is None:
        return ()
    return roles_to_confirm(world, picture, state, step, proposal.data)


def _proposed(world: World, state: ItemState | None, proposal: Proposal) -> Step | None:
    if state is not None:
        return state.item.step(state.instance.status, proposal.step)
    steps = world.route.flow.case.steps
    return next((step for step in steps if step.name == proposal.step), None)


def _case_step_closed(world: World, picture: Picture, proposal: Proposal) -> bool:
    step = _proposed(world, None, proposal)
    return step is None or bool(why_case_closed(world, picture, step))


def _involved(proposal: Proposal) -> frozenset[str]:
    """The accounts that have had their say on a proposal."""
    people: tuple[By, ...] = (proposal.by, *proposal.confirmed)
    return frozenset(by.account for by in people)


def _must_agree(
    world: World, picture: Picture, state: ItemState | None, each: Confirmation
) -> bool:
    if each.when is None:
        return True
    if state is None:
        return world.holds(each.when, picture) is True
    return world.holds(each.when, picture, state.item, state.unit) is True
