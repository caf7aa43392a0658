"""A further application, with what is known already."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.base.errors import NotFound
from web.applicant.desk import desk, viewer
from web.gate import open_to
from web.product import product
from web.render import page


@desk.get("/case/<case_id>/add")
@open_to("applicant")
def add(case_id: str) -> tuple[str, int]:
    """What may be added."""
    return _page(case_id)


@desk.post("/case/<case_id>/add")
@open_to("applicant")
def begin_added(case_id: str) -> AnyResponse | tuple[str, int]:
    """Begin it; the form is open then, filled with what is known."""
    added = product().added_cases.add(viewer(), case_id, tuple(request.form.getlist("added")))
    if added is None:
        return _page(case_id, is_blank=True)
    return redirect(url_for("applicant.form", case_id=added.case_id, place=added.place), 303)


def _page(case_id: str, *, is_blank: bool = False) -> tuple[str, int]:
    offer = product().added_cases.offer(viewer(), case_id)
    if offer is None:
        raise NotFound
    status = 422 if is_blank else 200
    return page("applicant/add.html", status, offer=offer, case_id=case_id, is_blank=is_blank)
