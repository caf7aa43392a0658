"""Whether what an applicant may switch off is nothing that anybody would miss."""

from __future__ import annotations

from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.items import APPLICANT, THE_PERSON, Happening
from engine.definitions.model.route import CABINET, Flow, Notice
from engine.definitions.reading.placeholders import PLACEHOLDER

MESSAGE: Final = "message from the bank"
SECRETS: Final = frozenset({"code", "password", "link"})


def report_optional_notices(flow: Flow, faults: Faults) -> None:
    """Notices that say “optional” and must not be."""
    for notice in flow.notices:
        if notice.optional is None:
            continue
        for why in _why(notice, flow):
            message = f"“{notice.name}” cannot be switched off: {why}."
            faults.add("A632", notice.span, message, "Leave “optional” out.")
            break


def _why(notice: Notice, flow: Flow) -> list[str]:
    found = []
    if notice.to != (APPLICANT,):
        found.append("only the applicant chooses, and it goes to others")
    if CABINET not in notice.channels:
        found.append("it would not stand in the cabinet either")
    if set(notice.channels) == {CABINET}:
        found.append("it comes in the cabinet only")
    texts = (text.source for text in (notice.text, notice.subject) if text is not None)
    names = {name.rpartition(".")[2] for text in texts for name in PLACEHOLDER.findall(text)}
    if names & SECRETS:
        found.append(f"it holds {{{min(names & SECRETS)}}}")
    found.extend(why for happening in notice.on if (why := _obliges(happening, flow)))
    return found


def _obliges(happening: Happening, flow: Flow) -> str:
    """Why nobody may miss that something happens; empty where it may be.

    A status that the applicant waits in may be reminded of, for whoever it waits for was there.
    """
    if happening.kind == "product":
        return "" if happening.name == MESSAGE else f"“{happening.name}” is told to everybody"
    if happening.kind not in ("becomes", "stays"):
        return "only messages, statuses and reminders of statuses may be"
    item = flow.item(happening.item)
    if item.decision:
        return f"“{item.name}” is a decision"
    for status in (item.status(name) for name in happening.statuses):
        if status.kind == "bad":
            return f"the case stands still at “{status.name}”"
        if happening.kind == "becomes" and status.waits_for in (APPLICANT, THE_PERSON):
            return f"“{status.name}” waits for {status.waits_for}"
    return ""
