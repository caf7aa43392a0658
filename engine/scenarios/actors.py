"""Who acts in a scenario: made from the step that is taken, so that nobody has to be invented."""

from __future__ import annotations

from typing import Final

from engine.base.dataclass import dataclass
from engine.case.actors import applicant, provider, staff, the_person
from engine.case.state import CaseState
from engine.definitions.model.flow_walk import item_steps
from engine.definitions.model.items import APPLICANT, THE_PERSON, Step
from engine.definitions.model.route import Flow
from engine.definitions.reading.scenario_steps import Act, Whose
from engine.meaning.flow.commands import Actor, Answer
from engine.meaning.flow.proposals import parsed_answer
from engine.meaning.picture import CASE, Picture, Proposal

ANOTHER: Final[Whose] = "another person"
SAME: Final[Whose] = "the same person"


@dataclass(frozen=True, slots=True)
class StepNamed:
    """What a scenario names: a step, or an answer to a proposal as a role gives it."""

    step: Step | None = None
    role: str = ""
    answer: Answer | None = None


def named(flow: Flow, picture: Picture, act: Act, unit: str) -> StepNamed | None:
    """What the step of an act means now; None for nothing that the flow knows.

    A step of the present status comes first, then an answer to a proposal, then any other step.
    """
    steps = [each for each in steps_of(flow, act.item) if each.name == act.step]
    parsed = parsed_answer(act.step)
    is_open = _proposal(picture, act.item, unit) is not None
    status = picture.instance(act.item, unit).status
    present = flow.item(act.item).step(status, act.step) if act.item != CASE else None
    if present is not None:
        return StepNamed(present)
    if parsed is not None and (is_open or not steps):
        return StepNamed(None, *parsed)
    return StepNamed(steps[0]) if steps else None


def steps_of(flow: Flow, item: str) -> tuple[Step, ...]:
    """Every step of an item, or of the case."""
    if item == CASE:
        return flow.case.steps
    return tuple(step for owner, _, step in item_steps(flow) if owner.name == item)


def actor(named_step: StepNamed, state: CaseState, act: Act, unit: str) -> Actor:
    """Who takes a step of a scenario, for whom it is taken."""
    proposal = _proposal(state.picture, act.item, unit)
    step = named_step.step
    if step is None:
        return _answering(named_step, proposal, act.by)
    if step.kind == "applicant":
        return applicant(state, APPLICANT)
    if step.kind == "person":
        return the_person(f"{THE_PERSON} {unit}", unit)
    if step.kind == "provider":
        return provider(step.actor)
    account = step.actor
    if act.by == SAME and proposal is not None:
        account = proposal.by.account
    elif act.by == ANOTHER:
        account = _somebody(step.actor, frozenset({step.actor}))
    return staff(account, (step.actor,))


def everybody(state: CaseState) -> tuple[Actor, ...]:
    """One of everybody who may act: of each role two, for proposals are for another person."""
    flow = state.route.flow
    roles = [role.name for role in flow.roles]
    units = {unit for name, unit in state.picture.instances if state.route.items[name].each}
    return (
        applicant(state, APPLICANT),
        *(the_person(f"{THE_PERSON} {unit}", unit) for unit in sorted(units)),
        *(provider(one.name) for one in flow.providers),
        *(staff(role, (role,)) for role in roles),
        *(staff(f"{role} 2", (role,)) for role in roles),
    )


def _answering(named_step: StepNamed, proposal: Proposal | None, by: Whose) -> Actor:
    role = named_step.role
    if proposal is None:
        return staff(role, (role,))
    involved = frozenset(each.account for each in (proposal.by, *proposal.confirmed))
    is_own = named_step.answer == "takes back"
    same = by == SAME or (is_own and by != ANOTHER)
    return staff(proposal.by.account if same else _somebody(role, involved), (role,))


def _somebody(role: str, others: frozenset[str]) -> str:
    """An account of a role that is none of the others."""
    number, found = 1, role
    while found in others:
        number += 1
        found = f"{role} {number}"
    return found


def _proposal(picture: Picture, item: str, unit: str) -> Proposal | None:
    return picture.proposal if item == CASE else picture.instance(item, unit).proposal
