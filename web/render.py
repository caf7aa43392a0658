"""Pages: a template, what it shows, and what every page knows of its reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from flask import Flask, current_app, g, render_template, request, url_for
from flask import session as cookie

from engine.base.dataclass import dataclass
from engine.definitions.model.programme import (
    Programme,
)
from web import locale
from web.banks import bank, served
from web.drawing import Drawing
from web.lists import know_scripts, list_shown_before, runs_scripts
from web.looks import PLAIN, Dressed, dressed
from web.picking import offered
from web.product import product
from web.prose import linked
from web.questions import QuestionDrawers

Kind = Literal["good", "info", "warn", "bad"]
SAID = "said"
QUESTIONS = "anketa questions"


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language the page can be switched to: its code, its own name and the page's address."""

    code: str
    name: str
    address: str


def page(template: str, status: int = 200, **shown: Any) -> tuple[str, int]:
    """The page as an answer; ``shown`` is what only this template needs."""
    return render_template(template, **shown), status


def say(source: str, kind: Kind = "good", beside: str = "", **params: object) -> None:
    """Say ``source``, a message of the code, on the next page this browser sees.

    It stands at the top of the page, or ``beside`` what was pressed where the page knows that.
    """
    cookie[SAID] = {"kind": kind, "source": source, "params": params, "beside": beside}


def furnish(app: Flask) -> None:
    """Give every template the reader, the languages and the ways out."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["runs_scripts"] = runs_scripts
    questions = QuestionDrawers(app.jinja_env, place, list_shown_before)
    questions.furnish()
    app.extensions[QUESTIONS] = questions
    app.jinja_env.filters["offered"] = offered
    app.jinja_env.filters["linked"] = linked
    app.before_request(know_scripts)
    app.context_processor(_known_to_all)


def drawing(page: Mapping[str, Any]) -> Drawing:
    """What draws questions on a page that knows its words and the addresses of its files."""
    questions: QuestionDrawers = current_app.extensions[QUESTIONS]
    return questions.on(page)


def place() -> tuple[str, ...]:
    """Where this page stands, as far as what it says everywhere depends on that."""
    return (*locale.voice(), request.script_root, g.get("programme") or "")


def _known_to_all() -> dict[str, Any]:
    reader = locale.reader()
    return {
        "lang": reader.lang,
        "reader": reader,
        "_": reader.message,
        "_n": reader.counted,
        "programme": programme(),
        "look": look(),
        "tongues": tongues(request.view_args or {}, query()),
        "home": home(),
        "demo": product().outbox is not None,
        "said": said,
    }


def programme() -> Programme | None:
    """The programme this page belongs to; the only one there is, where pages name none."""
    known = served()
    if len(known) == 1:
        return next(iter(known.values()))
    return known.get(g.get("programme") or _named_in_address())


def _named_in_address() -> str:
    """The programme that an address of no page still lies below."""
    parts = request.path.split("/")
    return parts[2] if request.url_rule is None and len(parts) > 2 else ""


def look() -> Dressed:
    """What the page wears: the look of the bank that it belongs to, or our own."""
    one, name = programme(), bank()
    banks = (each.bank for each in served().values() if each.bank.name == name)
    found = one.bank if one else next(banks, None)
    return PLAIN if found is None else dressed(found)


def languages() -> tuple[str, ...]:
    """Languages this page can be read in."""
    one = programme()
    here = (one,) if one is not None else served().values()
    known = locale.spoken(here)
    spoken: tuple[str, ...] = current_app.config["LANGUAGES"]
    return tuple(code for code in spoken if code in known)


def home(lang: str = "") -> str:
    """Address of the start page: of the programme, where the page belongs to one of several."""
    lang, one = lang or locale.current(), programme()
    if one is None or len(served()) == 1 or lang not in one.languages:
        return url_for("entrance.start", lang=lang)
    return url_for("applicant.start", lang=lang, programme=one.name)


def tongues(given: Mapping[str, Any], asked: str) -> tuple[LanguageLink, ...]:
    """The languages of this page; ``given`` are the parts of its address, ``asked`` its query."""
    return tuple(
        LanguageLink(code, locale.own_name(code), _here_in(code, given, asked))
        for code in languages()
    )


def query() -> str:
    """The query of this page's address, as it stands there; empty where there is none."""
    text = request.query_string.decode("ascii", "replace")
    return f"?{text}" if text else ""


def _here_in(code: str, given: Mapping[str, Any], asked: str) -> str:
    if request.endpoint is None or not current_app.url_map.is_endpoint_expecting(
        request.endpoint, "lang"
    ):
        return home(code)
    named = url_for(request.endpoint, **{**given, "lang": code})
    return named.partition("?")[0] + asked


def said() -> Mapping[str, str] | None:
    """What is to be said on this page. Whoever asks shows it: it is said once.

    A part of a page asks nothing, so that it takes nothing from the page that comes next.
    """
    if "said" not in g:
        kept = cookie.pop(SAID, None)
        g.said = kept and {
            "kind": kept["kind"],
            "text": locale.reader().message(kept["source"], **kept["params"]),
            "beside": kept.get("beside", ""),
        }
    told: Mapping[str, str] | None = g.said
    return told
