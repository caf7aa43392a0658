"""What rules say in the states of all cases, where items have a say in them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial

from engine.analysis.by_answers import ByAnswers
from engine.analysis.cases import leaves
from engine.analysis.given import Assignment
from engine.analysis.life.groups import ProofGroup
from engine.analysis.life.reads import NONE
from engine.analysis.life.world import CaseWorld, seen_of
from engine.analysis.rule_cases import Judge, JudgedCase, RowVerdict, space_of
from engine.definitions.model.rules import RuleSet
from engine.meaning.picture import Picture


def verdicts(groups: tuple[ProofGroup, ...], rules: RuleSet) -> Iterator[tuple[JudgedCase, bool]]:
    """The verdict on every different state, and whether the case is completed there."""
    if not groups:
        return
    judge = Judge.of(rules)
    exploration = groups[0].standing.exploration
    reads = exploration.life.reads
    items = reads.with_units(NONE.union(*(reads.of(row.condition) for row in rules.rows)))
    places = [each.place for each in exploration.clusters if each.names & items]
    empty = CaseWorld(space_of(exploration.life.world, rules), reads, {})
    judged: dict[Hashable, ByAnswers[RowVerdict]] = {}
    for group in groups:
        standing = group.standing
        first = standing.placed.case.world.route.flow.case.ends[0].name
        seen: set[tuple[object, ...]] = set()
        for number, state in enumerate(group.composed.states):
            is_over = group.at(number).end == first
            mark = (is_over, *(state[place] for place in places))
            if mark in seen:
                continue
            seen.add(mark)
            picture = standing.members.picture(state, places)
            probe = judged.setdefault(
                seen_of(picture), ByAnswers(partial(_verdict, judge, empty, picture))
            )
            for leaf in leaves(empty.space, probe, standing.placed.case.world.decided):
                weight = leaf.weight * group.weight
                yield JudgedCase(leaf.decided, weight, leaf.cost, leaf.result, ()), is_over


def _verdict(judge: Judge, world: CaseWorld, picture: Picture, decided: Assignment) -> RowVerdict:
    return judge.verdict(CaseWorld(world.space, world.reads, decided).situation(picture))
