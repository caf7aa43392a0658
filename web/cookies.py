"""Two cookies: signed, for this host only, unreadable for scripts.

The first is gone with the browser. It carries the CSRF token, the key of a server-side session and
small notes for the next page; never anything about a person. The second, ``…_known``, stays for a
year after a log-in and holds nothing but a mark by which the server knows the browser again, so
that strangers cannot use up the tries of its owner; it opens nothing.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.base.sites import host_of
from engine.settings.settings import Settings

NAME: Final = "anketa"
NOBODY: Final = ("192.0.2.1", 9)
"""An address that is reserved for documents."""


def seal(app: Flask, settings: Settings) -> None:
    """Set how the cookie is made, and whose word about host and scheme is taken."""
    plain = settings.demo and not settings.base_url.startswith("https:")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME=NAME if plain else f"__Host-{NAME}",
        SESSION_COOKIE_SECURE=not plain,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        TRUSTED_HOSTS=_hosts(settings, plain),
    )
    if count := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def _hosts(settings: Settings, plain: bool) -> list[str]:
    named = settings.trusted_hosts or tuple(filter(None, [host_of(settings.base_url)]))
    named = (*named, *map(host_of, settings.bank_hosts.values()))
    return [*named, *_of_this_machine()] if plain else list(named)


def _of_this_machine() -> frozenset[str]:
    """Names and addresses under which a demonstration may be opened from beside this machine."""
    name = socket.gethostname()
    found = {"localhost", "127.0.0.1", name}
    with suppress(OSError):
        found.update(socket.gethostbyname_ex(name)[2])
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(NOBODY)  # sends nothing: it only chooses the address that would send
        found.add(str(probe.getsockname()[0]))
    return frozenset(found)
