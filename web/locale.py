"""Which language a page speaks: the first part of its address, else what the browser asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask import Flask, g, request
from werkzeug.routing import AnyConverter, Map

from engine.definitions.model.programme import (
    Programme,
)
from engine.language.reader import Reader
from web.banks import bank
from web.product import product

FALLBACK: Final = "en"
OWN_NAMES: Final = {"lv": "Latviešu", "en": "English", "ru": "Русский"}
"""As CLDR has them: the first page of a process need not read three languages for three words."""


def spoken(programmes: Iterable[Programme]) -> tuple[str, ...]:
    """Codes of all languages that any of the programmes promises, in the order of first mention."""
    return tuple(dict.fromkeys(lang for one in programmes for lang in one.languages)) or (FALLBACK,)


def listen(app: Flask, languages: tuple[str, ...]) -> None:
    """Teach ``app`` the address part ``<lang:lang>`` and keep the language of each request."""

    class Language(AnyConverter):
        def __init__(self, map: Map) -> None:
            super().__init__(map, *languages)

    app.url_map.converters["lang"] = Language
    app.config["LANGUAGES"] = languages

    @app.url_value_preprocessor
    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.lang = (values or {}).pop("lang", None) or _named(languages) or preferred(languages)

    @app.url_defaults
    def put(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current()


def _named(languages: tuple[str, ...]) -> str:
    """The language that the address begins with, also where it leads nowhere."""
    first = request.path.lstrip("/").partition("/")[0]
    return first if first in languages else ""


def preferred(languages: tuple[str, ...]) -> str:
    """The language of ``languages`` that the browser likes best."""
    return request.accept_languages.best_match(languages) or languages[0]


def current() -> str:
    """Code of the language of this request."""
    code: str = g.get("lang") or FALLBACK
    return code


def reader() -> Reader:
    """The reader of this request's language, in the words of the bank whose page it is."""
    return product().library.spoken_by(*voice())


def voice() -> tuple[str, str]:
    """The bank whose words this page says, and in which language."""
    return _bank(), current()


def _bank() -> str:
    """The name of the bank of this page: of its programme, else of its host; empty of several."""
    here = product().programmes.get(g.get("programme") or "")
    return here.bank.name if here else bank()


def own_name(code: str) -> str:
    """``lv`` → “Latviešu”: what a language calls itself."""
    return OWN_NAMES.get(code) or product().catalogs.reader(code).language_name(code).capitalize()
