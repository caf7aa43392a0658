"""The forms of an item as a page: what was pressed on it, and what is shown of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import url_for

from engine.base.dataclass import dataclass
from engine.base.values import Problem
from engine.language.marker import N_
from engine.services import senders
from engine.services.addresses import item_at
from engine.services.case_entries import FormEntry
from engine.services.views import Entered, FormPageView
from web import locale
from web.applicant.desk import viewer, zone
from web.applicant.messages import mailbox
from web.applicant.shape import shape_of
from web.applicant.shell import Filling, companion
from web.headers import let_measure
from web.product import product
from web.render import page
from web.typed import PostedForm, Raw
from web.visitor import visitor

EXPLAINS: Final = "_explains."
"""What the names of explanations begin with, before the key of the answer."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed, with what was typed into which form of which case."""

    case_id: str
    place: str
    post: PostedForm

    def entry(self, raw: Raw | None = None) -> FormEntry:
        """What goes down the corridor; ``raw`` if it is not just what was typed."""
        chosen = self.post.raw if raw is None else raw
        item, unit = item_at(self.place)
        return FormEntry(
            self.case_id,
            senders.applicant(visitor()),
            item,
            unit,
            raw=chosen,
            seen_version=self.post.version,
            explained=self.explained,
            lang=locale.current(),
        )

    @property
    def explained(self) -> Mapping[str, str] | None:
        """Why answers are right that the bank asked to correct; None where the page asks none."""
        found = {
            name.removeprefix(EXPLAINS): text
            for name, text in self.post.marks.items()
            if name.startswith(EXPLAINS)
        }
        return found or None

    def sheet(self, problems: tuple[Problem, ...] = ()) -> FormPageView:
        """The page with what was typed."""
        entered = Entered(self.post.raw, problems, explained=self.explained)
        return product().queries.form_page(viewer(), self.case_id, self.place, entered)

    @property
    def shape(self) -> str:
        """What the page says of its shape."""
        return self.post.marks.get("_shape", "")

    def address(self, part: str = "") -> str:
        """The page, from ``part`` on."""
        return url_for(
            "applicant.form", case_id=self.case_id, place=self.place, _anchor=part or None
        )


def filling_page(sheet: FormPageView, version: int, status: int = 200) -> tuple[str, int]:
    """The form to fill in; ``version`` is that of the answers it was made of."""
    if sheet.measures:
        let_measure()
    if not (sheet.correction or sheet.comments):
        return filling(sheet, version).page(mailbox()["mailbox"] or {}), status
    return page(
        "applicant/correct.html" if sheet.correction else "applicant/form.html",
        status,
        **shown(sheet, version),
        problems=sheet.problems,
        companion=companion(sheet),
        saved=_saved(sheet),
        overview_address=url_for("applicant.overview", case_id=sheet.case_id),
        typed_address=url_for("applicant.keep", case_id=sheet.case_id, place=sheet.place),
        typed_form="typed",
    )


def filling(sheet: FormPageView, version: int) -> Filling:
    """A form that the bank has said nothing about, as a page."""
    addresses = file_addresses(sheet.case_id, sheet.place)
    return Filling(sheet, version, sheet_shape(sheet), _saved(sheet), addresses)


def shown(sheet: FormPageView, version: int) -> Mapping[str, Any]:
    """What the part of the page with the questions needs where the bank has said something."""
    return {
        "sheet": sheet,
        "forms": sheet.forms,
        "version": version,
        "shape": sheet_shape(sheet),
        "explains": EXPLAINS,
        "zone": zone(),
        "here": url_for("applicant.form", case_id=sheet.case_id, place=sheet.place),
        **file_addresses(sheet.case_id, sheet.place),
    }


def sheet_shape(sheet: FormPageView) -> str:
    """What a page says of its shape: what it depends on, and what it looks like, with what a
    correction opens."""
    looks = shape_of(sheet.forms, sheet.correction.keys if sheet.correction else ())
    return f"{sheet.depends}-{looks}"


def depends_of(shape: str) -> str:
    """What the questions of a page depended on."""
    return shape.partition("-")[0]


def looks_of(shape: str) -> str:
    """What the questions of a page looked like."""
    return shape.partition("-")[2]


def file_addresses(case_id: str, place: str) -> Mapping[str, Any]:
    """Functions that tell templates where files come from and go to."""
    return {
        "file_address": lambda id: url_for("applicant.file", case_id=case_id, file_id=id),
        "upload_address": lambda name: url_for(
            "applicant.files", case_id=case_id, place=place, name=name
        ),
    }


def _saved(sheet: FormPageView) -> str:
    if sheet.saved_at is None:
        return ""
    reader = locale.reader()
    return reader.message(N_("Saved: {time}"), time=reader.datetime(sheet.saved_at, zone()))
