"""``form`` and ``schema``: a definition as a page, a document, or a schema."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.bundles.compiled import Ready
from engine.case.judgement import Facts, facts_of, situation
from engine.definitions import (
    editor as editor_schema,
)
from engine.definitions import json_schema
from engine.definitions.reading.answers_file import read_answers
from engine.documents import pdf
from engine.documents.fillable import writer as fillable
from engine.documents.fillable.form import PaperForm, Stamp
from engine.forms.compose import Typed, form_view
from engine.forms.view import FormView
from engine.forms.whole import whole
from engine.forms.wording import Wording
from engine.language.reader import Reader
from engine.meaning.programme import compile_programme
from engine.meaning.situation import Situation
from engine.meaning.words.captions import Captions
from engine.services.paper_forms import paper_blocks
from engine.services.sheets import PAGE_WORDS, Heading, sheet
from terminal.judging import ANSWERS, form_of
from terminal.options import Asked, asks
from terminal.output import say, say_json, told
from web.standalone import document

OUTPUT = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else stdout."
)


@click.command("form")
@click.argument("form_name", metavar="FORM")
@asks("html", "json-schema", "pdf", lang=True, today=True)
@click.option("--answers", type=ANSWERS, help="Show the form as it is with these answers.")
@OUTPUT
@told
def form_command(asked: Asked, form_name: str, answers: Path | None, output: Path | None) -> None:
    """Show a form: all its questions, or those that are asked with the answers of a file."""
    library = asked.library
    ready, name = form_of(library, form_name)
    if asked.form == "json-schema":
        _schema(ready, name)
        return
    reader = asked.reader(library, ready)
    view = _view(ready, name, reader, answers, asked)
    if asked.form == "html":
        _write(document(view, reader).encode(), output)
    else:
        issuer = reader.text(ready.programme.bank.title)
        if answers is None:
            _write(fillable.write(_on_paper(view, ready, name, reader)), output)
        else:
            _write(pdf.write(sheet([view], Heading(view.title, issuer=issuer), reader)), output)


@click.group("schema")
def schema() -> None:
    """JSON Schemas of the definition language and of forms."""


@schema.command("editor")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("schemas"),
    show_default=True,
    help="Folder to write to.",
)
@told
def schema_editor(output: Path) -> None:
    """Write the schemas with which editors complete and check definitions."""
    for file in editor_schema.write(output):
        say(str(file))


@schema.command("form")
@click.argument("form_name", metavar="FORM")
@asks()
@told
def schema_form(asked: Asked, form_name: str) -> None:
    """Print a form as JSON Schema."""
    ready, name = form_of(asked.library, form_name)
    _schema(ready, name)


def _schema(ready: Ready, name: str) -> None:
    beside = [form for form in ready.programme.forms if form.name != name]
    say_json(json_schema.export(ready.form(name), beside))


def _on_paper(view: FormView, ready: Ready, name: str, reader: Reader) -> PaperForm:
    """The form to be filled in; of no case, so that nobody can hand it in."""
    captions = Captions(ready.meaning, reader)
    return PaperForm(
        title=view.title,
        lang=reader.lang,
        stamp=Stamp(name, "", ready.bundle),
        intro=(),
        facts=(),
        blocks=paper_blocks([view], ready.forms[name], captions),
        issuer=reader.text(ready.programme.bank.title),
        page_words=reader.message(PAGE_WORDS),
    )


def _view(ready: Ready, name: str, reader: Reader, answers: Path | None, asked: Asked) -> FormView:
    if answers is not None:
        facts = facts_of(ready, read_answers(answers), asked.day(ready))
        wording = Wording.of(ready.meaning, reader)
        return form_view(situation(ready, facts), ready.form(name), wording)
    meaning = compile_programme(whole(ready.programme, name))
    form = next(form for form in meaning.programme.forms if form.name == name)
    facts = Facts(asked.day(ready), {path: ({},) for path in ready.forms[name].groups})
    case = Situation(meaning, facts.answers, facts.today)
    return form_view(case, form, Wording.of(meaning, reader), Typed(fresh=True))


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)
