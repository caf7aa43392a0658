"""The form of a stage as a page: what was pressed on it, and what is shown of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from engine.base.values import Problem
from engine.language.marker import N_
from engine.services.corridor import Entry
from engine.services.views import Entered, StagePage
from web import locale
from web.applicant.desk import viewer, zone
from web.applicant.shape import shape_of
from web.product import product
from web.render import page
from web.typed import PostedForm, Raw
from web.visitor import visitor


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed, with what was typed in which stage of which case."""

    case_id: str
    stage: str
    post: PostedForm

    def entry(self, raw: Raw | None = None) -> Entry:
        """What goes down the corridor; ``raw`` if it is not just what was typed."""
        chosen = self.post.raw if raw is None else raw
        return Entry(self.case_id, visitor(), self.stage, chosen, self.post.version)

    def sheet(self, problems: tuple[Problem, ...] = ()) -> StagePage:
        """The page with what was typed."""
        return product().queries.stage_page(
            viewer(), self.case_id, self.stage, Entered(self.post.raw, problems)
        )

    def address(self, part: str = "") -> str:
        """The page, from ``part`` on."""
        return url_for(
            "applicant.stage", case_id=self.case_id, stage=self.stage, _anchor=part or None
        )


def filling_page(sheet: StagePage, version: int, status: int = 200) -> tuple[str, int]:
    """The form to fill in; ``version`` is that of the answers it was made of."""
    return page(
        "applicant/stage.html",
        status,
        **filling(sheet, version),
        problems=sheet.problems,
        saved=_saved(sheet),
        overview_address=url_for("applicant.overview", case_id=sheet.case_id),
        typed_address=url_for("applicant.keep", case_id=sheet.case_id, stage=sheet.stage),
        typed_form="typed",
    )


def filling(sheet: StagePage, version: int) -> Mapping[str, Any]:
    """What the part of the page with the questions needs."""
    return {
        "stage": sheet,
        "forms": sheet.forms,
        "version": version,
        "shape": shape_of(sheet.forms),
        "here": url_for("applicant.stage", case_id=sheet.case_id, stage=sheet.stage),
        **file_addresses(sheet.case_id, sheet.stage),
    }


def file_addresses(case_id: str, stage: str) -> Mapping[str, Any]:
    """Functions that tell templates where files come from and go to."""
    return {
        "file_address": lambda id: url_for("applicant.file", case_id=case_id, file_id=id),
        "upload_address": lambda name: url_for(
            "applicant.files", case_id=case_id, stage=stage, name=name
        ),
    }


def _saved(sheet: StagePage) -> str:
    if sheet.saved_at is None:
        return ""
    reader = locale.reader()
    return reader.message(N_("Saved: {time}"), time=reader.datetime(sheet.saved_at, zone()))
