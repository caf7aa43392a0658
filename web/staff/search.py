"""The search box of the desk: posted, so that nothing of it stands in an address."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from engine.services.desk_lists import WAITS
from web.gate import open_to
from web.product import product
from web.render import page
from web.staff.desk import desk, viewer
from web.typed import clean


@desk.post("/<programme>/search")
@open_to("staff")
def search() -> Response:
    """Look for a case; one that is named exactly is opened."""
    words = clean(request.form.get("words", "")).strip()
    if not words:
        return redirect(url_for("staff.queue", name=WAITS), 303)
    id, case_id = product().search.begin(viewer(), words)
    if case_id:
        return redirect(url_for("staff.case", case_id=case_id), 303)
    return redirect(url_for("staff.found", id=id), 303)


@desk.get("/<programme>/search/<id>")
@open_to("staff")
def found(id: str) -> tuple[str, int]:
    """What a search of the reader finds now."""
    return page("staff/found.html", found=product().search.result(viewer(), id), name="")
