"""What is said about a case without moving it: notes, messages, comments, and who took it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any, Final, Literal

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.legible import legible
from engine.base.receipts import Receipt
from engine.base.values import NOTHING
from engine.definitions.model.items import APPLICANT
from engine.definitions.model.route import Right
from engine.meaning.flow.commands import Refusal
from engine.services.case_commit import CaseChange
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.case_outcomes import Outcome
from engine.services.senders import Sender

RemarkKind = Literal["note", "message", "comment", "contact", "read", "no answer"]

RIGHTS: Final[Mapping[RemarkKind, Right]] = {
    "note": "note",
    "message": "write",
    "read": "write",
    "no answer": "write",
}
"""What a role must be allowed to; ``comment`` is for whoever reviews the item."""

OF_APPLICANTS: Final = frozenset({"message", "contact", "read"})
"""What the holder of the account may say."""


@dataclass(frozen=True, slots=True)
class Remark:
    """``data`` is what is said: ``text``, ``path`` of the answer commented."""

    case_id: str
    sender: Sender
    kind: RemarkKind
    item: str = ""
    unit: str = ""
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)
    key: str = ""

    @property
    def request(self) -> CaseRequest:
        """The case as it is loaded for it."""
        return CaseRequest(self.case_id, self.sender, self.key)


def remark(case: LoadedCase, said: Remark) -> Outcome[Receipt | Refusal]:
    """Keep what is said, if its sender may say it."""
    if case.receipt is not None:
        return Outcome(case.receipt)
    role = _role(case, said)
    if not role:
        return Outcome(Refusal("other role", said.item, said.unit, said.kind))
    number = case.state.picture.number + 1
    event = CaseEvent(
        said.kind,
        said.item,
        said.unit,
        by=case.actor.by(role),
        at=case.now,
        data={
            name: legible(one) if isinstance(one, str) else one for name, one in said.data.items()
        },
        number=number,
    )
    receipt = Receipt(case.case.id, said.request.receipt_key, number, number, case.now)
    change = CaseChange(case, case.state.after((event,)), (event,))
    return Outcome(receipt, replace(change, receipt=receipt if receipt.key else None))


def may_say(case: LoadedCase, kind: RemarkKind) -> bool:
    """Whether whoever loaded the case may say something of this kind in it."""
    return bool(_role(case, Remark(case.case.id, Sender(case.actor.side), kind)))


def _role(case: LoadedCase, said: Remark) -> str:
    """The role in which the sender may say it, or empty."""
    actor = case.actor
    if actor.side == "user":
        is_own = said.kind in OF_APPLICANTS and APPLICANT in actor.roles
        return APPLICANT if is_own else ""
    if actor.side != "bank":
        return ""
    if said.kind == "comment":
        item = case.state.route.items.get(said.item)
        reviewer = item.reviewed_by if item else ""
        return reviewer if reviewer in actor.roles else ""
    right = RIGHTS.get(said.kind)
    roles = (role for role in case.state.route.flow.roles if role.name in actor.roles)
    return next((role.name for role in roles if right in role.may), "")
