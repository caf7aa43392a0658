"""Keeping what was typed before going anywhere else."""

from __future__ import annotations

from typing import Final

from flask import redirect
from werkzeug.wrappers import Response

from engine.base.errors import AnketaError
from engine.base.receipts import Receipt
from engine.base.values import Problem
from engine.meaning.flow.commands import Refusal
from engine.services.case_entries import FormEntry
from engine.services.form_acts import Choice
from engine.services.replies import Clash, Refused, Saved
from web.applicant.clash import clash_page
from web.applicant.sheet import Press, filling_page
from web.product import product
from web.render import say
from web.typed import Raw

Answered = Response | tuple[str, int]


class Closed(AnketaError):
    """The form is not the applicant's to change now."""


def keep(entry: FormEntry, choice: Choice = "") -> Saved | Clash:
    """Keep what was typed. Raises Closed."""
    reply = product().cases.save(entry, choice)
    if isinstance(reply, Refusal):
        raise Closed
    return reply


def send(entry: FormEntry) -> Receipt | Refused | Clash:
    """Send what was typed to the bank. Raises Closed."""
    reply = product().cases.submit(entry)
    if isinstance(reply, Refusal):
        raise Closed
    return reply


SAVE_STATE: Final = "save-state"
"""Id of the place beside “Save” that tells whether everything is saved."""


def saved(press: Press, raw: Raw, *, onward: str = "", told: str = "") -> Answered:
    """Save ``raw`` and go ``onward``; stay on the page where there is something to correct.

    With ``onward`` faults of format are no reason to stay: they are kept and told later.
    """
    result = keep(press.entry(raw))
    if isinstance(result, Clash):
        return clash_page(result, press.case_id, raw)
    if told and _visible(result.problems):
        return filling_page(press.sheet(result.problems), result.version)
    if told:
        say(told, beside=SAVE_STATE)
    return redirect(onward or press.address(SAVE_STATE if told else ""), 303)


def _visible(problems: tuple[Problem, ...]) -> bool:
    return any(problem.level != "staff" for problem in problems)
