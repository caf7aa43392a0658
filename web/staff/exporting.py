"""A case to take away, for those who audit."""

from __future__ import annotations

from flask import Response, abort, request

from engine.services.case_export import CaseExport
from engine.services.reads import may_audit
from web.gate import open_to
from web.product import product
from web.staff.case_frame import desk_case
from web.staff.desk import desk
from web.staff.recording import record


@desk.post("/<programme>/cases/<case_id>/export")
@open_to("staff")
def export(case_id: str) -> Response:
    """The case as JSON, signed, with proofs of the ledger, or as PDF; that is recorded."""
    told = desk_case(case_id)
    if not may_audit(told.case):
        abort(404)
    form = "pdf" if request.form.get("as") == "pdf" else "json"
    record(told.case, f"export/{form}")
    taken = CaseExport(product().store, product().documents)
    content = taken.pdf(told) if form == "pdf" else taken.json(told)
    answer = Response(content, content_type=f"application/{form}")
    name = f"{told.head().number}.{form}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
