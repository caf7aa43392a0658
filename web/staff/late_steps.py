"""Steps that are not open any more: whoever comes late reads who was faster, and with what."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from flask import redirect, url_for
from werkzeug.wrappers import Response

from engine.base.dataclass import dataclass
from engine.language.marker import N_
from engine.services.addresses import item_at, place_of
from engine.services.case_desk import Faster
from engine.services.desk_case import DeskCase
from engine.services.desk_steps import was_own_step
from engine.services.desk_turns import DeskTurns
from engine.services.document_views import CollectedComment
from web import locale
from web.product import product
from web.render import page, say
from web.staff.case_frame import head
from web.staff.desk import zone

Answered = Response | tuple[str, int]

CLOSED: Final = N_("This step is not open now.")


@dataclass(frozen=True, slots=True)
class Where:
    """The step that an address names."""

    case_id: str
    place: str
    step: str

    def address(self, endpoint: str = "staff.step") -> str:
        """Of its page."""
        return url_for(endpoint, case_id=self.case_id, place=self.place, step=self.step)

    @property
    def case_address(self) -> str:
        """Of the case."""
        return url_for("staff.case", case_id=self.case_id)


@dataclass(frozen=True, slots=True)
class Late:
    """Why something was not done because of somebody who was faster; ``typed`` is kept."""

    faster: Faster | None
    why: str = ""
    typed: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def closed(where: Where, case: DeskCase) -> Answered:
    """Whoever comes to a step that a colleague has taken reads that; else on to the case."""
    item, unit = item_at(where.place)
    faster = product().case_desk.faster(case, item, (unit,) if unit else (), 0)
    if faster is not None and not faster.is_own and was_own_step(case, item, where.step):
        return late_page(where, case, Late(faster))
    say(CLOSED, "info")
    return redirect(where.case_address)


def late_page(where: Where, case: DeskCase, late: Late) -> Answered:
    """What happened instead, what was typed, and what can still be done."""
    turns = DeskTurns.of(case)
    item, unit = item_at(where.place)
    moves = (*turns.moves.now, *turns.moves.also)
    open_now = tuple(
        turns.button([move])
        for move in moves
        if move.item == item and move.unit == unit and not move.answer
    )
    return page(
        "staff/late.html",
        409,
        head=head(case, "now"),
        late=late,
        title=case.titled(where.place) or case.title(item),
        steps=open_now,
        comments=_own_comments(case, item, unit),
        document_address=url_for(
            "staff.document", case_id=where.case_id, place=place_of(item, unit)
        ),
        case_address=where.case_address,
        zone=zone(),
        where=where,
    )


def _own_comments(case: DeskCase, item: str, unit: str) -> tuple[CollectedComment, ...]:
    """What the reader wrote on single answers and has not sent."""
    if (item, unit) not in case.case.state.sent:
        return ()
    return product().documents.collected(case.case, place_of(item, unit), locale.current())
