"""The product beside the providers of its demonstration, as ``serve --demo`` runs them all.

Its jobs run, its providers call it, and their pages are walked as people walk them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from flask import Flask
from playwright.sync_api import Locator, Page

from engine.base.system import SystemClock
from engine.bootstrap import Product
from engine.demo.outside import connected
from engine.settings.settings import Settings
from tests.journeys.serving import build, served
from tests.journeys.walk import Look
from web.app import create_app

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

MONDAY: Final = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Riga"))
ATTEMPTS: Final = 150
PAUSE: Final = 200
"""Milliseconds before a page is looked at again: a provider has called, and a job asks it."""


@dataclass
class WorkingHours:
    """A clock that goes on from a Monday morning, and that a test may put forward."""

    ahead: timedelta = field(default_factory=lambda: MONDAY - SystemClock().now())

    def now(self) -> datetime:
        return (SystemClock().now() + self.ahead).astimezone(UTC)

    def wait(self, how_long: timedelta) -> None:
        self.ahead += how_long


@contextmanager
def rehearsing(folder: Path, clock: WorkingHours) -> Iterator[tuple[Product, str]]:
    """A product at work whose outside parties are those of the demonstration, and its address.

    Providers call the address and send people back to it, so it is known before the product is.
    """
    apps, stops = list[Flask](), list[Callable[[], None]]()

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return apps[0](environ, start_response)

    with served(app) as address:

        def beside_providers(known: Settings) -> Settings:
            settings, stop = connected(known, address, 0, clock)
            stops.append(stop)
            return settings

        product = build(folder, clock, beside_providers, ANKETA_BASE_URL=address,
                        ANKETA_SESSION_IDLE_MINUTES="240")  # fmt: skip
        apps.append(create_app(product))
        _aside(product.worker.start)
        yield product, address
        _aside(product.worker.stop)
        product.close()
    for stop in stops:
        stop()


def _aside(act: Callable[[], None]) -> None:
    """In a thread without an event loop: a browser driven from this one has made one here."""
    thread = Thread(target=act)
    thread.start()
    thread.join()


def comes(page: Page, address: str, *words: str) -> None:
    """Look at a page again and again, until it says this."""
    text = ""
    for _ in range(ATTEMPTS):
        page.goto(address)
        text = page.locator("main").inner_text()
        if all(text.count(one) >= words.count(one) for one in words):
            return
        page.wait_for_timeout(PAUSE)
    message = f"{address} never said {words}, but {text}"
    raise AssertionError(message)


def sent_to(product: Product, contact: str, pattern: str) -> str:
    """What was sent last to an e-mail address or a phone, as far as it is like this."""
    outbox = product.outbox
    assert outbox is not None
    bodies = (one.body for one in outbox.newest(500) if contact in one.to)
    return next(found[0] for body in bodies if (found := re.search(pattern, body)))


def identified(page: Page, outcome: str, look: Look) -> None:
    """Go on to the provider from where one stands, end it there, and come back."""
    page.locator("main a[href$='/begin']").first.click()
    button = _there(page, f"button[value={outcome}]")
    look(page, f"provider {outcome}")
    button.click()
    page.wait_for_url("**/identified")
    look(page, f"identified {outcome}")


def signed_there(page: Page, name: str, done: str, look: Look) -> None:
    """Sign at the provider, whose page knows who it is and how many have signed so far."""
    page.locator("main a[href$='/begin']").first.click()
    button = _there(page, "button[value=sign]")
    assert name in page.locator("main").inner_text()
    look(page, f"signing of {name}")
    button.click()
    page.locator(".done").wait_for()
    assert done in page.locator("main").inner_text()
    look(page, f"signed by {name}")


def _there(page: Page, what: str) -> Locator:
    """What is on the provider's page, once the way there is prepared: ours goes on by itself."""
    found = page.locator(what)
    found.wait_for()
    return found
