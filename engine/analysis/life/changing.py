"""The proof with changes of persons: a form that is sent again may name other ones (rule 52)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Final

from engine.analysis.findings import Finding, FindingText, case_of
from engine.analysis.life.entries import Entries
from engine.analysis.life.exploring import Exploration
from engine.analysis.life.families import Family, families
from engine.analysis.life.family_runs import FamilyRuns
from engine.analysis.life.graphs import FAR, distances
from engine.analysis.life.objections import TRAP, broken_text, not_proved
from engine.analysis.life.refining import Classes
from engine.analysis.life.whereabouts import Whereabouts, is_asked, where_is
from engine.analysis.life.world import CaseWorld
from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.model.route import Promise
from engine.language.marker import N_
from engine.meaning.picture import Picture

NO_RUN: Final = N_("it may break where a form is sent again with other persons; no run shows it")
TOO_MANY: Final = N_("more than {limit} states with changes of persons")


@dataclass(slots=True)
class Changing:
    """What was found out with changes of persons, beside what is ``known`` without.

    ``known`` are the promises that break without any change, and the stages of traps.
    """

    entries: Entries
    known: frozenset[Span]
    traps: frozenset[tuple[str, ...]]
    findings: list[Finding] = field(default_factory=list)
    states: int = 0
    _told: set[object] = field(default_factory=set)

    def prove(self, exploration: Exploration, classes: tuple[Classes, ...], limit: int) -> None:
        """Judge every promise, and look for traps, in all places of all families."""
        for family in families(exploration, classes, limit):
            self.states += len(family.places)
            if family.open:
                self._give_up(family, limit)
                continue
            where = [Whereabouts(course.standing) for course in family.courses]
            self.findings += self._broken(family, where)
            self.findings += self._trapped(family, where)

    def _give_up(self, family: Family, limit: int) -> None:
        reason = FindingText(TOO_MANY, {"limit": limit})
        promises = family.courses[0].standing.placed.case.world.route.flow.promises
        for promise in promises:
            if promise.span not in self._told | self.known:
                self._told.add(promise.span)
                self.findings.append(not_proved(promise, _about(promise), reason))

    def _broken(self, family: Family, where: list[Whereabouts]) -> Iterator[Finding]:
        goals: dict[Span, tuple[Promise, set[int]]] = {}
        for number, place in enumerate(family.places):
            for promise in where[place.case].broken(place.state):
                if promise.span not in self.known and promise.span not in self._told:
                    goals.setdefault(promise.span, (promise, set()))[1].add(number)
        for span, (promise, numbers) in goals.items():
            self._told.add(span)
            yield self._shown(family, promise, numbers)

    def _shown(self, family: Family, promise: Promise, goals: set[int]) -> Finding:
        def is_there(world: CaseWorld, picture: Picture) -> bool:
            is_at = is_asked(promise, where_is(world, picture))
            return is_at and world.holds(promise.fits, picture) is not True

        replay = FamilyRuns(family, self.entries).to(goals, is_there)
        if replay is None:
            return not_proved(promise, _about(promise), FindingText(NO_RUN))
        world = replay.world
        text = broken_text(world.route.flow, promise)
        lines, run = (promise.span,), tuple(replay.run)
        return Finding(
            "V401", text, lines, case=case_of(world.decided), run=run, about=_about(promise)
        )

    def _trapped(self, family: Family, where: list[Whereabouts]) -> Iterator[Finding]:
        """Traps into which only other persons lead; a change is never the way out of one."""
        flow = family.courses[0].standing.placed.case.world.route.flow
        ends = {flow.case.ends[0].name} | {e.name for e in flow.case.ends[1:] if e.when is not None}
        places = [where[place.case].at(place.state) for place in family.places]
        goals = [number for number, each in enumerate(places) if each.end in ends]
        onward = [[way for way in ways if not way.changes] for ways in family.onward]
        away = distances(onward, goals, by_case=False)
        trapped: dict[tuple[str, ...], set[int]] = {}
        for number, (place, each) in enumerate(zip(family.places, places, strict=True)):
            lacks = any(where[place.case].lacking(place.state)) if not place.state[-1] else True
            if away[number] == FAR and not lacks and each.stages not in self.traps:
                trapped.setdefault(each.stages, set()).add(number)
        for stages, numbers in trapped.items():
            if stages not in self._told:
                self._told.add(stages)
                yield from self._trap(family, stages, numbers)

    def _trap(self, family: Family, names: tuple[str, ...], goals: set[int]) -> Iterator[Finding]:
        replay = FamilyRuns(family, self.entries).to(goals, lambda _world, _picture: True)
        flow = family.courses[0].standing.placed.case.world.route.flow
        stages = [stage for stage in flow.stages if stage.name in names]
        if replay is not None:
            yield Finding(
                "V202",
                FindingText(TRAP, {"stages": tuple(stage.title for stage in stages)}),
                tuple(stage.span for stage in stages),
                case=case_of(replay.world.decided),
                run=tuple(replay.run),
                about=" ".join(names),
            )


def _about(promise: Promise) -> str:
    return f"{promise.at} {promise.because.source if promise.because else promise.span.line}"
