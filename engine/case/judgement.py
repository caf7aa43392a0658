"""Everything that is said of a case at once: problems, questions, facts, people, stages, engines.

A pure function of a programme, answers, events and a date. The command line, scenarios, pages and
submissions all come through here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import date

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Answers, Problem
from engine.bundles.compiled import Ready
from engine.forms.asked import asked_paths, required_paths
from engine.forms.outline import Outline
from engine.forms.problems import problems
from engine.forms.read import (
    Raw,
    Surroundings,
    completed,
    read,
)
from engine.meaning.flow.answers import AnswersWorld, asked_by_steps
from engine.meaning.flow.decide import begin
from engine.meaning.picture import EMPTY, Picture, fold
from engine.meaning.situation import Situation
from engine.rules.agreement import Opinion, opinion
from engine.rules.host import RuleHost


@dataclass(frozen=True, slots=True)
class RuleEngines:
    """The two rule engines: the word of the first is the meaning, the second must agree."""

    first: RuleHost
    second: RuleHost


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case when it is judged; ``unread`` are problems of the reading."""

    today: date
    answers: Answers = field(default_factory=lambda: NOTHING, repr=False)
    unread: tuple[Problem, ...] = ()
    applied_on: date | None = None
    picture: Picture = EMPTY


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result; paths of ``asked`` and ``required`` as ``owners`` and ``owners[].share``."""

    ready: Ready
    situation: Situation
    problems: tuple[Problem, ...]
    asked: tuple[str, ...]
    required: tuple[str, ...]
    opinion: Opinion

    @property
    def refused(self) -> tuple[Problem, ...]:
        """The problems that stop a submission."""
        return tuple(problem for problem in self.problems if problem.level == "refuse")


def situation(ready: Ready, facts: Facts) -> Situation:
    """The case as its programme sees it."""
    answers = {**facts.answers, **asked_by_steps(ready.meaning.route, facts.picture)}
    return Situation(
        ready.meaning, answers, facts.today, applied_on=facts.applied_on, picture=facts.picture
    )


def begun(ready: Ready, facts: Facts) -> Facts:
    """A case as it is when it has just begun."""
    world = AnswersWorld(ready.meaning, facts.answers, facts.today, facts.applied_on)
    return replace(facts, picture=fold(begin(world, EMPTY)))


def in_hand(ready: Ready, picture: Picture, raw: Raw) -> Outline:
    """The forms that people have before them: of items that have begun, or filled in already."""
    names = set(ready.programme.registration.case_forms)
    for name, unit in picture.instances:
        found = ready.asked_in(ready.meaning.route.items[name], unit)
        names.update(() if found is None else (form.name for form in found.forms))
    outlines = ((form.name, ready.forms[form.name]) for form in ready.outline.forms)
    names.update(name for name, one in outlines if any(map(one.knows, raw)))
    return Outline.of(form for form in ready.outline.forms if form.name in names)


def judge(
    ready: Ready, facts: Facts, engines: RuleEngines, outline: Outline | None = None
) -> Judgement:
    """Judge a case; problems are those of the outlined forms, or of all."""
    case = situation(ready, facts)
    return Judgement(
        ready=ready,
        situation=case,
        problems=problems(case, outline or ready.outline, facts.unread),
        asked=asked_paths(case, ready.outline),
        required=required_paths(case, ready.outline),
        opinion=opinion(case, engines.first, engines.second),
    )


@dataclass(frozen=True, slots=True)
class FormJudgement:
    """What is said of a form that is sent in: all problems, marks for staff among them."""

    situation: Situation
    problems: tuple[Problem, ...]
    opinion: Opinion

    @property
    def refused(self) -> tuple[Problem, ...]:
        """The problems that stop it."""
        return tuple(problem for problem in self.problems if problem.level == "refuse")


def judge_form(
    case: Situation, outline: Outline, engines: RuleEngines, unread: Iterable[Problem] = ()
) -> FormJudgement:
    """Judge one form of a case, and by both engines the whole case as it is with it."""
    return FormJudgement(
        situation=case,
        problems=problems(case, outline, unread),
        opinion=opinion(case, engines.first, engines.second),
    )


def facts_of(ready: Ready, raw: Raw, today: date, known: Answers = NOTHING) -> Facts:
    """Answers of a file, read as a page would be; files are known by their names only."""
    around = Surroundings(today, known, blank_rows=False, named_files=True)
    reading = read(ready.everything, raw, around)
    answers = {path: one for path, one in reading.answers.items() if ready.is_of_case(path)}
    sent = completed(ready.outline, {**known, **answers})
    return Facts(today, sent, reading.problems)
