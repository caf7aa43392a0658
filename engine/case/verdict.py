"""A judgement as plain data: what is kept of a submission, and what ``judge`` prints as JSON."""

from __future__ import annotations

from typing import Any

from engine.base.values import Absence, Value
from engine.case.judgement import FormJudgement, Judgement
from engine.case.state import CaseState
from engine.meaning.flow.stages import units_of


def facts_data(judgement: Judgement) -> dict[str, Any]:
    """What the rules give, by fact: a code, a list of codes, or null while it is not decided."""
    return {
        name: plain(value)
        for decision in judgement.opinion.verdict.decisions.values()
        for name, value in sorted(decision.facts.items())
    }


def plain(value: Value) -> Any:
    """A value for JSON: null where there is none."""
    if isinstance(value, Absence):
        return None
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value if isinstance(value, bool | str) else str(value)


def form_verdict(judgement: FormJudgement, after: CaseState) -> dict[str, Any]:
    """What was judged of a form that was sent in, marks for staff among it, and where it led."""
    verdict = judgement.opinion.verdict
    return {
        "bundle": after.ready.bundle,
        "today": after.world.today.isoformat(),
        "facts": {
            name: plain(value)
            for decision in verdict.decisions.values()
            for name, value in sorted(decision.facts.items())
        },
        "marks": [
            {
                "path": problem.path,
                "code": problem.code,
                "level": problem.level,
                "message": [problem.message.context, problem.message.source],
                "params": {name: str(value) for name, value in problem.params.items()},
            }
            for problem in judgement.problems
        ],
        "stages": _needed_stages(after),
        "units": {
            item.name: list(units_of(after.world, after.picture, item) or ())
            for item in after.route.flow.items
        },
        "engines": judgement.opinion.engines,
        "reason": judgement.opinion.reason,
    }


def _needed_stages(case: CaseState) -> list[str]:
    stages = case.route.flow.stages
    return [stage.name for stage in stages if case.world.needed(stage, case.picture)]
