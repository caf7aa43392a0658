"""The text of the scenario, with what is expected filled from what the rules say now."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Final

from engine.bundles.compiled import Ready
from engine.case.judgement import Judgement
from engine.definitions.reading.scenario_text import Happening, ScenarioText, written
from engine.scenarios.from_case.anonymise import Retold
from engine.scenarios.from_case.typed import nested, typed_answers
from engine.scenarios.outcome import fact_words
from engine.scenarios.stage_run import WHOLE
from engine.services.loaded_case import Opened

_AFTERWARDS: Final = ("current", "done", "ends")


def scenario_from(case: Opened, ready: Ready, today: date, title: str = "") -> str:
    """The text of a scenario file. Raises NotRetold.

    ``ready`` is the programme that the scenario is for, ``today`` the day the case is judged on.
    """
    retold = Retold(ready, typed_answers(case, ready), case.events, today)
    retold.find()
    return written(_scenario(retold, title))


def _scenario(retold: Retold, title: str) -> ScenarioText:
    raw = retold.raw()
    before = _expected(retold.judged(raw, (), retold.today))
    after = retold.judged(raw, retold.events, retold.today)
    changed = {name: one for name, one in _facts(after).items() if before.get(name) != one}
    mark = sha256(repr(sorted(raw.items())).encode()).hexdigest()[:8]
    return ScenarioText(
        title=title or f"A stored case {mark}",
        today=retold.today,
        given=nested(retold.ready, raw),
        expect=before,
        happenings=tuple(Happening(one.stage, one.outcome, one.of) for one in retold.events),
        then={**{name: _words(WHOLE[name](after)) for name in _AFTERWARDS}, **changed},
        remarks=(
            "Retold from a stored case; all persons, companies and dates are invented.",
            *(f"Left out, for nothing invented is like it: {name}" for name in retold.left_out),
        ),
    )


def _expected(now: Judgement) -> dict[str, tuple[str, ...]]:
    stages: dict[str, tuple[str, ...]] = {}
    for step in now.path.steps:
        stages[f"stage {step.stage.name}"] = (step.part,)
        if step.stage.each is not None and step.part == "applies":
            stages[f"each {step.stage.name}"] = tuple(one.unit for one in step.units)
    whole = {name: _words(WHOLE[name](now)) for name in ("stages", "problems")}
    return {**_facts(now), **whole, **stages}


def _facts(now: Judgement) -> dict[str, tuple[str, ...]]:
    names = (name for name in now.ready.meaning.facts if name not in WHOLE)
    return {name: _words(fact_words(now, name)) for name in names}


def _words(said: str) -> tuple[str, ...]:
    return tuple(said.split(", ")) if said else ()
