"""The web application: a product in, pages out."""

from __future__ import annotations

from typing import Final

from flask import Flask
from flask_wtf import CSRFProtect

from engine.bootstrap import Product
from web import (
    applicant,
    assets,
    cookies,
    entrance,
    errors,
    gate,
    headers,
    health,
    hooks,
    locale,
    looks,
    posted,
    receiving,
    render,
    staff,
)
from web.product import carry
from web.routes import Route

MEGABYTE: Final = 1_048_576
LARGEST_POST: Final = MEGABYTE
"""Largest post but an upload: 50 rows in each of several groups take a fifth of it."""


def create_app(product: Product) -> Flask:
    """A WSGI application that serves ``product``."""
    app = Flask("web", static_folder=None)
    app.url_rule_class = Route
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
        MAX_FORM_PARTS=1_000,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form may take days
        # Pages of personal links send no referrer, and some proxies of companies cut it off; the
        # cookie that holds the token can be set by this host only.
        WTF_CSRF_SSL_STRICT=False,
    )
    posted.listen(app)
    carry(app, product)
    cookies.seal(app, product.settings)
    locale.listen(app, locale.spoken(product.programmes.values()))
    headers.protect(app)
    banks = {one.bank.name: one.bank for one in product.programmes.values()}
    assets.serve(app, looks.look_assets(banks.values()))
    errors.answer(app)
    render.furnish(app)
    # In this order: a stranger's post is turned away before a byte of it is read.
    gate.guard(app)
    receiving.make_room(app)
    CSRFProtect(app).exempt(hooks.desk)
    for desk in (
        health.desk,
        hooks.desk,
        entrance.desk,
        staff.answer_desk,
        staff.desk,
        applicant.desk,
    ):
        app.register_blueprint(desk)
    return app
