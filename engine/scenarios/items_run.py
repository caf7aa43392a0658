"""Scenarios of programmes in items: given, expected, and moved step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.base.values import Absence, Span
from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.model.conditions import Subject
from engine.definitions.model.items import Item
from engine.definitions.reading.scenario_steps import Act, Wait
from engine.definitions.reading.scenario_tests import NOT_BEGUN, item_test
from engine.definitions.reading.scenarios import Expectation, Scenario, ScenarioStep
from engine.forms.compose import Typed, form_view
from engine.meaning.words.overview import overview
from engine.meaning.words.summary import reason_in_words, reasons_in_words
from engine.meaning.words.why import Why, why_fact, why_question, why_required
from engine.meaning.words.why_flow import why_item, why_needed
from engine.scenarios.agreed_arrangements import agreed_of_arrangements
from engine.scenarios.agreed_items import agreed_of_items
from engine.scenarios.items_now import (
    SETS,
    WHOLE_NOW,
    Moment,
    open_to,
    stage_part,
    standing_words,
    units_now,
)
from engine.scenarios.outcome import Failure, fact_words, is_met, listed
from engine.scenarios.subjects import agreed
from engine.scenarios.trial import Trial
from engine.scenarios.value_tests import fits, value_test

ASKED: Final = ("required", "optional", "asked", "not asked")
TOLD: Final = "told"
OPEN: Final = "open"

FoundWhy = tuple[str, bool, Why | None]
"""What came out, whether it is what was expected, and why it came out so."""


def run_in_items(
    scenario: Scenario, library: Library, engines: RuleEngines, lang: str, *, silent: bool
) -> tuple[Failure, ...]:
    """Everything that is not as a scenario of a programme in items says."""
    running = _Running(scenario, library, engines, lang)
    failures = [] if silent else [*running.spoken(scenario.span)]
    for step in scenario.lead:
        failures += running.goes_on(step)
    running.trial.told.clear()
    failures += running.compared(scenario.expect, Moment(running.trial, running.trial.supposed()))
    for step in scenario.steps:
        failures += running.goes_on(step)
        if not silent:
            running.says()
    return tuple(failures)


class _Running:
    """One scenario under way."""

    def __init__(
        self, scenario: Scenario, library: Library, engines: RuleEngines, lang: str
    ) -> None:
        self.ready, self.library = library.today(scenario.programme), library
        self.given, self.lang = scenario.given, lang
        self.trial = Trial(self.ready, scenario.given, scenario.today, engines)
        self.items = self.ready.meaning.route.items

    def spoken(self, span: Span) -> Iterator[Failure]:
        """The case and its forms can be shown in every language the programme promises."""
        now = self.trial.supposed()
        for lang in self.ready.programme.languages:
            wording = self.library.wording(self.ready, lang)
            for form in now.ready.outline.forms:
                form_view(now.situation, form, wording, Typed(problems=now.problems))
        self.says()
        if now.opinion.engines == "differ":
            yield Failure(span, "engines", "agree", f"differ ({now.opinion.reason})")

    def says(self) -> None:
        """Put the case as it stands into words, in every language."""
        state = self.trial.state
        for lang in self.ready.programme.languages:
            overview(state.world, state.picture, self.library.reader(lang, self.ready))

    def goes_on(self, step: ScenarioStep) -> Iterator[Failure]:
        """One step of the scenario."""
        if isinstance(step, Act):
            yield from self._acts(step)
        elif isinstance(step, Wait):
            self.trial.waits(step.duration)
        else:
            yield from self.compared(step.expect, Moment(self.trial, self.trial.judged()))
            self.trial.told.clear()

    def _acts(self, act: Act) -> Iterator[Failure]:
        name, refused = f"{act.item}: {act.step}", self.trial.acts(act)
        if act.refused:
            if refused is None:
                yield Failure(act.span, name, f"refused {act.code}".strip(), "obeyed")
            elif act.code and act.code not in refused.codes:
                yield Failure(act.span, name, f"refused {act.code}", f"refused: {refused}")
        elif refused is not None:
            yield Failure(act.span, name, "obeyed", f"refused: {refused}")

    def compared(self, expectations: Iterable[Expectation], moment: Moment) -> list[Failure]:
        """Everything that is not as expected."""
        return [failure for one in expectations for failure in self._compared(one, moment)]

    def _compared(self, one: Expectation, moment: Moment) -> Iterator[Failure]:
        expected = ", ".join(one.words)
        if one.by_path is not None:
            yield from self._by_path(one, moment)
            return
        got, is_so, why = self._found(one, expected, moment)
        if is_so:
            return
        captions = self.library.captions(self.ready, self.lang)
        yield Failure(
            one.span,
            one.subject,
            expected,
            got,
            reasons_in_words(why, captions) if why else (),
            tuple(reason_in_words(each, captions) for each in why.almost) if why else (),
        )

    def _found(self, one: Expectation, expected: str, moment: Moment) -> FoundWhy:
        subject = one.subject
        if subject in WHOLE_NOW:
            got = WHOLE_NOW[subject](moment)
            is_so = _same(expected, got) if subject in SETS else is_met(one, expected, got)
            return got, is_so, None
        if subject == TOLD:
            return self._told(expected)
        if subject in self.items:
            return self._item(self.items[subject], expected, one.span, moment)
        flow = self.ready.meaning.route.flow
        found = agreed_of_items(subject, flow) or agreed_of_arrangements(subject, flow)
        found = agreed(subject, moment.now, self.given) if found is None else found
        if found is not None:
            return found, is_met(one, expected, found), None
        return self._of_answers(one, expected, moment)

    def _of_answers(self, one: Expectation, expected: str, moment: Moment) -> FoundWhy:
        subject, case, meaning = one.subject, moment.now.situation, self.ready.meaning
        word, _, name = subject.partition(" ")
        stages = {stage.name: stage for stage in meaning.route.flow.stages}
        why: Why | None
        if word == "stage" and name in stages:
            got, why = stage_part(moment, stages[name]), why_needed(case, name)
        elif word == "each" and name in self.items:
            got = units_now(moment, self.items[name])
            why = why_item(case, self.items[name], next(iter(listed(got)), ""))
        elif (fact := name if word == "fact" else subject) in meaning.facts:
            got, why = fact_words(moment.now, fact), why_fact(case, fact)
        elif expected not in ASKED and (tested := self._tested(one, expected, moment)) is not None:
            return tested
        else:
            got, why = self._asked(subject, moment)
        return got, is_met(one, expected, got), why

    def _item(self, item: Item, expected: str, span: Span, moment: Moment) -> FoundWhy:
        faults, got = Faults(), standing_words(moment, item)
        if expected == NOT_BEGUN:
            begun = moment.picture.of(item.name)
            return got, not begun and got != "n/a", None
        test = item_test(item, expected, span, faults)
        if test is None:
            said = " ".join(f"{one.message} {one.suggestion}" for one in faults.in_order())
            return f"{got} ({said.strip()})", False, None
        scope = moment.world.situation(moment.picture)
        return got, fits(test, Subject(item.name), scope) is True, None

    def _tested(self, one: Expectation, expected: str, moment: Moment) -> FoundWhy | None:
        """A value or an answer against a test; None where the subject is neither."""
        case, faults = moment.now.situation, Faults()
        path, row = case.place(one.subject)
        test = value_test(self.ready.meaning, path, expected, one.span, faults)
        if test is None and not faults.has_errors:
            return None
        subject = (
            Subject(one.subject) if row is None else Subject(path.split("[].")[1], in_row=True)
        )
        scope = row or case
        value = scope.value(subject)
        got = value.value if isinstance(value, Absence) else str(value)
        if test is None:
            return f"{got} ({faults.in_order()[0].message})", False, None
        return got, fits(test, subject, scope) is True, None

    def _asked(self, name: str, moment: Moment) -> tuple[str, Why | None]:
        case, meaning = moment.now.situation, self.ready.meaning
        path, row = case.place(name)
        if path not in meaning.questions:
            stages = (stage.name for stage in meaning.route.flow.stages)
            known = (*self.items, *WHOLE_NOW, TOLD, OPEN, *meaning.facts, *meaning.questions)
            advice = did_you_mean(name, (*known, *stages))
            return f"there is no such item, fact or question. {advice}".strip(), None
        if not case.asked(path, row):
            return "not asked", why_question(case, path, row)
        required = case.required(path, row)
        return ("required" if required else "optional"), why_required(case, path, row)

    def _told(self, expected: str) -> FoundWhy:
        told = list(dict.fromkeys(self.trial.told))
        got = ", ".join(told) or "none"
        if expected == "none":
            return got, not told, None
        missing = [
            one for one in listed(expected) if not any(is_notice(name, one) for name in told)
        ]
        return got, not missing, None

    def _by_path(self, one: Expectation, moment: Moment) -> Iterator[Failure]:
        for name, words in (one.by_path or {}).items():
            expected = ", ".join(words)
            if one.subject == OPEN:
                steps = open_to(moment, name)
                got = "nobody of this name" if steps is None else ", ".join(steps) or "none"
            elif one.subject in self.items:
                got = self._of_unit(one.subject, name, moment)
            else:
                problems = moment.trial.supposed().problems
                got = ", ".join(each.code for each in problems if each.path == name) or "none"
            if not _same(expected, got):
                yield Failure(one.span, f"{one.subject} {name}", expected, got)

    def _of_unit(self, item: str, unit: str, moment: Moment) -> str:
        units = moment.world.units(self.items[item], moment.picture) or ()
        if unit not in units:
            return f"{unit} is none of: {', '.join(units) or 'nobody'}"
        return moment.picture.instance(item, unit).standing or NOT_BEGUN


def is_notice(name: str, wanted: str) -> bool:
    """Whether a notice is meant: by its whole name, or by its number before the blank."""
    return name == wanted or name.startswith(f"{wanted} ")


def _same(expected: str, got: str) -> bool:
    return set(listed(expected)) == set(listed(got))
