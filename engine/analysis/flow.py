"""Findings about the way of a case: ends out of reach, traps, guards not known, idle stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.analysis.findings import Finding, FindingText, case_of
from engine.analysis.given import Assignment
from engine.analysis.moves import goes_back_to
from engine.analysis.outcomes import leaves_stage
from engine.analysis.way import State, Ways
from engine.base.values import Span
from engine.definitions.model.flow import (
    Stage,
)
from engine.language.marker import N_
from engine.meaning.path import Step
from engine.meaning.programme import Meaning
from engine.meaning.stages import applies

NO_END = N_("No end can be reached")
TRAP = N_("From here no end can be reached any more")
STAGE_IDLE = N_("The stage “{stage}” is never reached")
OUTCOME_IDLE = N_("The outcome “{outcome}” of the stage “{stage}” is never possible")
UNKNOWN = N_("It is not known whether the stage “{stage}” applies: {missing} may stay unanswered")
UNDECIDED = N_("It is not known whether the stage “{stage}” applies: no rule decides it")
TOO_EARLY = N_("The stage “{stage}” depends on what is not asked before it: {missing}")
NOBODY = N_("The stage “{stage}” applies, but there is nobody and nothing to take it for")
ASTRAY = N_(
    "The outcome “{outcome}” of the stage “{stage}” goes back to “{target}”, which does not apply"
)
NO_WAY_OUT = N_("Whoever is in the stage “{stage}” can never leave it")
END_IDLE = N_("The end “{end}” is never reached")


@dataclass(frozen=True, slots=True)
class Seen:
    """Where something was seen first, in the smallest case with the shortest path."""

    decided: Assignment
    state: State
    params: dict[str, object]
    lines: tuple[Span, ...]


@dataclass(slots=True)
class FlowTally:
    """What was seen of the ways of all cases."""

    meaning: Meaning
    reached: set[str] = field(default_factory=set)
    offered: set[tuple[str, str]] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    seen: dict[tuple[str, str], Seen] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    states: int = 0

    def add(self, decided: Assignment, weight: int, ways: Ways) -> None:
        """The ways of one case that stands for ``weight`` combinations of answers."""
        self.states += len(ways.states)
        told: set[tuple[str, str]] = set()
        stuck = False
        for state in ways.states:
            self.ends.add(state.path.end)
            for code, about, seen in self._at(decided, state):
                told.add((code, about))
                stuck = stuck or code in ("V205", "V206", "V207", "V209")
                self.seen.setdefault((code, about), seen)
        if not stuck:
            able = ways.able_to_end()
            if not all(able):
                state = ways.states[able.index(False)]
                code = "V201" if not able[0] else "V202"
                told.add((code, ""))
                lines = tuple(
                    step.stage.span for step in state.path.steps if step.state == "current"
                )
                self.seen.setdefault((code, ""), Seen(decided, state, {}, lines))
        for mark in told:
            self.counts[mark] = self.counts.get(mark, 0) + weight

    def _at(self, decided: Assignment, state: State) -> Iterator[tuple[str, str, Seen]]:
        for name in state.path.waits_for_person:
            step = state.path.step(name)
            code, params = self._standstill(state, step)
            yield code, name, Seen(decided, state, params, self._lines(step.stage))
        for step in state.path.steps:
            if step.state == "current":
                self.reached.add(step.stage.name)
                yield from self._in_stage(decided, state, step)

    def _standstill(self, state: State, step: Step) -> tuple[str, dict[str, object]]:
        params: dict[str, object] = {"stage": step.stage.title}
        is_known = applies(state.moment, step.stage) is not None
        if not step.missing:
            return ("V206" if is_known else "V205"), params
        params["missing"] = tuple(self._caption(name) for name in step.missing)
        case = state.moment.still
        paths = [case.place(name)[0] for name in step.missing]
        is_early = any(
            path in self.meaning.questions
            and self.meaning.questions[path].form.name not in state.forms
            for path in paths
        )
        return ("V207" if is_early else "V205"), params

    def _caption(self, name: str) -> object:
        path = name if name in self.meaning.questions else ""
        return self.meaning.questions[path].item.caption if path else name

    def _lines(self, stage: Stage) -> tuple[Span, ...]:
        guard = () if stage.when is None else (stage.when.span,)
        rows: tuple[Span, ...] = ()
        if stage.given_by:
            rows = (self.meaning.facts[stage.given_by].rules.span,)
        return (stage.span, *guard, *rows)

    def _in_stage(
        self, decided: Assignment, state: State, step: Step
    ) -> Iterator[tuple[str, str, Seen]]:
        stage = step.stage
        for unit in step.units:
            if unit.done:
                continue
            offered = state.offered(step, unit.unit)
            self.offered.update((stage.name, one.name) for one in offered)
            if not any(leaves_stage(one) for one in offered):
                params: dict[str, object] = {"stage": stage.title}
                yield "V209", stage.name, Seen(decided, state, params, (stage.span,))
            for outcome in offered:
                target = goes_back_to(outcome)
                if target and state.path.step(target).state == "not_required":
                    params = {
                        "stage": stage.title,
                        "outcome": outcome.caption,
                        "target": self.meaning.stages[target].title,
                    }
                    lines = (outcome.span, self.meaning.stages[target].span)
                    yield (
                        "V208",
                        f"{stage.name} {outcome.name}",
                        Seen(decided, state, params, lines),
                    )

    def findings(self) -> Iterator[Finding]:
        """Everything that does not hold."""
        for (code, about), seen in self.seen.items():
            text = UNDECIDED if code == "V205" and "missing" not in seen.params else _TEXTS[code]
            yield Finding(
                code,
                FindingText(text, seen.params),
                tuple(sorted(seen.lines)),
                case=case_of(seen.decided),
                path=seen.state.events,
                cases=self.counts[code, about],
                about=about,
            )
        yield from self._idle()

    def _idle(self) -> Iterable[Finding]:
        for stage in self.meaning.programme.stages:
            params: dict[str, object] = {"stage": stage.title}
            if stage.name not in self.reached:
                yield Finding(
                    "V203", FindingText(STAGE_IDLE, params), (stage.span,), about=stage.name
                )
                continue
            for outcome in stage.outcomes:
                if (stage.name, outcome.name) not in self.offered:
                    text = FindingText(OUTCOME_IDLE, {**params, "outcome": outcome.caption})
                    about = f"{stage.name} {outcome.name}"
                    yield Finding("V204", text, (outcome.span,), about=about)
        for end in self.meaning.programme.ends:
            if end.name not in self.ends:
                text = FindingText(END_IDLE, {"end": end.caption})
                yield Finding("V210", text, (end.span,), about=end.name)


_TEXTS = {
    "V201": NO_END,
    "V202": TRAP,
    "V205": UNKNOWN,
    "V206": NOBODY,
    "V207": TOO_EARLY,
    "V208": ASTRAY,
    "V209": NO_WAY_OUT,
}
