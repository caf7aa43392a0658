"""The product this application serves: put in by the factory, read by every page."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from engine.bootstrap import Product

KEY = "anketa"


def carry(app: Flask, product: Product) -> None:
    """Let pages of ``app`` find ``product``."""
    app.extensions[KEY] = product


def product() -> Product:
    """The product of the application that answers this request."""
    return cast(Product, current_app.extensions[KEY])
