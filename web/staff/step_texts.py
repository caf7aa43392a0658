"""What is written with a step: comments on single answers, and ready texts."""

from __future__ import annotations

from flask import url_for

from engine.definitions.model.items import COMMENT
from engine.services.addresses import place_of
from engine.services.desk_steps import DeskStepAt, DeskStepWriting
from engine.services.desk_views import DeskStepPage
from engine.services.ready_texts import OfferedText, added
from engine.services.views import Entered
from web import locale
from web.product import product
from web.typed import Raw


def ready_of(at: DeskStepAt, shown: DeskStepPage) -> tuple[OfferedText, ...]:
    """The texts that can be put into what the step asks; none where it asks no text."""
    if not shown.text:
        return ()
    to_client = shown.text == COMMENT and not shown.is_answer
    case = at.case.case
    return product().ready_texts.offered(case, locale.current(), to_client=to_client)


def with_ready(at: DeskStepAt, raw: Raw, operand: str) -> Raw:
    """What was typed, with the ready text that was pressed behind it."""
    shown = DeskStepWriting(at, Entered(raw)).page()
    offered = ready_of(at, shown)
    if not operand.isdecimal() or int(operand) >= len(offered):
        return raw
    text = added("\n".join(raw.get(shown.text, ())), offered[int(operand)].text)
    return {**raw, shown.text: (text,)}


def collected(case_id: str, at: DeskStepAt, shown: DeskStepPage) -> dict[str, object]:
    """The comments on single answers that go with the step, and where more are made."""
    place = place_of(at.first.item, at.first.unit)
    sent = (at.first.item, at.first.unit) in at.case.case.state.sent
    if shown.text != COMMENT or shown.is_answer or not sent or len(shown.whom) > 1:
        return {"collected": None}
    return {
        "collected": product().documents.collected(at.case.case, place, locale.current()),
        "commenting": url_for("staff.document", case_id=case_id, place=place, _anchor="comment"),
    }
