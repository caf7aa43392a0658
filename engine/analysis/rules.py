"""Findings about rules: gaps, overlaps, contradictions, rows that never say anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import Final

from engine.analysis.boxes import Boxes, Point
from engine.analysis.findings import Finding, FindingText, case_of
from engine.analysis.rule_cases import JudgedCase, RowVerdict, is_over
from engine.analysis.rule_columns import ColumnTable, can_fit
from engine.analysis.shape import shape
from engine.analysis.space import AnswerWorld
from engine.base.dataclass import dataclass
from engine.base.values import Span, Value
from engine.definitions.model.rules import (
    RuleRow,
    RuleSet,
)
from engine.language.marker import N_

GAPS_SHOWN: Final = 20

GAP = N_("In the rule “{rule}” no row fits")
OVERLAP = N_("In the rule “{rule}” several rows fit at once, but only one may")
CONTRADICTION = N_("In the rule “{rule}” rows fit at once that say different things")
IMPOSSIBLE = N_("A row of the rule “{rule}” can never fit: its tests exclude each other")
SILENCED = N_(
    "A row of the rule “{rule}” never decides: other rows come first in every case it fits"
)
NEVER = N_("A row of the rule “{rule}” never fits in any case that can be submitted")
WAITING = N_("The rule “{rule}” stays undecided although the forms can be submitted")

TEXTS: Final = MappingProxyType(
    {
        "V101": GAP,
        "V102": OVERLAP,
        "V103": CONTRADICTION,
        "V104": IMPOSSIBLE,
        "V105": SILENCED,
        "V106": NEVER,
        "V107": WAITING,
    }
)


@dataclass(slots=True)
class Tally:
    """What was seen of one rule set over all its cases."""

    rules: RuleSet
    fits: set[int] = field(default_factory=set)
    fires: set[int] = field(default_factory=set)
    gaps: list[JudgedCase] = field(default_factory=list)
    clashes: dict[tuple[int, int], list[JudgedCase]] = field(default_factory=dict)
    waiting: dict[tuple[int, ...], list[JudgedCase]] = field(default_factory=dict)
    values: set[tuple[Value, ...]] = field(default_factory=set)
    cases: int = 0

    def add(self, case: JudgedCase, *, is_over: bool = True) -> None:
        """One more case. While it is not over, what is not known yet may still come."""
        verdict = case.verdict
        fitting = [place for place, truth in enumerate(verdict.rows) if truth]
        self.fits.update(fitting)
        self.fires.update(place for place in fitting if self.decides(place, verdict))
        self.values.add(case.values)
        if self.rules.hit in ("unique", "any"):
            self._clash(fitting, case)
        if not is_over:
            return
        self.cases += case.weight
        if verdict.waiting:
            self.waiting.setdefault(verdict.waiting, []).append(case)
        elif not fitting and self.rules.hit != "collect":
            self.gaps.append(case)

    def decides(self, place: int, verdict: RowVerdict) -> bool:
        """Whether a row decides, or says what the decisive one says where only that counts."""
        if place in verdict.fired:
            return True
        if self.rules.hit != "priority" or not verdict.rows[place]:
            return False
        said = [gives(self.rules.rows[one]) for one in verdict.fired]
        return gives(self.rules.rows[place]) in said

    def _clash(self, fitting: Sequence[int], case: JudgedCase) -> None:
        for place, one in enumerate(fitting):
            for other in fitting[place + 1 :]:
                if self.rules.hit == "unique" or self.differ(one, other):
                    self.clashes.setdefault((one, other), []).append(case)

    def differ(self, one: int, other: int) -> bool:
        """Whether two rows give different results."""
        return gives(self.rules.rows[one]) != gives(self.rules.rows[other])


def gives(row: RuleRow) -> frozenset[tuple[str, frozenset[str]]]:
    """What a row gives, whatever the order."""
    return frozenset((fact, frozenset(codes)) for fact, codes in row.gives.items() if codes)


def clash_findings(tally: Tally) -> Iterator[Finding]:
    """Rows that fit together although they may not."""
    for (one, other), cases in tally.clashes.items():
        rows = [tally.rules.rows[one], tally.rules.rows[other]]
        differ = tally.differ(one, other)
        code = "V103" if differ else "V102"
        yield found(tally.rules, code, (row.span for row in rows), cases)


def waiting_findings(tally: Tally) -> Iterator[Finding]:
    """Cases that can be submitted without what a rule needs to know."""
    every = [case for cases in tally.waiting.values() for case in cases]
    if every:
        places = sorted({place for waiting in tally.waiting for place in waiting})
        lines = (tally.rules.rows[place].span for place in places)
        yield found(tally.rules, "V107", lines, every)


def silent_findings(world: AnswerWorld, tally: Tally) -> Iterator[Finding]:
    """Rows that never say anything."""
    for place, row in enumerate(tally.rules.rows):
        if place in tally.fires or is_over(row, world.today):
            continue
        if place in tally.fits:
            if tally.rules.hit in ("first", "priority"):
                yield found(tally.rules, "V105", [row.span])
        elif can_fit(tally.rules, place):
            yield found(tally.rules, "V106", [row.span])
        else:
            yield found(tally.rules, "V104", [row.span])


def gap_findings(tally: Tally, table: ColumnTable | None) -> Iterator[Finding]:
    """Gaps, gathered into boxes as large as they can be made."""
    left = sorted(tally.gaps, key=size)
    if not table or not table.columns:
        if left:
            yield found(tally.rules, "V101", [tally.rules.span], left)
        return
    grid = RuleGrid.of(table.columns, tally)
    for _ in range(GAPS_SHOWN):
        if not left:
            return
        box = grid.widened(left[0].values)
        inside = [case for case in left if grid.holds(box, case.values)]
        left = [case for case in left if not grid.holds(box, case.values)]
        yield found(tally.rules, "V101", [tally.rules.span], inside, grid.said(inside))


@dataclass(frozen=True, slots=True)
class RuleGrid:
    """The values that columns really take together, numbered by column."""

    columns: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    taken: Boxes
    """Combinations in which some row fits; what never comes together hinders nothing."""

    @classmethod
    def of(cls, columns: tuple[str, ...], tally: Tally) -> RuleGrid:
        values = tuple(
            tuple(sorted({row[place] for row in tally.values}, key=repr))
            for place in range(len(columns))
        )
        grid = cls(columns, values, Boxes(tuple(len(each) for each in values)))
        gaps = {case.values for case in tally.gaps}
        for row in sorted(tally.values - gaps, key=repr):
            grid.taken.add(tuple(1 << number for number in grid.point(row)))
        return grid

    def point(self, row: tuple[Value, ...]) -> Point:
        """The numbers of the values of one combination."""
        return tuple(each.index(value) for each, value in zip(self.values, row, strict=True))

    def widened(self, row: tuple[Value, ...]) -> Point:
        """The largest box of gaps around one combination, as bitmasks."""
        return self.taken.widened(self.point(row))

    def holds(self, box: Point, row: tuple[Value, ...]) -> bool:
        """Whether a combination is in a box."""
        return all(mask >> one & 1 for mask, one in zip(box, self.point(row), strict=True))

    def said(self, cases: Sequence[JudgedCase]) -> tuple[tuple[str, tuple[Value, ...]], ...]:
        """The values of cases by column; columns in which everything is there are left out."""
        found = []
        for place, (path, values) in enumerate(zip(self.columns, self.values, strict=True)):
            met = {case.values[place] for case in cases}
            if len(met) < len(values):
                found.append((path, tuple(value for value in values if value in met)))
        return tuple(found)


def size(case: JudgedCase) -> tuple[int, int, str]:
    """Small cases first; equally small ones in a fixed order."""
    return case.cost, len(case.decided), str(sorted(case.decided.items(), key=str))


def found(
    rules: RuleSet,
    code: str,
    lines: Iterable[Span],
    cases: Iterable[JudgedCase] = (),
    box: tuple[tuple[str, tuple[Value, ...]], ...] = (),
) -> Finding:
    """A finding about a rule set with its smallest case."""
    places = tuple(sorted(lines))
    rows = sorted(shape(row.condition) for row in rules.rows if row.span in places)
    ordered = sorted({id(case.decided): case for case in cases}.values(), key=size)
    title: object = rules.title or rules.name
    return Finding(
        code,
        FindingText(TEXTS[code], {"rule": title}),
        places,
        case=case_of(ordered[0].decided) if ordered else (),
        box=box,
        cases=sum(case.weight for case in ordered),
        about=f"{rules.name} {rows} {box}",
    )
