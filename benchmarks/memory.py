"""Memory after ten thousand requests, against that after the first two thousand.

    python benchmarks/memory.py

A fifth of them each: the start page, the form of a person and of a company, a person's form saved,
and typing that changes which questions there are.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pages  # noqa: E402
from found import Table, compared, show  # noqa: E402

FIRST, ALL = 2_000, 10_000
KINDS: Final = (
    "start page", "form of a person", "form of a company", "save, person",
    "typing, other questions, person",
)  # fmt: skip
AGAIN: Final = 100
"""Requests of one kind upon one case, before another case is begun."""
NOTES: Final = f"A fifth each of {', '.join(KINDS)}; no collection of garbage is asked for."


def megabytes() -> float:
    """What this process holds now."""
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return held * 4096 / 1_000_000


def tables(rounds: int) -> list[Table]:
    """Ten thousand requests, ``rounds`` times."""
    with tempfile.TemporaryDirectory() as folder:
        bench = pages.opened(Path(folder))

        def answered() -> object:
            while True:
                for kind in KINDS:
                    deed, _ = pages.DEEDS[kind]
                    request = deed(bench)
                    for _ in range(AGAIN):
                        yield request().status_code

        asked = answered()
        for _ in islice(asked, FIRST):  # type: ignore[call-overload]
            pass
        first = megabytes()
        for _ in islice(asked, ALL * rounds - FIRST):  # type: ignore[call-overload]
            pass
        last = megabytes()
        bench.product.close()
    names = (f"after {FIRST:,} requests", f"after {ALL * rounds:,}")
    amounts = dict(zip(names, (first, last), strict=True))
    return [Table("Memory", "MB", compared(amounts, {names[1]: 1.05}), NOTES)]


def main() -> None:
    """Measure and print."""
    show(tables(1))


if __name__ == "__main__":
    main()
