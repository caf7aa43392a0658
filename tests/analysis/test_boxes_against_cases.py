"""Large tables are compared as boxes; on small ones that says the same as case by case."""

from __future__ import annotations

from engine.analysis.order import in_fixed_order
from engine.analysis.rule_columns import as_table
from engine.analysis.rule_proof import RuleProof
from engine.analysis.space import world
from engine.meaning.programme import compile_programme
from tests.analysis.random_programmes import made
from tests.analysis.test_against_brute_force import Wrong, told
from tests.meaning.definitions import TODAY


def findings(proof: RuleProof) -> set[Wrong]:
    # Boxes know nothing of answers that may be missing; that is looked for case by case only.
    return {told(one) for one in proof.findings() if one.code != "V107"}


def test_both_find_the_same() -> None:
    compared = 0
    for seed in range(300):
        programme = in_fixed_order(made(seed))
        ready = world(compile_programme(programme), TODAY)
        by_boxes = RuleProof(ready, case_limit=0)
        found = findings(by_boxes)
        if programme.rules and all(map(as_table, programme.rules)) and not by_boxes.given_up:
            compared += 1
            assert found == findings(RuleProof(ready)), f"programme {seed}"
    assert compared > 50
