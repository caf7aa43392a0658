"""The one cookie: signed, for this host only, unreadable for scripts, gone with the browser.

It carries the CSRF token, the key of a server-side session and small notes for the next page;
never anything about a person.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.settings.settings import Settings

NAME: Final = "anketa"


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


def _hosts(settings: Settings, plain: bool) -> list[str] | None:
    if settings.trusted_hosts:
        return list(settings.trusted_hosts)
    host = urlsplit(settings.base_url).hostname
    return None if plain or host is None else [host]
