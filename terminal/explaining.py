"""``explain``: why a question, a stage, a fact, a person's duty or a problem is as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.base.values import Problem
from engine.bundles.compiled import Ready
from engine.case.judgement import begun, facts_of, situation
from engine.definitions.faults import did_you_mean
from engine.forms.problems import problems
from engine.language.marker import N_
from engine.meaning.situation import Situation
from engine.meaning.words.captions import Captions
from engine.meaning.words.summary import ReasonInWords, reason_in_words, reasons_in_words
from engine.meaning.words.why import (
    Why,
    why_fact,
    why_person,
    why_problem,
    why_question,
    why_required,
)
from terminal.answers import answers_in
from terminal.explaining_items import ItemsExplained, Told
from terminal.judging import reason_data
from terminal.options import Asked, asks
from terminal.output import say, say_json, told

HOLDS: Final[Mapping[bool | None, str]] = {True: N_("yes"), False: N_("no"), None: N_("not known")}


@dataclass(frozen=True, slots=True)
class Explained:
    """One explanation in words; ``about`` is what was asked for, ``aspect`` what of it."""

    about: str
    aspect: str
    holds: bool | None
    because: str
    source: str
    reasons: tuple[ReasonInWords, ...]
    almost: tuple[ReasonInWords, ...]
    missing: tuple[str, ...]


@click.command("explain")
@click.argument("case")
@click.argument("what", required=False)
@click.option("--programme", help="Programme; needed where the definitions have several.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of cases.")
@asks("text", "json", lang=True, today=True)
@told
def explain_command(
    asked: Asked, case: str, what: str | None, programme: str | None, data: Path | None
) -> None:
    """Explain CASE (a file of answers, or the id of a stored case), or only WHAT of it.

    A stored case is explained by the definitions it was started with, unless --definitions says
    otherwise.

    WHAT is the path of a question, the name of a stage, an item or a fact, a step as `ITEM: STEP`,
    the place of a person (`client`, `representatives.0`), or a problem as `PATH CODE`.
    """
    ready, now, found, captions = _case(asked, case, programme, data)
    explained = tuple(explain(ready, now, found, captions, what))
    if asked.form == "json":
        say_json([_data(one) for one in explained])
        return
    for one in explained:
        _tell(one, captions)


def explain(
    ready: Ready,
    case: Situation,
    found: tuple[Problem, ...],
    captions: Captions,
    what: str | None,
) -> Iterator[Explained]:
    """Explanations of everything, or of what was asked for. Raises AnketaError for a stranger."""
    items, words = ItemsExplained(case, captions), _ExplainWords(captions)
    if what is None:
        for name in dict.fromkeys((*ready.meaning.facts, *items.names)):
            yield from explain(ready, case, found, captions, name)
    elif items.knows(what):
        if what in ready.meaning.facts:  # a rule may give a fact with the name of a stage
            yield words.say(what, "fact", why_fact(case, what))
        yield from (words.of_items(told) for told in items.of(what))
    else:
        yield from _one(ready, case, found, words, what)


def _one(
    ready: Ready,
    case: Situation,
    found: tuple[Problem, ...],
    words: _ExplainWords,
    what: str,
) -> Iterator[Explained]:
    path, row = case.place(what.split(" ", maxsplit=1)[0])
    if what in ready.meaning.facts:  # their names may hold blanks
        yield words.say(what, "fact", why_fact(case, what))
    elif " " in what:
        problem = _problem(found, what)
        yield words.say(what, "problem", why_problem(case, problem, path, row))
    elif path in ready.meaning.questions:
        yield words.say(what, "asked", why_question(case, path, row))
        yield words.say(what, "required", why_required(case, path, row))
    elif (why := why_person(case, what)).reasons:
        yield words.say(what, "person", why)
    else:
        meaning = ready.meaning
        items = ItemsExplained(case, words.captions).names
        known = (*meaning.questions, *meaning.facts, *items)
        advice = did_you_mean(what, known)
        message = f"“{what}” is no question, stage, item, fact, person or problem of this case."
        raise AnketaError(f"{message} {advice}".rstrip())


@dataclass(frozen=True, slots=True)
class _ExplainWords:
    captions: Captions

    def of_items(self, told: Told) -> Explained:
        about, aspect, why, words = told
        found = self.say(about, aspect, why)
        return replace(found, because=words) if words else found

    def say(self, about: str, aspect: str, why: Why) -> Explained:
        reader = self.captions.reader
        return Explained(
            about=about,
            aspect=aspect,
            holds=why.holds,
            because=reader.text(why.because) if why.because else "",
            source=why.source,
            reasons=reasons_in_words(why, self.captions),
            almost=tuple(reason_in_words(reason, self.captions) for reason in why.almost),
            missing=why.missing,
        )


def _problem(found: tuple[Problem, ...], what: str) -> Problem:
    path, _, code = what.partition(" ")
    for problem in found:
        if (problem.path, problem.code) == (path, code):
            return problem
    known = ", ".join(f"{problem.path} {problem.code}" for problem in found) or "none"
    raise AnketaError(f"There is no problem “{what}”. Problems: {known}.")


Opened = tuple[Ready, Situation, tuple[Problem, ...], Captions]


def _case(asked: Asked, case: str, programme: str | None, data: Path | None) -> Opened:
    if Path(case).is_file():
        return _of_file(asked, Path(case), programme)
    if Path(case).suffix or len(Path(case).parts) > 1:  # no case is called like that
        raise AnketaError(f"There is no file “{case}”.")
    return _of_store(asked, case, data)


def _of_file(asked: Asked, file: Path, programme: str | None) -> Opened:
    library = asked.library
    ready = asked.chosen(library, programme)
    facts = begun(ready, facts_of(ready, answers_in(file, ready), asked.day(ready)))
    now = situation(ready, facts)
    found = problems(now, ready.outline, facts.unread)
    return ready, now, found, Captions(ready.meaning, asked.reader(library, ready))


def _of_store(asked: Asked, case_id: str, data: Path | None) -> Opened:
    # Only a stored case needs the database and all that comes with it.
    from terminal.stored_cases import stored_case  # noqa: PLC0415

    found = stored_case(asked, case_id, data)
    now = situation(found.ready, found.facts)
    problems_now = problems(now, found.ready.outline)
    return found.ready, now, problems_now, Captions(found.ready.meaning, found.reader)


def _data(one: Explained) -> dict[str, Any]:
    return {
        "about": one.about,
        "aspect": one.aspect,
        "holds": one.holds,
        "because": one.because,
        "source": one.source,
        "reasons": [reason_data(reason) for reason in one.reasons],
        "almost": [reason_data(reason) for reason in one.almost],
        "missing": list(one.missing),
    }


def _tell(one: Explained, captions: Captions) -> None:
    reader = captions.reader
    say(f"{one.about} – {one.aspect}: {reader.message(HOLDS[one.holds])}", "bold")
    if one.because or one.source:
        say(f"    {' '.join(filter(None, (one.because, one.source)))}")
    for reason in one.reasons:
        _tell_reason(reason, "  ")
    for reason in one.almost:
        _tell_reason(reason, "  ~ ")
    if one.missing:
        say(f"    {reader.message(N_('Answer needed'))}: {', '.join(one.missing)}")


def _tell_reason(reason: ReasonInWords, mark: str) -> None:
    row = f"{reason.rule} {reason.row}, " if reason.rule else ""
    say(f"{mark}{' '.join(filter(None, (reason.because, reason.text)))}")
    say(f"      {row}{reason.file}:{reason.line} {reason.source}", "dim")
