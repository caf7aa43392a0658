"""What the Bank has told, to be read again."""

from __future__ import annotations

from web.applicant.desk import desk, viewer, zone
from web.gate import open_to
from web.product import product
from web.render import page


@desk.get("/case/<case_id>/notices")
@open_to("applicant")
def notices(case_id: str) -> tuple[str, int]:
    """The notices of a case, the newest first; the reader has read them now."""
    lines = product().notices.of(viewer(), case_id)
    product().notices.read(viewer(), case_id)
    return page("applicant/notices.html", lines=lines, case_id=case_id, zone=zone())
