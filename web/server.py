"""The embedded server: pages by waitress, queued work in threads of the same process."""

from __future__ import annotations

from typing import Final

from flask import Flask

from engine.bootstrap import Product
from web.connections import listening

THREADS: Final = 8
LARGEST_REQUEST: Final = 160 * 1_048_576


def run(app: Flask, product: Product, host: str, port: int) -> None:
    """Serve until interrupted; then finish what is under way."""
    product.worker.start()
    try:
        server = listening(
            app,
            behind_proxy=product.settings.trusted_proxies > 0,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_REQUEST,
        )
        server.run()
    finally:
        product.worker.stop()
        product.close()
