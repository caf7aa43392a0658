"""What stands around the questions of a form: drawn once, filled in for each page.

Heads, menus, headings and buttons are the same for everybody who fills in a form but for a few
texts, addresses and tokens. So a page is a piece (``web.pieces``) of its template, one for each
way in which it may differ otherwise.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from flask import current_app, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from engine.base.dataclass import dataclass
from engine.services.views import FormPageView
from web import locale
from web.drawing import Drawing
from web.lists import runs_scripts
from web.pieces import Piece, mark
from web.render import drawing, place, query, said, tongues

Letters = Mapping[str, Any]
"""Address of the mailbox and count of what was not read; nothing where there is none."""
KEPT: Final = "anketa pages of forms"
MOST: Final = 1024
"""Pieces, and companions, that are kept: needs and hints come and go with answers."""
SAFE: Final = "!$&'()*+,/:;=@"
"""Signs that stand in a part of an address as they are, as Werkzeug writes it."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A form to fill in; ``version`` is that of the answers it was made of, ``shape`` the digest of
    its questions, ``saved`` says when it was saved. ``addresses`` are functions for its files."""

    sheet: FormPageView
    version: int
    shape: str
    saved: str
    addresses: Mapping[str, Any]

    def page(self, letters: Letters) -> str:
        """The whole page; ``letters`` are in the mailbox in its head."""
        sheet, told = self.sheet, said()
        way = (
            *place(),
            request.endpoint,
            tuple(form.hint for form in sheet.forms if form.hint),
            (bool(sheet.problems), sheet.measures, sheet.confirms, runs_scripts()),
            told and (told["kind"], bool(told["beside"])),
            (bool(letters), bool(letters.get("count"))),
        )
        piece = _kept().get(way)
        if piece is None:
            piece = _keep(way, Piece.of(self._page(told, letters)))
        return piece.filled(
            {
                **self._slots(),
                "query": escape(query()),
                "title": escape(sheet.title),
                "csrf": generate_csrf(),
                "saved": escape(self.saved),
                "said": escape(told["text"]) if told else "",
                "letters": escape(letters.get("address", "")),
                "count": letters.get("count", ""),
                "companion": companion(sheet),
            }
        )

    def part(self) -> str:
        """What a page that is being filled in replaces: its questions, and what stands beside."""
        way = ("part", *place())
        piece = _kept().get(way)
        if piece is None:
            piece = _keep(way, Piece.of(render_template("parts/retold.html", **self._marked())))
        return piece.filled({**self._slots(), "companion": companion(self.sheet, apart=True)})

    def _slots(self) -> dict[str, object]:
        sheet, draw = self.sheet, self._drawing()
        return {
            "case": escape(quote(sheet.case_id, SAFE)),
            "place": escape(quote(sheet.place, SAFE)),
            "version": self.version,
            "shape": self.shape,
            "summary": draw.summary(sheet.problems),
            "forms": draw.forms(sheet.forms),
        }

    def _drawing(self) -> Drawing:
        reader = locale.reader()
        words = {"reader": reader, "_": reader.message, "lang": reader.lang, "sheet": self.sheet}
        return drawing({**words, **self.addresses})

    def _page(self, told: Mapping[str, str] | None, letters: Letters) -> str:
        """The page with marks in the places of what only this one says."""
        case: dict[str, Any] = {"case_id": mark("case"), "place": mark("place")}
        count = letters.get("count") and mark("count")
        marked_told = told and {**told, "text": mark("said")}
        return render_template(
            "applicant/form.html",
            **self._marked(),
            tongues=tongues(case, mark("query")),
            mailbox={"address": mark("letters"), "count": count} if letters else None,
            said=lambda: marked_told,
            csrf_token=lambda: mark("csrf"),
            saved=mark("saved"),
            here=url_for("applicant.form", **case),
            overview_address=url_for("applicant.overview", case_id=mark("case")),
            typed_address=url_for("applicant.keep", **case),
            typed_form="typed",
        )

    def _marked(self) -> dict[str, Any]:
        sheet = self.sheet
        marked = replace(
            sheet, case_id=mark("case"), place=mark("place"), title=mark("title"), saved_at=None
        )
        return {
            "sheet": marked,
            "forms": sheet.forms,
            "problems": sheet.problems,
            "version": mark("version"),
            "shape": mark("shape"),
            "companion": mark("companion"),
            "drawn_summary": lambda _problems: mark("summary"),
            "drawn_forms": lambda _forms: mark("forms"),
        }


def companion(sheet: FormPageView, *, apart: bool = False) -> Markup:
    """What will be needed, and the sections; ``apart`` from the rest it finds its own place."""
    sections = (
        (section.id, section.caption or form.title)
        for form in sheet.forms
        for section in form.sections
        if section.items
    )
    is_new = sheet.version == 0
    way = ("companion", *place(), apart, is_new, sheet.needs, tuple(sections))
    piece = _kept().get(way)
    if piece is None:
        template = current_app.jinja_env.get_template("parts/companion.html")
        words = locale.reader().message
        html = template.render(sheet=sheet, forms=sheet.forms, out_of_band=apart, _=words)
        piece = _keep(way, Piece.of(html))
    return Markup(piece.filled({}))  # noqa: S704 - a template has escaped it


def _kept() -> dict[Hashable, Piece]:
    found: dict[Hashable, Piece] = current_app.extensions.setdefault(KEPT, {})
    return found


def _keep(way: Hashable, piece: Piece) -> Piece:
    kept = _kept()
    if len(kept) >= MOST:
        kept.clear()
    kept[way] = piece
    return piece
