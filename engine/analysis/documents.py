"""Findings about documents, notices and whoever acts: what never happens, what nobody collects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.analysis.findings import Finding, FindingText
from engine.analysis.flow import FlowTally
from engine.analysis.travellers import Travels
from engine.definitions.model.flow import (
    DocumentState,
    DocumentType,
    Notice,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.language.marker import N_
from engine.meaning import stages

BUILT_IN_EVENTS = ("submitted",)

STATUS_IDLE = N_("The document “{document}” never has the status “{status}”")
STATUS_TRAP = N_("A document “{document}” never gets out of the status “{status}”")
NOTICE_IDLE = N_("The notice “{notice}” is never sent: what it waits for never happens")
NO_ACTOR = N_("“{actor}” acts, but is not declared")
UNNEEDED = N_("The document “{document}” is never needed")
STRAY_DOCUMENT = N_("The document “{document}” is needed where its stage does not apply")
STRAY = N_("The rule “{rule}” demands “{what}”, which no stage collects")


@dataclass(frozen=True, slots=True)
class DocumentProof:
    """Proves what is promised of documents, people and notices, from what the flow reached."""

    travels: Travels
    flow: FlowTally

    def findings(self) -> Iterator[Finding]:
        """Everything that does not hold."""
        programme = self.travels.world.meaning.programme
        yield from _actors(programme)
        yield from self._demanded(programme)
        needed = set()
        for document in programme.documents:
            yield from _statuses(document)
            is_needed, stray = self._needed(document)
            if is_needed:
                needed.add(document.name)
            else:
                text = FindingText(UNNEEDED, {"document": document.title})
                yield Finding("V505", text, (document.span,), about=document.name)
            if stray:
                text = FindingText(STRAY_DOCUMENT, {"document": document.title})
                yield Finding("V506", text, (document.span,), about=document.name, cases=stray)
        for notice in programme.notices:
            if not self._happens(notice, programme, needed):
                text = FindingText(NOTICE_IDLE, {"notice": notice.name})
                yield Finding("V503", text, (notice.span,), about=notice.name)

    def _needed(self, document: DocumentType) -> tuple[bool, int]:
        """Whether some case needs the document at its stage, and how many need it elsewhere."""
        found, stray = False, 0
        for traveller in self.travels.travellers:
            conditions = [document.when] if document.when is not None else []
            if document.when is not None and self.travels.watch((document.when,)).stages:
                ways = self.travels.ways(traveller, conditions)
                when = any(state.moment.holds(document.when) for state in ways.states)
            else:
                case = self.travels.space.case(traveller.decided)
                when = document.when is None or case.holds(document.when) is True
            applies = self._applies(traveller.decided, document.stage)
            found = found or (when and applies)
            if when and not applies and document.when is not None:
                stray += traveller.weight
        return found, stray

    def _applies(self, decided: object, name: str) -> bool:
        if not name:
            return True
        case = self.travels.space.case(decided)  # type: ignore[arg-type]
        return stages.applies(case, case.meaning.stages[name]) is not False

    def _demanded(self, programme: Programme) -> Iterator[Finding]:
        """What rules give by name and nothing takes up."""
        taken = {stage.each.subject.path for stage in programme.stages if stage.each}
        for rules in programme.rules:
            given = {
                (fact, code) for row in rules.rows for fact in row.gives for code in row.gives[fact]
            }
            for fact, code in sorted(given):
                if not self._is_collected(programme, fact, code, taken):
                    params = {"rule": rules.title or rules.name, "what": code}
                    lines = tuple(row.span for row in rules.rows if code in row.gives.get(fact, ()))
                    text = FindingText(STRAY, params)
                    yield Finding("V506", text, lines, about=f"{rules.name} {code}")

    def _is_collected(self, programme: Programme, fact: str, code: str, taken: set[str]) -> bool:
        meaning = self.travels.world.meaning
        if fact in meaning.person_facts:
            return fact in taken or code in taken
        codes = set(next(o for o in meaning.facts[fact].rules.outputs if o.name == fact).codes)
        if codes <= set(meaning.stages):
            stage = meaning.stages[code]
            return stage.given_by == fact or (not stage.given_by and stage.when is None)
        documents = {document.name: document for document in programme.documents}
        if codes <= set(documents):
            return bool(documents[code].stage)
        forms = {form.name for form in programme.forms}
        return not codes <= forms or code in self.travels.world.collected

    def _happens(self, notice: Notice, programme: Programme, needed: set[str]) -> bool:
        event = notice.event
        if event in BUILT_IN_EVENTS:
            return True
        happens = {f"{name} starts" for name in self.flow.reached}
        happens |= {f"{stage} {outcome}" for stage, outcome in self.flow.offered}
        happens |= {f"ends {end}" for end in self.flow.ends if end}
        for document in programme.documents:
            if document.name in needed:
                reached = _reached(document)
                happens |= {f"{document.name} becomes {state}" for state in reached}
        return event in happens


def _statuses(document: DocumentType) -> Iterator[Finding]:
    reached = _reached(document)
    finals = {state.name for state in document.states if state.final}
    for state in document.states:
        params = {"document": document.title, "status": state.caption}
        about = f"{document.name} {state.name}"
        if state.name not in reached:
            yield Finding("V501", FindingText(STATUS_IDLE, params), (state.span,), about=about)
        elif not state.final and not _gets_on(document, state, finals):
            yield Finding("V502", FindingText(STATUS_TRAP, params), (state.span,), about=about)


def _gets_on(document: DocumentType, state: DocumentState, finals: set[str]) -> bool:
    """Whether a final status, or else any other one, can follow."""
    following = _reached(document, state.name) - {state.name}
    return bool(following & finals) if finals else bool(following)


def _reached(document: DocumentType, start: str = "") -> set[str]:
    steps = {state.name: [step.target for step in state.steps] for state in document.states}
    found: set[str] = set()
    waiting = [start or document.starts]
    while waiting:
        name = waiting.pop()
        if name not in found and name in steps:
            found.add(name)
            waiting += steps[name]
    return found


def _actors(programme: Programme) -> Iterator[Finding]:
    known = {actor.name for actor in programme.actors}
    acting = [(stage.by, stage.span) for stage in programme.stages]
    for document in programme.documents:
        acting += [(step.actor, step.span) for state in document.states for step in state.steps]
    for actor, span in acting:
        if actor not in known:
            yield Finding("V504", FindingText(NO_ACTOR, {"actor": actor}), (span,), about=actor)
