"""Proofs about all rule sets of a programme: case by case where that is possible, else by boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from typing import Final

from engine.analysis.cases import TooMany
from engine.analysis.column_values import column_values
from engine.analysis.findings import Finding
from engine.analysis.life.reads import ProofReads
from engine.analysis.rule_boxes import BoxColumns, RowSearch, compare
from engine.analysis.rule_cases import (
    Judge,
    JudgedCase,
    days,
    judged_cases,
    space_of,
)
from engine.analysis.rule_columns import as_table
from engine.analysis.rules import (
    Tally,
    clash_findings,
    found,
    gap_findings,
    silent_findings,
    waiting_findings,
)
from engine.analysis.space import AnswerWorld
from engine.base.dataclass import dataclass
from engine.definitions.model.rules import (
    RuleSet,
)

Verdicts = Callable[[RuleSet], Iterator[tuple[JudgedCase, bool]]]
"""What a rule set says in every state of every case, and whether the case is completed there."""

CASE_LIMIT: Final = 6_000
"""Cases of one rule set above which its rows are compared as boxes."""


@dataclass(slots=True)
class RuleProof:
    """Proves what is promised of rules; ``given_up`` are those that had to be left open."""

    world: AnswerWorld
    case_limit: int = CASE_LIMIT
    combinations: int = 0
    given_up: list[str] = field(default_factory=list)
    bounded: set[str] = field(default_factory=set)

    def findings(self) -> Iterator[Finding]:
        """Findings about the rules that answers alone decide."""
        for compiled in self.world.meaning.rules.values():
            rules = compiled.rules
            if self._reads_items(rules):
                continue
            try:
                # Gathered first: what was said before giving up would be said again.
                yield from list(self._case_by_case(rules))
            except TooMany:
                yield from self._by_boxes(rules)

    def _by_boxes(self, rules: RuleSet) -> Iterator[Finding]:
        table = as_table(rules)
        space = space_of(self.world, rules)
        values = {} if table is None else column_values(space, table.columns)
        if table is None or values is None:
            self.given_up.append(rules.name)
            return
        columns = BoxColumns(table, values)
        columns.prepare(space.case({}))
        search, tally = RowSearch(space, Judge.of(rules), columns), Tally(rules)
        for case, box in compare(search, tally):
            yield found(rules, "V101", [rules.span], [case], box)
        yield from clash_findings(tally)
        if search.has_given_up:
            self.given_up.append(rules.name)
        else:
            yield from silent_findings(self.world, tally)
        self.combinations += tally.cases

    def _case_by_case(self, rules: RuleSet) -> Iterator[Finding]:
        table = as_table(rules)
        columns = table.columns if table else ()
        seen = Tally(rules)
        told: set[tuple[object, ...]] = set()
        for day in days(rules, self.world.today):
            tally = Tally(rules)
            space = space_of(replace(self.world, today=day), rules)
            for case in judged_cases(space, Judge.of(rules), columns, self.case_limit):
                tally.add(case)
            self.combinations += tally.cases
            self.bounded |= space.bounded
            seen.fits |= tally.fits
            seen.fires |= tally.fires
            for finding in (
                *gap_findings(tally, table),
                *clash_findings(tally),
                *waiting_findings(tally),
            ):
                mark = finding.code, finding.lines, finding.box
                if mark not in told:
                    told.add(mark)
                    yield finding
        yield from silent_findings(self.world, seen)

    def findings_on_items(self, verdicts: Verdicts, *, is_whole: bool) -> Iterator[Finding]:
        """Findings about the rules in which the items of a case have a say.

        What never fits is known only where all states were looked at: ``is_whole``.
        """
        for compiled in self.world.meaning.rules.values():
            rules = compiled.rules
            if not self._reads_items(rules):
                continue
            tally = Tally(rules)
            for case, is_over in verdicts(rules):
                tally.add(case, is_over=is_over)
            self.combinations += tally.cases
            yield from gap_findings(tally, None)
            yield from clash_findings(tally)
            yield from waiting_findings(tally)
            if is_whole:
                yield from silent_findings(self.world, tally)

    def _reads_items(self, rules: RuleSet) -> bool:
        reads = ProofReads(self.world.meaning)
        return any(reads.of(row.condition) for row in rules.rows)
