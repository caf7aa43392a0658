"""Headers that every answer carries, whatever page it is.

The policy follows OWASP ASVS 5.0, V3.4 and the uploads measured in docs: nothing is loaded from
elsewhere, no script or style stands inside a page, nobody may frame us.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Flask, Response, g, request

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # Bootstrap draws ticks and arrows as data: images
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SAFE: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
MEASURING: Final = "camera=(self), geolocation=(), microphone=(self), payment=(), usb=()"
"""What a page may use that lets a browser measure its device."""
TWO_YEARS: Final = "max-age=63072000; includeSubDomains"


def let_measure() -> None:
    """Let the page of this request use camera and microphone: it asks for a check of them."""
    g.measures = True


def protect(app: Flask) -> None:
    """Add the headers to every answer of ``app``; a page may set a stricter one itself."""

    @app.after_request
    def add(response: Response) -> Response:
        if g.get("measures"):
            response.headers.setdefault("Permissions-Policy", MEASURING)
        for name, value in SAFE.items():
            response.headers.setdefault(name, value)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", TWO_YEARS)
        return response
