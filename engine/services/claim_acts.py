"""Who has a case: taken, handed over, given back; nobody loses one without being told why."""

from __future__ import annotations

from dataclasses import field, replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.events import By, CaseEvent
from engine.base.legible import legible
from engine.base.receipts import Receipt
from engine.case.case_lines import hands
from engine.definitions.model.route import Right
from engine.meaning.flow.commands import Refusal
from engine.meaning.flow.steps import is_final
from engine.meaning.picture import CASE
from engine.services.case_commit import CaseChange
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.case_outcomes import Outcome
from engine.services.senders import Sender

CLAIM: Final = "claim"


@dataclass(frozen=True, slots=True)
class Claim:
    """A case is to be ``account``'s in ``roles``, empty: the sender's; without account nobody's.

    ``held_by`` is who had it when the sender looked, None where nobody looked. Whoever takes a case
    from a colleague says why in ``reason``, which the colleague reads.
    """

    case_id: str
    sender: Sender
    account: str
    held_by: str | None = None
    reason: str = field(default="", repr=False)
    roles: tuple[str, ...] = ()

    @property
    def request(self) -> CaseRequest:
        """The case as it is loaded for it."""
        return CaseRequest(self.case_id, self.sender)


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody else has the case; nothing has changed."""

    account: str


ClaimReply = Receipt | Held | Refusal


def claim(case: LoadedCase, said: Claim) -> Outcome[ClaimReply]:
    """Give the case to whom it is for, if the sender may and nobody was faster."""
    found, number = hands(case.events), case.state.picture.number
    if case.actor.side != "bank":
        return Outcome(Refusal("other role", CASE, step=CLAIM))
    if is_final(case.state.world, case.state.picture):
        return Outcome(Refusal("final", CASE, step=CLAIM))
    roles = said.roles or own_roles(case)
    holder = found.holder_for(roles)
    if not said.account and said.held_by in found.holders.values():
        holder = str(said.held_by)
    if holder == said.account:
        return Outcome(Receipt(case.case.id, "", number + 1, number, case.now))
    if holder and said.held_by is not None and holder != said.held_by:
        return Outcome(Held(holder))
    is_own = said.account == case.actor.account
    if is_own and holder and not legible(said.reason):
        return Outcome(Held(holder))
    rights: tuple[Right, ...] = ("take",) if is_own else ("assign",)
    gives = holder or said.held_by or ""
    if gives == case.actor.account and gives in found.holders.values():
        rights = ("take", "assign")
    role = role_with(case, rights)
    if not role:
        return Outcome(Refusal("other role", CASE, step=CLAIM))
    event = _event(case, case.actor.by(role), replace(said, held_by=gives, roles=roles))
    event = replace(event, number=number + 1)
    receipt = Receipt(case.case.id, "", number + 1, number + 1, case.now)
    return Outcome(receipt, CaseChange(case, case.state.after((event,)), (event,)))


def with_first_claim(case: LoadedCase, events: tuple[CaseEvent, ...]) -> tuple[CaseEvent, ...]:
    """The events of a step, and that whoever took it has the case now, if nobody had."""
    actor, roles = case.actor, own_roles(case)
    if actor.side != "bank" or not actor.account or not events:
        return events
    role = role_with(case, ("take",))
    if not role or hands(case.events).holder_for(roles):
        return events
    if is_final(case.state.world, case.state.after(events).picture):
        return events
    said = Claim(case.case.id, Sender("bank", actor.account), actor.account, "", roles=roles)
    return (*events, replace(_event(case, actor.by(role), said), number=events[-1].number + 1))


def own_roles(case: LoadedCase) -> tuple[str, ...]:
    """The roles of whoever loaded the case, in the order of the flow."""
    roles = (role.name for role in case.state.route.flow.roles)
    return tuple(name for name in roles if name in case.actor.roles)


def role_with(case: LoadedCase, rights: tuple[Right, ...]) -> str:
    """A role of whoever loaded the case that has one of the rights, or empty."""
    roles = (role for role in case.state.route.flow.roles if role.name in case.actor.roles)
    return next((role.name for role in roles if set(rights) & set(role.may)), "")


def _event(case: LoadedCase, by: By, said: Claim) -> CaseEvent:
    told = {"from": said.held_by, "reason": legible(said.reason)}
    given = {name: text for name, text in told.items() if text}
    data = {"account": said.account, "roles": list(said.roles), **given}
    return CaseEvent(CLAIM, by=by, at=case.now, data=data)
