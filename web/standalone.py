"""One form as a page of its own, without a server behind it: for review and for screenshots."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader

from engine.forms.view import FormView
from engine.language.reader import Reader
from web.assets import found
from web.picking import offered
from web.prose import linked
from web.questions import QuestionDrawers

NOWHERE = "#"


def document(form: FormView, reader: Reader) -> str:
    """The form as HTML with its styles inside; its buttons lead nowhere."""
    environment = Environment(
        loader=PackageLoader("web"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(linked=linked, offered=offered)
    environment.globals.update(
        url_for=_nowhere,
        file_address=_nowhere,
        upload_address=_nowhere,
        reader=reader,
        _=reader.message,
        lang=reader.lang,
    )
    QuestionDrawers(environment, lambda: reader.lang, lambda _item: "").furnish()
    assets = found()
    styles = "\n".join(assets[name].content.decode() for name in ("bootstrap.css", "anketa.css"))
    return environment.get_template("standalone.html").render(form=form, styles=styles)


def _nowhere(*_args: object, **_given: object) -> str:
    return NOWHERE
