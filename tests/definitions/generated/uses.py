"""Everything that is done with a programme and with the answers of one case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from jsonschema import Draft202012Validator

from engine.analysis import coverage_sheet, page, report
from engine.analysis.coverage import TooManyLines, coverage
from engine.analysis.graphs.dependencies import dependency_picture
from engine.analysis.retelling import write_scenario
from engine.analysis.sources import source_coverage
from engine.analysis.space import world
from engine.analysis.verify import verify
from engine.analysis.words import Words
from engine.base.values import Absence
from engine.bundles.compiled import Ready, make_ready
from engine.case.judgement import Facts, Judgement, RuleEngines, facts_of, judge
from engine.definitions import json_schema
from engine.definitions.checks.missing_texts import missing_texts
from engine.definitions.loader import check_texts
from engine.definitions.model.conditions import Subject
from engine.definitions.model.flow_walk import item_steps
from engine.definitions.model.programme import Definitions
from engine.documents import pdf
from engine.documents.fillable import reading_child
from engine.documents.fillable import writer as fillable
from engine.documents.fillable.form import PaperForm, Stamp
from engine.forms.compose import Typed, form_view
from engine.forms.read import Surroundings, read
from engine.forms.view import FormView
from engine.forms.whole import whole
from engine.forms.wording import Wording
from engine.language.reader import Reader
from engine.meaning.programme import compile_programme
from engine.meaning.situation import Situation
from engine.meaning.words.captions import Captions
from engine.rules.durable import programs_of
from engine.rules.host import RuleHost
from engine.rules.straight import Straight
from engine.services.paper_forms import paper_blocks
from engine.services.sheets import Heading, sheet
from engine.store.typed_json import decode, encode
from engine.store.vault import Vault
from terminal import graphs
from terminal.explaining import explain
from terminal.judging import judgement_data, tell_judgement, words_of
from tests.definitions.generated.answers import Raw
from web.standalone import document

TODAY: Final = date(2026, 11, 22)
LANGUAGES: Final = ("en", "lv", "ru")
VAULT: Final = Vault({"a": bytes(32)}, bytes(32))


def reader(lang: str = "en") -> Reader:
    return Reader(lang, lambda _context, source: source)


def of_programme(definitions: Definitions, name: str) -> Ready:
    """Compose, export, draw, prove and print a programme; what is ready to judge with."""
    ready = make_ready(definitions, name)
    missing_texts(definitions, lambda _lang, text: text.source)
    for form in ready.programme.forms:
        _on_paper(_blank(ready, form.name), ready)
    pictures = (
        graphs._flow(ready.meaning, reader(), ""),
        dependency_picture(ready.meaning, reader()),
    )
    for draw in graphs.FORMATS.values():
        tuple(map(draw, pictures))
    source_coverage(ready.programme)
    programs_of(ready.meaning)
    return ready


def exported(files: Mapping[str, str], definitions: Definitions, name: str) -> None:
    """Write the forms as JSON Schemas and read them again: nothing may be lost."""
    written = _schemas(definitions, name)
    others = dict(files)
    forms = {}
    kept = {step.form for _, _, step in item_steps(definitions.programmes[name].flow)}
    for form, schema in written.items():
        if form in kept:  # what a step fills in is exported as it stands among the answers
            continue
        others.pop(f"forms/{name}/{form}.yaml", None)
        schema_file = f"forms/{name}/{form}.schema.json"
        forms[schema_file] = json.dumps(schema, indent=1, ensure_ascii=False)
    again, faults = check_texts({**others, **forms})
    assert again is not None, [str(fault) for fault in faults if fault.severity == "error"]
    assert _schemas(again, name) == written


def _schemas(definitions: Definitions, name: str) -> dict[str, dict[str, Any]]:
    forms = definitions.programmes[name].forms
    found = {form.name: json_schema.export(form, forms) for form in forms}
    for schema in found.values():
        Draft202012Validator.check_schema(schema)
    return found


def proved(ready: Ready) -> None:
    """Prove the programme and write down what comes out, in every form."""
    words = Words(ready.meaning, reader())
    found = verify(ready.programme, lambda _lang, text: text.source, TODAY)
    report.to_text(found, words)
    json.dumps(report.to_json(found, words))
    page.to_html(found, words)
    about = world(ready.meaning, TODAY)
    for finding in found.findings:
        write_scenario(finding, about, words)
    try:
        matrix = coverage_sheet.sheet(coverage(about), words, TODAY, ready.bundle)
    except TooManyLines:
        return
    coverage_sheet.to_csv(matrix)
    coverage_sheet.to_html(matrix)


def of_answers(ready: Ready, raw: Raw, second: RuleHost) -> Judgement:
    """Read, judge, show, explain, print and keep the answers of one case."""
    for outline in (*ready.forms.values(), ready.everything):
        for blank_rows in (True, False):
            read(outline, raw, Surroundings(TODAY, blank_rows=blank_rows))
    facts = facts_of(ready, raw, TODAY)
    result = judge(ready, facts, RuleEngines(Straight(), second))
    _computed(ready, result.situation)
    for lang in LANGUAGES:
        _said(ready, result, reader(lang))
    _shown(ready, result)
    tuple(explain(ready, result.situation, result.problems, _captions(ready), None))
    for what in {*_places(ready, facts), *(f"{one.path} {one.code}" for one in result.problems)}:
        tuple(explain(ready, result.situation, result.problems, _captions(ready), what))
    kept = json.loads(json.dumps(encode(facts.answers)))
    assert decode(kept) == facts.answers
    return result


def _computed(ready: Ready, case: Situation) -> None:
    """Every value of the case and of each row, in words and with what it waits for."""
    captions = _captions(ready)
    for path, value in ready.meaning.values.items():
        captions.subject(Subject(path))
        rows = case.rows(value.item.group) if value.item.group else ()
        for row in () if isinstance(rows, Absence) else rows:
            own = Subject(value.item.name, in_row=True)
            row.value(own)
            row.needed(own)
        if not value.item.group:
            captions.answer(Subject(path), case.value(Subject(path)))
            case.needed(Subject(path))


def printed(ready: Ready, raw: Raw) -> None:
    """The document of the answers."""
    facts = facts_of(ready, raw, TODAY)
    case = Situation(ready.meaning, facts.answers, facts.today)
    wording = Wording.of(ready.meaning, reader())
    forms = [form_view(case, form, wording) for form in ready.programme.forms]
    _print(forms)


def _said(ready: Ready, result: Judgement, words: Reader) -> None:
    said = words_of(result, words)
    json.dumps(judgement_data(result, said, words))
    tell_judgement(result, said, words)


def _shown(ready: Ready, result: Judgement) -> None:
    wording, typed = Wording.of(ready.meaning, reader()), Typed(problems=result.problems)
    for form in ready.programme.forms:
        document(form_view(result.situation, form, wording, typed), reader())


def _captions(ready: Ready) -> Captions:
    return Captions(ready.meaning, reader())


def _places(ready: Ready, facts: Facts) -> list[str]:
    places = list(ready.outline.fields)
    for group, members in ready.outline.members.items():
        rows = facts.answers.get(group, ())
        count = len(rows) if isinstance(rows, tuple) else 0
        places += [f"{group}.{row}.{name}" for row in range(count) for name in members]
        places += [group]
    return places


def _blank(ready: Ready, name: str) -> FormView:
    meaning = compile_programme(whole(ready.programme, name))
    form = next(form for form in meaning.programme.forms if form.name == name)
    rows = {path: ({},) for path in ready.forms[name].groups}
    case = Situation(meaning, rows, TODAY)
    view = form_view(case, form, Wording.of(meaning, reader()), Typed(fresh=True))
    document(view, reader())
    return view


def _print(forms: list[FormView]) -> None:
    pdf.write(sheet(forms, Heading("A case", issuer="Trial bank"), reader()))


def _on_paper(view: FormView, ready: Ready) -> None:
    """Written with fields, and every field read back."""
    blocks = paper_blocks([view], ready.forms[view.name], Captions(ready.meaning, reader()))
    form = PaperForm(view.title, "en", Stamp(view.name, "A", "b"), (), (), blocks)
    asked = {one.name for block in blocks for one in block.inputs}
    assert asked <= set(reading_child.read(fillable.write(form))["values"])
