"""``judge``, ``validate`` and ``explain``: what the definitions say about answers in a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from engine.base.errors import AnketaError
from engine.base.values import Problem
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.case.judgement import (
    Judgement,
    RuleEngines,
    begun,
    facts_of,
    in_hand,
    judge,
    situation,
)
from engine.case.verdict import facts_data
from engine.forms.problems import problems
from engine.forms.read import Surroundings, read
from engine.language.reader import Reader
from engine.meaning.words.overview import FlowOverview, StageLine
from engine.meaning.words.summary import (
    ReasonInWords,
)
from engine.rules.durable import Durable
from engine.rules.straight import Straight
from terminal.answers import answers_in
from terminal.options import Asked, asks
from terminal.output import say, say_json, told
from terminal.overviews import overview_data, overview_of, stage_part, tell_overview

ANSWERS = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("judge")
@click.argument("programme")
@click.argument("answers_file", type=ANSWERS)
@asks("text", "json", lang=True, today=True)
@told
def judge_command(asked: Asked, programme: str, answers_file: Path) -> None:
    """Judge the answers in a file: problems, stages, fee, people, both rule engines."""
    library = asked.library
    ready = library.today(programme)
    result = judged(ready, answers_file, asked.day(ready))
    reader = asked.reader(library, ready)
    words = words_of(result, reader)
    if asked.form == "json":
        say_json(judgement_data(result, words, reader))
    else:
        tell_judgement(result, words, reader)


@click.command("validate")
@click.argument("form_name", metavar="FORM")
@click.argument("answers_file", type=ANSWERS)
@asks("text", "json", lang=True, today=True)
@told
def validate_command(asked: Asked, form_name: str, answers_file: Path) -> None:
    """Check answers in a file against one form; exit 1 if it would be refused."""
    library = asked.library
    ready, name = form_of(library, form_name)
    outline, raw = ready.forms[name], answers_in(answers_file, ready)
    facts = facts_of(ready, raw, asked.day(ready))
    # A case keeps nothing of the form of the account, which is a form to validate all the same.
    around = Surroundings(facts.today, facts.answers, blank_rows=False, named_files=True)
    facts = replace(facts, answers={**facts.answers, **read(outline, raw, around).answers})
    own = [one for one in facts.unread if outline.place(one.path) is not None]
    found = problems(situation(ready, facts), outline, own)
    reader = asked.reader(library, ready)
    if asked.form == "json":
        say_json({"form": name, "problems": [problem_data(one, reader) for one in found]})
    else:
        _tell_problems(found, reader)
    if any(one.level == "refuse" for one in found):
        raise click.exceptions.Exit(1)


def judged(ready: Ready, answers_file: Path, today: date) -> Judgement:
    """The judgement of both engines on a file of answers."""
    raw = answers_in(answers_file, ready)
    facts = begun(ready, facts_of(ready, raw, today))
    durable = Durable()
    try:
        outline = in_hand(ready, facts.picture, raw)
        return judge(ready, facts, RuleEngines(Straight(), durable), outline)
    finally:
        durable.close()


def words_of(result: Judgement, reader: Reader) -> FlowOverview:
    """What was decided, in words."""
    return overview_of(result, reader)


def judgement_data(result: Judgement, words: FlowOverview, reader: Reader) -> dict[str, Any]:
    """The judgement as JSON; ``problems`` refuse a submission, ``notes`` do not."""
    notes = [one for one in result.problems if one.level != "refuse"]
    return {
        "bundle": result.ready.bundle,
        "programme": result.ready.programme.name,
        "today": result.situation.today.isoformat(),
        "problems": [problem_data(one, reader) for one in result.refused],
        "notes": [problem_data(one, reader) for one in notes],
        "asked": list(result.asked),
        "required": list(result.required),
        "facts": facts_data(result),
        "persons": [
            {
                "person": people.name,
                "caption": people.caption,
                "people": list(people.people),
                "elsewhere": people.elsewhere,
                "undecided": people.undecided,
            }
            for people in words.persons
        ],
        "stages": [_stage_data(stage) for stage in words.stages],
        "current": list(words.current),
        "end": words.end,
        "engines": result.opinion.engines,
        **overview_data(words),
    }


def problem_data(problem: Problem, reader: Reader) -> dict[str, str]:
    """A problem as JSON."""
    return {
        "path": problem.path,
        "code": problem.code,
        "level": problem.level,
        "message": reader.text(problem.message, **problem.params),
    }


def reason_data(reason: ReasonInWords) -> dict[str, Any]:
    """A reason as JSON."""
    return {
        "rule": reason.rule,
        "row": reason.row,
        "file": reason.file,
        "line": reason.line,
        "because": reason.because,
        "source": reason.source,
        "text": reason.text,
    }


def form_of(library: Library, form: str) -> tuple[Ready, str]:
    """The programme of a form and its name; ``programme/form`` where several have one."""
    wanted, _, name = form.rpartition("/")
    programmes = library.current.programmes.values()
    found = [
        programme.name
        for programme in programmes
        if wanted in ("", programme.name) and any(one.name == name for one in programme.forms)
    ]
    if len(found) == 1:
        return library.today(found[0]), name
    if found:
        names = ", ".join(f"{programme}/{name}" for programme in found)
        raise AnketaError(f"Several programmes have a form “{name}”: say {names}.")
    known = sorted({one.name for programme in programmes for one in programme.forms})
    raise AnketaError(f"There is no form “{form}”. Known: {', '.join(known)}.")


def _stage_data(stage: StageLine) -> dict[str, Any]:
    return {
        "stage": stage.stage,
        "state": stage_part(stage),
        "title": stage.title,
        "why": [reason_data(reason) for reason in stage.why],
    }


def tell_judgement(result: Judgement, words: FlowOverview, reader: Reader) -> None:
    """The judgement for people."""
    say(
        f"{result.ready.programme.name}  {result.situation.today}"
        f"  engines: {result.opinion.engines}"
    )
    say()
    tell_overview(words)
    say()
    for fact in words.facts:
        say(f"  {fact.name}: {', '.join(fact.codes) or '?'}")
    for people in words.persons:
        say(f"  {people.caption}: {', '.join(people.people) or people.elsewhere or '?'}")
    say()
    _tell_problems(result.problems, reader)


def _tell_problems(found: tuple[Problem, ...], reader: Reader) -> None:
    for one in found:
        style = "red" if one.level == "refuse" else "yellow"
        say(f"  {one.path}  {one.code} {reader.text(one.message, **one.params)}", style=style)
    refused = sum(one.level == "refuse" for one in found)
    say(f"{refused} to correct, {len(found) - refused} to note")
