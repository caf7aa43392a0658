"""Scenarios of programmes in stages, judged as real cases are, in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from engine.base.values import Span
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.case.judgement import (
    Judgement,
    RuleEngines,
    facts_of,
    judge,
)
from engine.definitions.faults import did_you_mean
from engine.definitions.model.flow import (
    Stage,
)
from engine.definitions.reading.scenarios import (
    SUBMIT,
    Do,
    Expectation,
    Scenario,
    Then,
)
from engine.forms.compose import Typed, form_view
from engine.meaning.events import Event, EventKind
from engine.meaning.path import Step
from engine.meaning.stages import units
from engine.meaning.words.summary import (
    reason_in_words,
    reasons_in_words,
    summary,
)
from engine.meaning.words.why import (
    Why,
    why_fact,
    why_question,
    why_required,
    why_stage,
)
from engine.scenarios.documents_now import DocumentsNow
from engine.scenarios.outcome import Failure, fact_words, is_met
from engine.scenarios.subjects import agreed

DEMANDED = "demanded"
"""What is done with a stage on demand, before any outcome of it."""


def run_in_stages(
    scenario: Scenario, library: Library, engines: RuleEngines, lang: str, *, silent: bool
) -> tuple[Failure, ...]:
    """Everything that is not as a scenario of a programme in stages says."""
    ready = library.today(scenario.programme)
    trial = _Trial(scenario, ready, library, engines, lang)
    failures = [] if silent else [*trial.spoken(scenario.span)]
    failures += trial.compared(scenario.expect)
    for step in scenario.steps:
        if isinstance(step, Do):
            failures += trial.does(step)
        elif isinstance(step, Then):
            failures += trial.compared(step.expect)
        else:
            failures.append(Failure(step.span, "step", "an outcome of a stage", "a step of items"))
    return tuple(failures)


class _Trial:
    """One scenario under way."""

    def __init__(
        self, scenario: Scenario, ready: Ready, library: Library, engines: RuleEngines, lang: str
    ) -> None:
        self.ready, self.library, self.engines = ready, library, engines
        self.given, self.lang = scenario.given, lang
        self.facts = facts_of(ready, scenario.given, scenario.today)
        self.now = judge(ready, self.facts, engines)
        self.documents = DocumentsNow()
        self.last: tuple[str, ...] = ()
        """Events since the last “then”, as notices name them."""

    def spoken(self, span: Span) -> Iterator[Failure]:
        """The case can be shown in every language the programme promises."""
        for lang in self.ready.programme.languages:
            reader = self.library.reader(lang, self.ready)
            wording = self.library.wording(self.ready, lang)
            summary(self.ready.meaning, self.now.situation, self.now.path, reader)
            for form in self.now.ready.outline.forms:
                form_view(self.now.situation, form, wording, Typed(problems=self.now.problems))
        if self.now.opinion.engines == "differ":
            yield Failure(span, "engines", "agree", f"differ ({self.now.opinion.reason})")

    def does(self, step: Do) -> Iterator[Failure]:
        """Let something happen; it must be possible."""
        if step.document:
            yield from self._handles(step)
            return
        if step.outcome == SUBMIT and not step.stage:
            yield from self._submits(step)
            return
        stage = self.ready.meaning.stages.get(step.stage)
        outcome = stage and next((one for one in stage.outcomes if one.name == step.outcome), None)
        is_demand = bool(stage and stage.on_demand_after) and step.outcome == DEMANDED
        if stage is None or (outcome is None and not is_demand):
            known = ", ".join(one.name for one in stage.outcomes) if stage else "no such stage"
            yield Failure(step.span, step.stage, step.outcome, known)
            return
        place = self.now.path.step(step.stage)
        if place.state != "current" and not place.may_be_demanded:
            yield Failure(step.span, step.stage, "current", place.state)
        concerned = units(self.now.situation, stage).names
        for name in step.of:
            if name not in concerned:
                yield Failure(step.span, f"{step.stage} of", name, ", ".join(concerned) or "nobody")
        kind: EventKind = "demanded" if is_demand else "outcome"
        event = Event(step.stage, "" if is_demand else step.outcome, step.of, kind)
        self._happens(event, f"{step.stage} {step.outcome}")

    def _submits(self, step: Do) -> Iterator[Failure]:
        if self.now.refused:
            codes = ", ".join(f"{one.path} {one.code}" for one in self.now.refused)
            yield Failure(step.span, SUBMIT, "accepted", codes)
        open_now = [
            one for one in self.now.path.steps if one.state == "current" and one.stage.forms
        ]
        if not open_now:
            yield Failure(step.span, SUBMIT, "a stage with forms", "none is open")
            return
        stage = open_now[0].stage
        outcome = next(one for one in stage.outcomes if one.target == "next")
        self._happens(Event(stage.name, outcome.name), f"{stage.name} {outcome.name}")

    def _handles(self, step: Do) -> Iterator[Failure]:
        possible = self.documents.steps(self.now, step.document)
        if step.outcome not in possible:
            is_there = self.documents.one(self.now, step.document) is not None
            nothing = "nothing can be done with it" if is_there else "no such document now"
            got = ", ".join(possible) or nothing
            yield Failure(step.span, f"document {step.document}", step.outcome, got)
            return
        taken = possible[step.outcome]
        self.documents = self.documents.after(self.now, step.document, taken)
        self.last += (f"{step.document} becomes {taken.target}",)

    def _happens(self, event: Event, name: str) -> None:
        before = set(self.now.path.current)
        self.facts = replace(self.facts, events=(*self.facts.events, event))
        self.now = judge(self.ready, self.facts, self.engines)
        begun = tuple(f"{one} starts" for one in self.now.path.current if one not in before)
        self.last += (name, *begun)

    def compared(self, expectations: Iterable[Expectation]) -> list[Failure]:
        """Everything that is not as expected."""
        found = [failure for one in expectations for failure in self._compared(one)]
        self.last = ()
        return found

    def _compared(self, one: Expectation) -> Iterator[Failure]:
        if one.by_path is not None:
            yield from self._problems_at(one)
            return
        got, why = self._got(one)
        expected = ", ".join(one.words)
        if not is_met(one, expected, got):
            captions = self.library.captions(self.ready, self.lang)
            yield Failure(
                one.span,
                one.subject,
                expected,
                got,
                reasons_in_words(why, captions) if why else (),
                tuple(reason_in_words(each, captions) for each in why.almost) if why else (),
            )

    def _got(self, one: Expectation) -> tuple[str, Why | None]:
        now, subject = self.now, one.subject
        if subject in WHOLE:
            return WHOLE[subject](now), None
        if subject == "notices":
            return self._notices(), None
        found = agreed(subject, now, self.given)
        if found is not None:
            return found, None
        word, _, name = subject.partition(" ")
        if word == "document" and name:
            return str(self.documents.one(now, name) or "none"), None
        if word in ("stage", "each") and name in self.ready.meaning.stages:
            step = now.path.step(name)
            got = step.part if word == "stage" else ", ".join(unit.unit for unit in step.units)
            return got, why_stage(now.situation, name)
        fact = name if word == "fact" else subject
        if fact in self.ready.meaning.facts:
            return fact_words(now, fact), why_fact(now.situation, fact)
        return self._question(subject)

    def _question(self, name: str) -> tuple[str, Why | None]:
        case = self.now.situation
        path, row = case.place(name)
        if path not in self.ready.meaning.questions:
            meaning = self.ready.meaning
            advice = did_you_mean(name, (*meaning.questions, *meaning.facts, *meaning.stages))
            nothing = "there is no such question, stage or fact"
            return f"{nothing}. {advice}" if advice else nothing, None
        if not case.asked(path, row):
            return "not asked", why_question(case, path, row)
        required = case.required(path, row)
        return ("required" if required else "optional"), why_required(case, path, row)

    def _notices(self) -> str:
        sent = (one for one in self.ready.programme.notices if one.event in self.last)
        return ", ".join(one.name for one in sent) or "none"

    def _problems_at(self, one: Expectation) -> Iterator[Failure]:
        for path, codes in (one.by_path or {}).items():
            found = [each.code for each in self.now.problems if each.path == path]
            got = ", ".join(found) or "none"
            if set(codes) != set(found or ["none"]):
                yield Failure(one.span, f"{one.subject} {path}", ", ".join(codes), got)


def _stages(now: Judgement) -> str:
    blocks: list[list[Stage]] = []
    for step in (one for one in now.path.steps if one.part == "applies"):
        together = step.stage.together
        if together and blocks and blocks[-1][0].together == together:
            blocks[-1].append(step.stage)
        else:
            blocks.append([step.stage])
    return ", ".join(" + ".join(stage.name for stage in block) for block in blocks)


def _problems(now: Judgement) -> str:
    return ", ".join(each.code for each in now.refused) or "none"


def _in_state(now: Judgement, state: str) -> str:
    def is_it(step: Step) -> bool:
        return step.state == state

    return ", ".join(step.stage.name for step in now.path.steps if is_it(step)) or "none"


WHOLE: Mapping[str, Callable[[Judgement], str]] = {
    "stages": _stages,
    "problems": _problems,
    "current": lambda now: _in_state(now, "current"),
    "done": lambda now: _in_state(now, "done"),
    "ends": lambda now: now.path.end or "none",
    "engines": lambda now: now.opinion.engines,
}
"""What can be expected of a case as a whole, beside its facts: subject to the words for it."""
