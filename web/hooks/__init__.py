"""Where outside parties call: each call is remembered and answered, and decides nothing."""

from __future__ import annotations

from typing import Final

import structlog
from flask import Blueprint, Response, request

from engine.base.errors import NotFound
from engine.outside.faults import CallbackRefused
from web.gate import open_to
from web.product import product

LARGEST: Final = 65_536
"""Bytes of a call; a larger one is nobody's."""

desk = Blueprint("hooks", __name__, url_prefix="/hooks")
log = structlog.get_logger()


@desk.post("/<port>")
@open_to("everyone")
def called(port: str) -> Response | tuple[str, int]:
    """Take a call; 400 for one that is not signed by a provider that is connected."""
    request.max_content_length = LARGEST
    try:
        headers, body = dict(request.headers), request.get_data()
        heard = product().outside.called(port.replace("-", " "), headers, body)
    except NotFound:
        return "", 400  # nobody is told who is connected
    except CallbackRefused as fault:
        log.warning("a call was refused", reason=str(fault))
        return "", 400
    if heard.answer:
        return Response(heard.answer, mimetype="application/json")
    return "", 200


@desk.post("/signing/<secret>")
@open_to("everyone")
def called_about_signing(secret: str) -> tuple[str, int]:
    """Take a call about a signing; 400 where the address is none or the call is of another one."""
    request.max_content_length = LARGEST
    rounds = product().outside.rounds
    if rounds is None:
        return "", 400
    try:
        rounds.called(secret, request.get_data())
    except NotFound:
        return "", 400  # nobody is told who is connected
    except CallbackRefused as fault:
        log.warning("a call was refused", reason=str(fault))
        return "", 400
    return "", 200
