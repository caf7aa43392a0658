"""Notes of the Bank, on the page of what is to be done: never among messages."""

from __future__ import annotations

from flask import redirect, request, url_for

from engine.base.legible import legible
from engine.base.receipts import Receipt
from engine.language.marker import N_
from engine.services import senders
from engine.services.remark_acts import Remark
from web.gate import open_to
from web.late import Answered, not_done
from web.product import product
from web.render import say
from web.staff.case_frame import opened
from web.staff.desk import desk, member

LONGEST = 4_000


@desk.post("/<programme>/cases/<case_id>/notes")
@open_to("staff")
def write_note(case_id: str) -> Answered:
    """Keep a note."""
    opened(case_id)
    text = legible(request.form.get("text", ""))[:LONGEST]
    back = redirect(url_for("staff.case", case_id=case_id, _anchor="notes"), 303)
    if not text:
        say(N_("Write the note first."), "bad")
        return back
    sender, key = senders.staff(member().account), request.form.get("_key", "")
    said = product().cases.remark(Remark(case_id, sender, "note", data={"text": text}, key=key))
    if isinstance(said, Receipt):
        say(N_("Note kept."))
        return back
    address = url_for("staff.case", case_id=case_id)
    return not_done(N_("Your role may not write notes."), address, (text,)) or back
