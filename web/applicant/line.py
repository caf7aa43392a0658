"""What the browser of an applicant fetches to measure its line."""

from __future__ import annotations

from flask import Response

from engine.services.line_check import LineCheck
from web.applicant.desk import desk
from web.gate import open_to
from web.product import product
from web.visitor import browser, visitor


@desk.get("/line")
@open_to("everyone")
def line() -> Response:
    """Some megabytes, so often in an hour; they say nothing, so whoever has a link may ask too."""
    check = LineCheck(product().store, product().clock)
    pieces = check.begin(visitor() or browser().address)
    headers = {"Cache-Control": "no-store, no-transform"}
    return Response(pieces, content_type="application/octet-stream", headers=headers)
