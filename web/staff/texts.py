"""Texts of one's own that a member of staff writes with."""

from __future__ import annotations

from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.base.staff import OwnText
from engine.base.values import Problem
from engine.language.marker import N_
from engine.services.ready_texts import LONGEST, LONGEST_TITLE, TEXT, TITLE
from web import locale
from web.gate import open_to
from web.product import product
from web.render import page, say
from web.staff.desk import desk, member
from web.staff.profile import no_languages


@desk.get("/texts")
@open_to("staff")
def texts() -> tuple[str, int]:
    """All of them, and a form for one more."""
    return _page()


@desk.post("/texts")
@open_to("staff")
def keep_text() -> Response | tuple[str, int]:
    """Keep a text, or take it away."""
    mine, id = member().account, request.form.get("id", "")
    if request.form.get("_do") == "remove":
        product().ready_texts.remove(mine, id)
        say(N_("Removed."))
        return redirect(url_for("staff.texts"), 303)
    language = request.form.get("language", "")
    if language not in current_app.config["LANGUAGES"]:
        abort(400)
    typed = request.form.get(TITLE, ""), request.form.get(TEXT, "").replace("\r\n", "\n")
    one = OwnText(id, mine, language, *typed)
    wrong = product().ready_texts.keep(one)
    if wrong:
        return _page(one, wrong)
    say(N_("Saved."))
    return redirect(url_for("staff.texts"), 303)


def _page(typed: OwnText | None = None, wrong: tuple[Problem, ...] = ()) -> tuple[str, int]:
    reader = locale.reader()
    return page(
        "staff/texts.html",
        422 if wrong else 200,
        own=product().ready_texts.own(member().account),
        fresh=OwnText("", member().account, locale.current(), "", ""),
        typed=typed,
        wrong={one.path: reader.text(one.message, **one.params) for one in wrong},
        longest={TITLE: LONGEST_TITLE, TEXT: LONGEST},
        tongues_known=[(code, locale.own_name(code)) for code in current_app.config["LANGUAGES"]],
        **no_languages(),
    )
