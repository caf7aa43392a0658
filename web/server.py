"""The embedded server: pages by waitress, queued work in threads of the same process."""

from __future__ import annotations

from _thread import interrupt_main
from collections.abc import Sequence
from socket import socket
from threading import Thread
from typing import Final

from flask import Flask

from engine.bootstrap import Product
from engine.jobs.worker import Worker
from web.connections import listening

THREADS: Final = 8
LARGEST_REQUEST: Final = 160 * 1_048_576


def run(app: Flask, product: Product, at: Sequence[socket]) -> None:
    """Serve until interrupted; then finish what is under way."""
    failures: list[Exception] = []
    beginning = Thread(target=_begin, args=(product.worker, failures), name="queue")
    try:
        server = listening(
            app,
            at,
            behind_proxy=product.settings.trusted_proxies > 0,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_REQUEST,
        )
        beginning.start()
        server.run()
    finally:
        if beginning.ident is not None:
            beginning.join()
        product.worker.stop()
        product.close()
    if failures:
        raise failures[0]


def _begin(worker: Worker, failures: list[Exception]) -> None:
    """Begin with the queue beside the first pages, which it would keep waiting; without it the
    server stops."""
    try:
        worker.start()
    except Exception as failure:  # noqa: BLE001 - the server raises it
        failures.append(failure)
        interrupt_main()
