"""Every benchmark with its peers, one after the other; their tables go into docs/benchmarks.md.

    make bench            some minutes; writes the tables
    make bench CHECK=1    writes nothing, fails where a ratio has left its “must”

Each runs in a process of its own, so that none finds what another has warmed up.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Final

from found import Row, Table, markdown

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured by make bench -->", "<!-- until here -->"
ROUNDS: Final = {
    "pages": 25,
    "clients": 5,
    "evaluation": 15,
    "documents": 25,
    "starting": 5,
    "memory": 1,
}
"""Of each benchmark, in the order of the page."""


def ran(name: str) -> list[Table]:
    """The tables of a benchmark, measured in a process of its own."""
    print(name, file=sys.stderr, flush=True)
    told = subprocess.run(  # noqa: S603
        [sys.executable, __file__, "--only", name], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    tables = json.loads(told.stdout.splitlines()[-1])
    return [Table(**{**one, "rows": tuple(Row(**row) for row in one["rows"])}) for one in tables]


def written(tables: list[Table]) -> None:
    """Put the tables into the page, with what they were measured on."""
    load, python = os.getloadavg()[0], platform.python_version()
    on = f"Python {python}, SQLite, {os.cpu_count()} CPUs with a load of {load:.0f} at the end."
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    parts = "\n".join(markdown(table) for table in tables)
    PAGE.write_text(f"{before}{BEGIN}\n{on}\n\n{parts}{END}{after}", encoding="utf-8")


def main() -> None:
    """Run all, or one of them for another process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=ROUNDS, help="print one benchmark as JSON")
    parser.add_argument("--check", action="store_true", help="fail where a ratio has left")
    asked = parser.parse_args()
    if asked.only:
        tables = import_module(asked.only).tables(ROUNDS[asked.only])
        print(json.dumps([asdict(table) for table in tables]))
        return
    tables = [table for name in ROUNDS for table in ran(name)]
    if not asked.check:
        written(tables)
    left = [f"{table.title}: {row.name} is {row.ratio:.1f}, must be {row.must:.1f} at most"
            for table in tables for row in table.rows if not row.kept]  # fmt: skip
    print("\n".join(left) or "Every ratio is where it must be.")
    raise SystemExit(bool(left and asked.check))


if __name__ == "__main__":
    main()
