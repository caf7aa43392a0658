"""Lines of the action history from the events of a case: who, what, when, and no personal data.

Comments, reasons and whatever was filled in stay with the event, where they are sealed.
"""

from __future__ import annotations

from engine.base.events import CaseEvent
from engine.base.records import Action, StoredCase


def audit_line(case: StoredCase, event: CaseEvent) -> Action:
    """The line of one event; it must be dated.

    ``action`` is the step, or the kind of the event; ``subject`` the item and whom it is for. Of a
    form that was sent in, ``after`` says whether both rule engines agreed.
    """
    if event.at is None:
        message = "An event without a time cannot be written into the history."
        raise ValueError(message)
    detail: dict[str, object] = {"number": event.number, "kind": event.kind}
    if event.by.role:
        detail["role"] = event.by.role
    return Action(
        action=_action(event),
        side=event.by.side,
        actor=event.by.account or event.by.role,
        at=event.at,
        case=case.id,
        account=case.account,
        subject=f"{event.item} {event.of}".strip(),
        before=event.before,
        after=event.data.get("engines", "") if event.kind == "submitted" else event.after,
        detail=detail,
    )


def _action(event: CaseEvent) -> str:
    if event.kind == "submitted":
        return "form submitted"
    if event.kind == "step" or not event.step:
        return event.step or event.kind
    return f"{event.step} ({event.kind})"
