"""What could not be sent is sent again, by whoever may write to the applicant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from engine.base.errors import NotFound
from engine.base.ports import DELIVER, Job
from engine.base.records import Message
from engine.case.number import number
from engine.services import senders
from engine.services.bulk import BulkOutcome, LeftAlone, WhyLeft
from engine.services.case_loading import CaseRequest
from engine.services.case_outcomes import action
from engine.services.corridor import Corridor
from engine.services.desk_lists import StaffViewer
from engine.services.remark_acts import may_say
from engine.store.errors import StaleVersion


def send_again(corridor: Corridor, viewer: StaffViewer, messages: Iterable[str]) -> BulkOutcome:
    """Put messages that failed back in the queue, each as if it were new. Raises NotFound."""
    done, left = 0, list[LeftAlone]()
    for id in dict.fromkeys(messages):
        case_id, about, why = _sent_again(corridor, viewer, id)
        if why == "":
            done += 1
        else:
            left.append(LeftAlone(case_id, about, why))
    return BulkOutcome(done, tuple(left))


def _sent_again(
    corridor: Corridor, viewer: StaffViewer, id: str
) -> tuple[str, str, WhyLeft | Literal[""]]:
    store = corridor.committing.store
    with store.read() as view:
        message = view.outbox.find(id)
    if message is None or not message.case:
        raise NotFound
    case = corridor.load(CaseRequest(message.case, senders.staff(viewer.account)))
    if case.case.programme != viewer.programme:
        raise NotFound
    about = case.case.id, number(case.case)
    if not may_say(case, "message"):
        return (*about, "right")
    if message.state != "failed":
        return (*about, "sent")
    if not message.to or (message.ends_at is not None and message.ends_at <= case.now):
        return (*about, "late")
    try:
        with store.write() as unit:
            unit.outbox.change(_new(message))
            unit.enqueue(Job(corridor.ids.new(), DELIVER, message.id))
            unit.audit.append(action(case, "message sent again", message.id))
    except StaleVersion:
        return (*about, "sent")
    return (*about, "")


def _new(message: Message) -> Message:
    return replace(message, state="queued", attempts=0, error="")
