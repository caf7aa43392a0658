"""Who sends a command, before it is known what they may do in the case that it is for."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.events import Side
from engine.base.records import StoredCase
from engine.case import actors
from engine.case.state import CaseState
from engine.meaning.flow.commands import CLOCK, Actor
from engine.store.store import View


@dataclass(frozen=True, slots=True)
class Sender:
    """An applicant or member of staff by ``account``, or an outside party by ``name``.

    ``unit`` is the person of the case that somebody is who came by a personal link. ``operator``
    says that an operator of the product acts in their place, which the history tells.
    """

    side: Side
    account: str = ""
    name: str = ""
    unit: str = ""
    operator: bool = False

    @property
    def key(self) -> str:
        """What sets the keys of this sender apart from those of others."""
        return self.account or f"{self.name}{self.unit}"


def applicant(account: str) -> Sender:
    """The holder of the account that the case belongs to."""
    return Sender("user", account)


def staff(account: str) -> Sender:
    """A member of staff."""
    return Sender("bank", account)


def provider(name: str) -> Sender:
    """An outside party that the flow names."""
    return Sender("provider", name=name)


def by_link(unit: str) -> Sender:
    """Somebody whom a personal link of the case was sent to."""
    return Sender("user", unit=unit)


CLOCK_ITSELF = Sender("system", name=CLOCK)


def actor_of(view: View, sender: Sender, case: StoredCase, state: CaseState) -> Actor:
    """What the sender is in this case. Raises NotFound for whoever must not know of it."""
    if sender.side == "user":
        return _of_case(sender, case, state)
    if sender.side == "bank":
        return _of_staff(view, sender, case, state)
    if sender.side == "provider":
        if all(each.name != sender.name for each in state.route.flow.providers):
            raise NotFound(f"The flow names no provider “{sender.name}”.")
        return actors.provider(sender.name)
    return actors.clock()


def _of_case(sender: Sender, case: StoredCase, state: CaseState) -> Actor:
    if sender.unit:
        return actors.the_person(sender.account, sender.unit)
    if not sender.account or sender.account != case.account:
        raise NotFound
    return actors.applicant(state, sender.account)


def _of_staff(view: View, sender: Sender, case: StoredCase, state: CaseState) -> Actor:
    member, client = view.staff.active(sender.account), view.accounts.find(case.account)
    known = {role.name for role in state.route.flow.roles}
    is_of_bank = member is not None and client is not None and member.bank == client.bank
    roles = known.intersection(member.roles_in(case.programme)) if member and is_of_bank else set()
    if not roles:
        raise NotFound
    return actors.staff(sender.account, roles)
