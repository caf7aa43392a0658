"""The proof of a flow: every sequence of steps, for every combination of answers."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import Final

from engine.analysis.cases import LEAF_LIMIT, TooMany
from engine.analysis.findings import Finding, FindingText
from engine.analysis.life.changing import Changing
from engine.analysis.life.entries import Entries
from engine.analysis.life.exploring import Exploration, TooMuchKept
from engine.analysis.life.groups import ProofGroup, groups
from engine.analysis.life.idle import Idle
from engine.analysis.life.lacking import used_early
from engine.analysis.life.objections import Objections, not_proved
from engine.analysis.life.refining import Classes
from engine.analysis.life.representatives import Life, representatives
from engine.analysis.life.static import static_findings
from engine.analysis.life.tally import TRAP, Tally
from engine.analysis.life.verdicts import verdicts
from engine.analysis.rule_cases import JudgedCase
from engine.analysis.space import AnswerWorld
from engine.base.dataclass import dataclass
from engine.base.values import Text
from engine.definitions.model.route import Flow
from engine.definitions.model.rules import RuleSet
from engine.definitions.reading.usual_life import SENDS
from engine.language.marker import N_

STATE_LIMIT: Final = 200_000
"""States of one case above which it is not walked to the end."""

ALL_STATES: Final = 500_000
"""States of all cases that are kept: about a gigabyte."""

KEPT_CHANGES: Final = 1_000_000
"""Changes of items alone that are kept: about a gigabyte with what is made of them."""

PROMISES: Final = ("V401", "V402")
"""Codes of promises that do not hold, or of which it is not known."""

TOO_EARLY = N_("The stage “{stage}” depends on what is not asked before it: {missing}")
NOT_FOLLOWED = N_("Not every sequence of steps was followed ({reason})")
TOO_MANY_STATES = N_("more than {limit} states of one case")
TOO_MANY_KEPT = N_("more than {limit} states of all cases")
TOO_MANY_CHANGES = N_("more than {limit} changes of the items alone")
TOO_MANY_CASES = N_("more than {limit} combinations of answers")


@dataclass(slots=True)
class LifeProof:
    """What was found out about a flow.

    ``combinations`` of answers and ``states`` were looked at. ``sampled`` are the questions of
    amounts of which a few stand for all, ``bounded`` the groups of which only some rows were looked
    at, ``too_many`` says why not everything was.
    """

    findings: list[Finding] = field(default_factory=list)
    combinations: int = 0
    states: int = 0
    sampled: frozenset[str] = frozenset()
    bounded: frozenset[str] = frozenset()
    too_many: FindingText | None = None
    groups: tuple[ProofGroup, ...] = ()
    changed_states: int = 0
    """States that were looked at with changes of persons; 0 where they were not looked at."""

    def verdicts(self, rules: RuleSet) -> Iterator[tuple[JudgedCase, bool]]:
        """What a rule set says in every state, and whether the case is completed there."""
        return verdicts(self.groups, rules)


@dataclass(frozen=True, slots=True)
class ProofScope:
    """How much is looked at: cases, states of one of them, and whether persons may change.

    ``all_states`` and ``changes`` are what is kept in memory of all cases and of items alone.
    ``returned_forms``: forms that are sent again may name other persons; this takes longer.
    """

    cases: int = LEAF_LIMIT
    states: int = STATE_LIMIT
    all_states: int = ALL_STATES
    changes: int = KEPT_CHANGES
    returned_forms: bool = False


USUAL: Final = ProofScope()


def prove_life(world: AnswerWorld, scope: ProofScope = USUAL) -> LifeProof:
    """Prove everything that can be proved about the flow of a programme."""
    with _nothing_collected():
        return _proved(world, scope)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """States are many and kept to the end: looking for some to throw away takes a fifth longer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # All that was made is taken as old: else it would be looked through at once.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _proved(world: AnswerWorld, scope: ProofScope) -> LifeProof:
    proof = LifeProof(list(static_findings(world)))
    life = Life.of(world)
    try:
        cases = representatives(life, scope.cases)
    except TooMany:
        return _given_up(proof, life, TOO_MANY_CASES, scope.cases)
    entries = life.entries()
    try:
        exploration = Exploration.of(
            life, entries, cases, newcomers=scope.returned_forms, limit=scope.changes
        )
    except TooMuchKept:
        return _given_up(proof, life, TOO_MANY_CHANGES, scope.changes)
    classes = tuple(Classes.of(exploration, each.place) for each in exploration.clusters)
    proof.groups = tuple(groups(exploration, classes, scope.states, scope.all_states))
    tally = Tally(classes)
    for group in proof.groups:
        tally.add(group)
    _sum_up(proof, life, tally, entries)
    if not all(group.composed.is_whole for group in proof.groups):
        is_one = any(len(group.composed.states) > scope.states for group in proof.groups)
        if is_one:
            return _given_up(proof, life, TOO_MANY_STATES, scope.states)
        return _given_up(proof, life, TOO_MANY_KEPT, scope.all_states)
    if scope.returned_forms:
        known = frozenset(each.lines[0] for each in proof.findings if each.code in PROMISES)
        traps = frozenset(tuple(about.split()) for code, about in tally.sightings if code == TRAP)
        changing = Changing(entries, known, traps)
        changing.prove(exploration, classes, scope.states)
        proof.findings += changing.findings
        proof.changed_states = changing.states
    return proof


def sent_again(flow: Flow) -> Iterator[Text]:
    """The titles of items whose forms may be sent more than once."""
    for item in flow.items:
        sending = [step for step in item.steps if step.verb == SENDS]
        if (item.forms or item.forms_from) and len(sending) > 1:
            yield item.title


def _sum_up(proof: LifeProof, life: Life, tally: Tally, entries: Entries) -> None:
    proof.findings += Objections(entries, tally).findings()
    proof.findings += _early(proof.groups, tally)
    begins = all(group.composed.states for group in proof.groups)
    if begins and all(group.composed.is_whole for group in proof.groups):
        proof.findings += Idle(life.reads.meaning.route.flow, tally).findings()
    proof.combinations, proof.states = tally.combinations, tally.states
    proof.sampled = frozenset(entries.sampled)
    proof.bounded = frozenset(entries.bounded | life.space.bounded)


def _given_up(proof: LifeProof, life: Life, message: str, limit: int) -> LifeProof:
    """Not everything was looked at: no promise is proved, and whoever has none is told, too."""
    reason = proof.too_many = FindingText(message, {"limit": limit})
    flow = life.reads.meaning.route.flow
    for promise in flow.promises:
        proof.findings.append(not_proved(promise, f"{promise.at} {promise.span.line}", reason))
    if not flow.promises:
        text = FindingText(NOT_FOLLOWED, {"reason": reason})
        proof.findings.append(Finding("V402", text, (flow.stages[0].span,), about="steps"))
    return proof


def _early(found: tuple[ProofGroup, ...], tally: Tally) -> Iterator[Finding]:
    """Stages that depend on answers which are given only after them."""
    told: set[str] = set()
    for group in found:
        for stage in group.standing.placed.case.world.route.flow.stages:
            if stage.name in told or stage.name not in tally.stages:
                continue
            want = used_early(group, stage)
            if want is not None:
                told.add(stage.name)
                params = {"stage": stage.title, "missing": want.names}
                text = FindingText(TOO_EARLY, params)
                yield Finding("V207", text, (stage.span,), about=stage.name, cases=group.weight)
