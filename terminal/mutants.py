"""``mutants``: definitions broken on purpose, and who notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import field
from datetime import date
from multiprocessing import get_context
from typing import Any, Final

import click

from engine.analysis.mutations.judging import (
    CHECK,
    EQUIVALENT,
    SURVIVED,
    Bench,
    Judge,
    Judged,
)
from engine.analysis.mutations.making import chosen, mutants
from engine.analysis.mutations.mutant import Material, Mutant
from engine.analysis.mutations.page import page
from engine.analysis.mutations.proved_parts import proved_parts
from engine.analysis.verify import verify
from engine.base.dataclass import dataclass
from engine.bundles.compiled import UnknownProgramme
from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.faults import Faults
from engine.definitions.model.programme import (
    Definitions,
)
from engine.definitions.reading.scenarios import DEFAULT_DAY, Scenario, read_scenarios
from engine.language.catalogs import Catalogs
from engine.rules.straight import Straight
from engine.scenarios.run import run
from terminal.options import Asked, asks
from terminal.output import progress, say, say_json, told

ORDER: Final = (CHECK, "scenarios", "verify", EQUIVALENT, SURVIVED)
USUAL: Final = 240
"""Mutants that are tried unless somebody asks for more or fewer."""


@click.command("mutants")
@click.argument("programme")
@click.option("--limit", type=click.IntRange(1), default=USUAL, show_default=True)
@click.option("--seed", type=int, default=0, help="Which mutants are chosen.")
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that judge."
)
@asks("text", "json", "markdown")
@told
def mutants_command(asked: Asked, programme: str, limit: int, seed: int, jobs: int) -> None:
    """Break PROGRAMME on purpose, one small mistake at a time, and tell who notices.

    Exit 1 if there is a mistake that neither `check` nor the scenarios nor `verify` notice.
    """
    library = asked.library
    material = Material(library.current.sources, library.catalogs)
    every = every_mutant(material, library.current, programme)
    wanted = chosen(every, limit, seed)
    bench = MutantRun(programme).bench(library.current, material)
    found = list(progress(verdicts(bench, wanted, jobs), len(wanted), "Mutants"))
    if asked.form == "json":
        say_json([_data(one) for one in found])
    elif asked.form == "markdown":
        command = f"python cli.py mutants {programme} --limit {limit} --format markdown"
        click.echo(page(found, len(every), command), nl=False)
    else:
        _tell(found)
    if any(one.by == SURVIVED for one in found):
        raise click.exceptions.Exit(1)


def every_mutant(
    material: Material, definitions: Definitions, programme: str
) -> tuple[Mutant, ...]:
    """All mutants of a programme. Raises UnknownProgramme."""
    if programme not in definitions.programmes:
        raise UnknownProgramme(f"There is no programme “{programme}”.")
    return mutants(material, definitions, programme)


def verdicts(bench: Bench, wanted: Sequence[Mutant], jobs: int) -> Iterator[Judged]:
    """Judged here, or in several processes that begin with what this one has read."""
    if jobs == 1:
        yield from map(bench.judged, wanted)
        return
    _SHARED.append(bench)
    with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
        yield from pool.map(_judge, wanted)


_SHARED: Final[list[Bench]] = []


def _judge(mutant: Mutant) -> Judged:
    return _SHARED[-1].judged(mutant)


@dataclass(slots=True)
class MutantRun:
    """Judges that work in this process; scenarios that noticed much are tried first."""

    programme: str
    today: date = DEFAULT_DAY
    engines: RuleEngines = field(default_factory=lambda: RuleEngines(Straight(), Straight()))
    noticed: Counter[str] = field(default_factory=Counter)
    proved: dict[Any, str] = field(default_factory=dict)

    def bench(self, definitions: Definitions, material: Material) -> Bench:
        """Who judges mutants of these definitions."""
        return Bench(definitions, material, self.judges(), self.today)

    def judges(self) -> Mapping[str, Judge]:
        """Those beside ``check``, in their order."""
        return {"scenarios": self.scenarios, "verify": self.verify}

    def verify(self, definitions: Definitions, catalogs: Catalogs) -> str:
        """The first finding of the proofs; proved once for all that differ in no part of them."""
        programme = definitions.programmes[self.programme]
        parts = proved_parts(programme)
        if parts not in self.proved:
            report = verify(programme, catalogs.known, self.today)
            found = (f"{one.code} {one.text.message}" for one in report.findings)
            self.proved[parts] = next(found, "")
        return self.proved[parts]

    def scenarios(self, definitions: Definitions, catalogs: Catalogs) -> str:
        """The first scenario that does not hold."""
        faults = Faults()
        found = read_scenarios(definitions.sources, faults)
        if faults.has_errors:
            return str(faults.in_order()[0])
        library = Library(definitions, catalogs)
        for scenario in sorted(found, key=lambda one: -self.noticed[one.title]):
            words = self._failure(scenario, library)
            if words:
                self.noticed[scenario.title] += 1
                return words
        return ""

    def _failure(self, scenario: Scenario, library: Library) -> str:
        failures = run(scenario, library, self.engines, silent=True).failures
        return f"{scenario.title}: {failures[0].subject}" if failures else ""


def _tell(found: Sequence[Judged]) -> None:
    for one in found:
        if one.by == SURVIVED:
            mutant = one.mutant
            say(f"{mutant.place} {mutant.mutator}: {mutant.before} → {mutant.after}", "red")
    counted = Counter(one.by for one in found)
    say(", ".join(f"{by} {counted[by]}" for by in ORDER) + f" of {len(found)}")


def _data(one: Judged) -> dict[str, Any]:
    return {
        "mutator": one.mutant.mutator,
        "file": one.mutant.file,
        "line": one.mutant.line,
        "before": one.mutant.before,
        "after": one.mutant.after,
        "language": one.mutant.lang,
        "by": one.by,
        "words": one.words,
    }
