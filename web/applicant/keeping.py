"""Saving while a person types or presses “Save” in place, and asking anew what answers lead to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from flask import render_template

from engine.base.values import Problem
from engine.forms.view import FormView, GroupView, ProblemView
from engine.language.marker import N_
from engine.services.replies import Clash, Saved
from engine.services.views import FormPageView
from web import locale
from web.applicant.desk import desk, viewer
from web.applicant.saving import Closed
from web.applicant.saving import keep as keep_typed
from web.applicant.sheet import Press, depends_of, filling, looks_of, sheet_shape, shown
from web.gate import open_to
from web.product import product
from web.typed import typed

Told = tuple[str, int, Mapping[str, str]]
NOTHING_NEW = 204
CORRECTED: Final = N_("Answers corrected: {done} of {all}.")
PRESSED: Final = "save"
"""What the mark ``_press`` says where a person has asked for it: everything is said then."""


@desk.post("/case/<case_id>/<place>/typed")
@open_to("applicant")
def keep(case_id: str, place: str) -> Told:
    """The part of the page with the questions, or 204 while it is still right."""
    press = Press(case_id, place, typed())
    asked = press.post.marks.get("_press") == PRESSED
    try:
        result = keep_typed(replace(press.entry(), automatic=not asked))
    except Closed:
        return _stopped(N_("This form has been submitted and cannot be changed here."))
    if isinstance(result, Clash):
        return _stopped(N_("This form was changed elsewhere. Press “Save” to choose."))
    focus = "" if asked else press.post.marks.get("_focus", "")
    told_now = _said_now(result.problems, focus)
    if not asked and (same := _same(press, result, told_now)) is not None:
        return same
    sheet = press.sheet(told_now)
    said = sheet.problems if asked else ()
    words = _told(sheet, locale.reader().message(_words(asked, said)))
    shape = sheet_shape(sheet)
    saved = {"version": result.version, "text": words, "totals": dict(_totals(sheet.forms))}
    if not said and looks_of(shape) == looks_of(press.shape):
        return "", NOTHING_NEW, _event("saved", **saved, shape=shape)
    # A part brings its own shape: where it is dropped, the page keeps the one that it shows.
    told = _event("saved", **saved)
    retold = replace(sheet, problems=said)
    if sheet.correction is None:
        return filling(retold, result.version).part(), 200, told
    given = shown(retold, result.version)
    return render_template("parts/correct_part.html", **given, problems=said), 200, told


def _same(press: Press, result: Saved, said: tuple[Problem, ...]) -> Told | None:
    """What is answered where nothing has changed that questions depend on; else None."""
    if result.drafted is None:
        return None
    standing = product().queries.standing(viewer(), result.drafted, said)
    if standing is None or standing.depends != depends_of(press.shape):
        return None
    words = locale.reader().message(_words(asked=False, said=()))
    totals = {total.id: total.text for total in standing.totals}
    return "", NOTHING_NEW, _event("saved", version=result.version, text=words, totals=totals)


def _totals(forms: Iterable[FormView]) -> Iterator[tuple[str, str]]:
    """What the page shows below rows, by the id of the place: it changes with every number."""
    for item in (item for form in forms for section in form.sections for item in section.items):
        if isinstance(item, GroupView):
            yield from ((total.id, total.text) for total in item.totals)


def _told(sheet: FormPageView, words: str) -> str:
    """Of a correction also how far it is."""
    if sheet.correction is None:
        return words
    done, total = sheet.correction.done, len(sheet.correction.points)
    return f"{locale.reader().message(CORRECTED, done=done, all=total)} {words}"


def _words(asked: bool, said: tuple[ProblemView, ...]) -> str:
    if said:
        return N_("Saved. Please check the answers that are marked.")
    return N_("Saved. You can continue at any time.") if asked else N_("All saved")


def _said_now(problems: tuple[Problem, ...], focus: str) -> tuple[Problem, ...]:
    """Nobody is told that an answer is wrong while still typing it."""
    return tuple(problem for problem in problems if problem.path != focus)


def _stopped(words: str) -> Told:
    return "", NOTHING_NEW, _event("unsaved", text=locale.reader().message(words))


def _event(name: str, **detail: object) -> Mapping[str, str]:
    return {"HX-Trigger": json.dumps({name: detail})}
