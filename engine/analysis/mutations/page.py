"""The page of the documentation that tells who noticed which mutants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from engine.analysis.mutations.judging import (
    CHECK,
    EQUIVALENT,
    SURVIVED,
    Judged,
)

COLUMNS: Final = (CHECK, "scenarios", "verify", EQUIVALENT, SURVIVED)

INTRODUCTION: Final = """\
# Mistakes made on purpose

Definitions are only worth as much as what would notice a mistake in them. This page tells who
notices: each mutant is the bank's definitions with one small change, made at one value of a file or
in one translation, and judged by `check`, then the scenarios, then the proofs of `verify`, which
take longest. The first one that objects has caught it. A mutant is *equivalent* where the changed
definitions are proved to mean the same; one that *survived* would have been published.

Captions, hints, sources and layout are not mutated: they decide nothing. The scenarios and the
`must hold` lines are not either: they say what is right.
"""


def page(found: Sequence[Judged], possible: int, command: str) -> str:
    """The page in Markdown; ``possible`` mutants could have been made, ``command`` made these."""
    return "\n".join([INTRODUCTION, *_lines(found, possible, command)]) + "\n"


def _lines(found: Sequence[Judged], possible: int, command: str) -> Iterator[str]:
    yield f"{len(found):,} of {possible:,} possible mutants, chosen alike from every mutator:"
    yield f"\n    {command}\n"
    yield f"| Mutator | mutants | {' | '.join(COLUMNS)} |"
    yield f"|---|{'--:|' * (len(COLUMNS) + 1)}"
    in_order = sorted(found, key=lambda one: one.mutant.mutator)
    for mutator, group in groupby(in_order, key=lambda one: one.mutant.mutator):
        yield _row(mutator, list(group))
    yield _row("**all**", found)
    yield from _examples(found)


def _row(name: str, found: Sequence[Judged]) -> str:
    counted = Counter(one.by for one in found)
    return f"| {name} | {len(found)} | {' | '.join(str(counted[by] or '') for by in COLUMNS)} |"


def _examples(found: Sequence[Judged]) -> Iterator[str]:
    """What was said of the first mutant of each mutator, and every mutant nobody objected to."""
    yield "\n## One of each\n"
    yield "| Mutant | Where | Caught by | What was said |"
    yield "|---|---|---|---|"
    seen: set[str] = set()
    for one in found:
        if one.mutant.mutator not in seen or one.by == SURVIVED:
            seen.add(one.mutant.mutator)
            mutant = one.mutant
            change = f"{mutant.mutator}: {_code(mutant.before)} → {_code(mutant.after)}"
            yield f"| {change} | {mutant.place} | {one.by} | {_plain(one.words)} |"


def _code(words: str) -> str:
    return f"`{_plain(words)}`" if words else "nothing"


def _plain(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|").replace("`", "'")
