"""``/healthz``: whether this process can do its work, for machines that watch over it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, jsonify

from web.gate import open_to
from web.product import product

desk = Blueprint("health", __name__)

WELL: Final = frozenset({"ok", "single"})
"""``single``: rules run on one engine, so a person decides, but nothing is broken."""


@desk.get("/healthz")
@open_to("everyone")
def healthz() -> tuple[Response, int]:
    """200 while every part answers, else 503; names of parts, never details."""
    parts = product().health()
    well = all(word in WELL for word in parts.values())
    state = {"status": "ok" if well else "failing", "parts": dict(parts)}
    return jsonify(state), 200 if well else 503
