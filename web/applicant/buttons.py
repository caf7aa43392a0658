"""What the buttons of a form do. Each keeps what was typed, whatever else it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from flask import redirect, url_for
from werkzeug.wrappers import Response

from engine.base.receipts import Receipt
from engine.forms.wording import html_id
from engine.language.marker import N_
from engine.services.case_loading import CaseRequest
from engine.services.form_acts import Choice
from engine.services.replies import Clash
from web.applicant.clash import clash_page
from web.applicant.row_buttons import add, ask_removal, copy, removed, take
from web.applicant.saving import Answered, keep, saved, send
from web.applicant.sheet import Press, filling_page
from web.product import product
from web.render import say


def save(press: Press) -> Answered:
    """Keep everything, demand nothing."""
    return saved(press, press.post.raw, told=N_("Saved. You can continue at any time."))


def submit(press: Press) -> Answered:
    """Send to the bank, or tell all that is missing."""
    result = send(press.entry())
    if isinstance(result, Receipt):
        say(N_("We have received what you sent."))
        return redirect(url_for("applicant.overview", case_id=press.case_id), 303)
    if isinstance(result, Clash):
        return clash_page(result, press.case_id, press.post.raw)
    return filling_page(press.sheet(result.problems), result.version, 422)


def refresh(press: Press) -> Answered:
    """The same page with the questions that the answers lead to."""
    return filling_page(press.sheet(), press.post.version)


def mine(press: Press) -> Answered:
    """After a clash: what is typed here wins."""
    return _resolved(press, "mine", N_("Saved. Your answers here were kept."))


def theirs(press: Press) -> Answered:
    """After a clash: what is stored wins."""
    return _resolved(press, "theirs", N_("The stored answers were taken."))


def to_files(press: Press) -> Answered:
    """On to the page where a file is chosen."""
    onward = url_for(
        "applicant.files", case_id=press.case_id, place=press.place, name=press.post.operand
    )
    return saved(press, press.post.raw, onward=onward)


def detach(press: Press) -> Answered:
    """Delete a file of a question."""
    name, _, file_id = press.post.operand.rpartition(":")
    answer = saved(press, press.post.raw, onward=press.address(html_id(name)))
    if isinstance(answer, Response):
        request = CaseRequest(press.case_id, press.entry().sender)
        product().uploads.detach(request, name, file_id)
    return answer


def _resolved(press: Press, choice: Choice, told: str) -> Answered:
    result = keep(press.entry(), choice)
    if isinstance(result, Clash):
        return clash_page(result, press.case_id, press.post.raw)
    say(told)
    return redirect(press.address(), 303)


BUTTONS: Final[Mapping[str, Callable[[Press], Answered]]] = MappingProxyType(
    {
        "save": save,
        "submit": submit,
        "refresh": refresh,
        "language": refresh,
        "mine": mine,
        "theirs": theirs,
        "files": to_files,
        "detach": detach,
        "add": add,
        "copy": copy,
        "take": take,
        "remove": ask_removal,
        "removed": removed,
    }
)
"""By the verb that the button posts; any other post shows the page as it was typed."""
