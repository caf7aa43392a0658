"""Pictures that phones read."""

from __future__ import annotations


def qr_picture(text: str) -> str:
    """The address of a picture of ``text``, whole in itself: nothing is asked of the server."""
    import segno  # noqa: PLC0415 - few people set up an app

    return str(segno.make_qr(text, error="m").svg_data_uri(scale=5, border=4, light="#fff"))
