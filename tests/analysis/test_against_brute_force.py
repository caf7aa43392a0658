"""The analysis and plain enumeration agree on rules and questions of programmes made at random.

``FUZZ_PROGRAMMES=5000`` makes that many instead of the few hundred of every run.
"""

from __future__ import annotations

import os

import pytest

from engine.analysis.findings import Finding
from engine.analysis.verify import verify
from tests.analysis.brute import TODAY, Brute, Wrong
from tests.analysis.random_programmes import made

BLOCK = 100
BLOCKS = int(os.environ.get("FUZZ_PROGRAMMES", "0")) // BLOCK or 4
BY_LINES = {"V102", "V103", "V105"}
BY_RULE = {"V101", "V107"}


def told(finding: Finding) -> Wrong:
    if finding.code in ("V104", "V106"):
        return "V104/V106", str(finding.lines[0])
    if finding.code in BY_LINES:
        return finding.code, " ".join(str(line) for line in finding.lines)
    if finding.code in BY_RULE:
        return finding.code, finding.about.partition(" ")[0]
    return finding.code, finding.about


def both_opinions(seed: int) -> tuple[set[Wrong], set[Wrong]]:
    programme = made(seed)
    report = verify(programme, lambda _lang, text: text.source, TODAY)
    found = {
        told(one)
        for one in report.findings
        if one.code.startswith(("V1", "V3")) and one.code not in ("V302", "V303")
    }
    return found, Brute(programme).run()


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_finding_is_the_same(block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        found, expected = both_opinions(seed)
        assert found == expected, f"programme {seed}"
