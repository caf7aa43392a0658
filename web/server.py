"""The embedded server: pages by waitress, queued work in threads of the same process."""

from __future__ import annotations

from typing import Final

from flask import Flask
from waitress import serve

from engine.bootstrap import Product

THREADS: Final = 8
LARGEST_REQUEST: Final = 160 * 1_048_576


def run(app: Flask, product: Product, host: str, port: int) -> None:
    """Serve until interrupted; then finish what is under way."""
    product.worker.start()
    try:
        serve(
            app,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_REQUEST,
            channel_timeout=60,
        )
    finally:
        product.worker.stop()
        product.close()
