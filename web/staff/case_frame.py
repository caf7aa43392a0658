"""A case at the bank's desk: its head, its parts, and the page of now."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import abort, g

from engine.case.number import number
from engine.services import senders
from engine.services.case_loading import CaseRequest, LoadedCase
from web.gate import open_to
from web.product import product
from web.render import page
from web.staff.desk import desk, member
from web.staff.recording import record


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands above every part of a case."""

    case_id: str
    number: str
    client: str = field(repr=False)
    part: str


def opened(case_id: str) -> LoadedCase:
    """The case, as the reader of this page sees it. Raises NotFound."""
    case = product().cases.load(CaseRequest(case_id, senders.staff(member().account)))
    if case.case.programme != g.programme:
        abort(404)
    return case


def head(case: LoadedCase, part: str) -> CaseHead:
    """The head of a case above one of its parts, whose showing is recorded."""
    record(case, part)
    with product().store.read() as view:
        card = view.cards.of_case(case.case.id)
    client = card.names[0].name if card and card.names else ""
    return CaseHead(case.case.id, number(case.case), client, part)


@desk.get("/<programme>/cases/<case_id>")
@open_to("staff")
def case(case_id: str) -> tuple[str, int]:
    """What is to be done now."""
    found = opened(case_id)
    return page("staff/now.html", head=head(found, "now"))
