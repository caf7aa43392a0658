"""A stored case retold as a scenario: what was answered, and everything that was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.values import NOTHING, Answers, Span
from engine.bundles.compiled import Ready
from engine.case.judgement import RuleEngines
from engine.definitions.model.items import PROPOSED
from engine.definitions.reading.durations import duration
from engine.definitions.reading.scenario_steps import Act
from engine.definitions.reading.scenario_text import (
    ActText,
    Expected,
    ScenarioText,
    StepText,
    Texts,
    ThenText,
    WaitText,
    written,
)
from engine.meaning.flow.stages import instances_of
from engine.meaning.picture import ROW_ID
from engine.rules.straight import Straight
from engine.scenarios.from_case.acts import ToldActs
from engine.scenarios.from_case.anonymise import Retold
from engine.scenarios.from_case.typed import Raw, known_of, nested, typed_of
from engine.scenarios.items_now import (
    UNDECIDED,
    WHOLE_NOW,
    Moment,
    stage_part,
    standing_words,
)
from engine.scenarios.outcome import fact_words
from engine.scenarios.trial import Trial
from engine.services.case_loading import LoadedCase

_AFTERWARDS: Final = ("stage", "case", "waits for")
_NOWHERE: Final = Span("")


@dataclass(frozen=True, slots=True)
class StoredLife:
    """A stored case: what was typed last, what happened, and the day it began.

    ``places`` says where the rows that units are named by stand: a scenario gives rows no ids.
    """

    typed: Raw = field(repr=False)
    events: tuple[CaseEvent, ...]
    began: date
    places: Mapping[str, str] = field(default_factory=lambda: NOTHING)


def life_of(case: LoadedCase, ready: Ready) -> StoredLife:
    """A case from the store; ``ready`` is the programme that the scenario is for."""
    answers = known_of(case)
    return StoredLife(
        typed_of(ready, answers, case.saved.values()),
        case.events,
        ready.today(case.case.created_at),
        dict(_places(answers)),
    )


def _places(answers: Answers) -> Iterator[tuple[str, str]]:
    for group, rows in answers.items():
        for index, row in enumerate(rows if isinstance(rows, tuple) else ()):
            if isinstance(row, Mapping) and ROW_ID in row:
                yield f"{group}.{row[ROW_ID]}", f"{group}.{index}"


def scenario_from(life: StoredLife, ready: Ready, title: str = "") -> str:
    """The text of a scenario file. Raises NotRetold.

    Every form is sent with the answers it was sent with last. What cannot be done any more is left
    out with a remark, so that the scenario holds.
    """
    retold = Retold(ready, life.typed, life.began)
    retold.find()
    raw, moved = retold.raw(), (retold.today - life.began).days
    trial = Trial(ready, raw, retold.today, RuleEngines(Straight(), Straight()))
    acts = ToldActs(ready, moved, _start(life, trial), life.places)
    steps: list[StepText] = []
    refused: list[str] = []
    before = _expected(Moment(trial, trial.supposed()))
    for step in acts.steps(life.events):
        if _replayed(trial, step):
            steps.append(step)
        elif isinstance(step, ActText):
            refused.append(f"{step.item}: {step.step}")
    then = ThenText(_afterwards(Moment(trial, trial.judged())))
    return written(
        ScenarioText(
            title=title or f"A stored case {_mark(raw)}",
            today=retold.today,
            given=nested(ready, raw),
            expect=before,
            steps=(*steps, then) if steps else (),
            remarks=tuple(_remarks([*retold.left_out, *acts.left_out], refused)),
        )
    )


def _start(life: StoredLife, trial: Trial) -> datetime:
    """When the first thing happened: the scenario's clock runs beside that of the case."""
    return next((event.at for event in life.events if event.at is not None), trial.now)


def _mark(raw: Raw) -> str:
    return sha256(repr(sorted(raw.items())).encode()).hexdigest()[:8]


def _remarks(left_out: list[str], refused: list[str]) -> Iterator[str]:
    yield "Retold from a stored case; all persons, companies and dates are invented."
    yield from (f"Left out, for nothing invented is like it: {name}" for name in left_out)
    yield from (f"Left out, for it cannot be done again: {name}" for name in refused)


def _replayed(trial: Trial, step: StepText) -> bool:
    """Do a step again; whether it came out as it did."""
    if isinstance(step, WaitText):
        time = duration(step.time)
        if time is not None:
            trial.waits(time)
        return True
    if isinstance(step, ThenText):
        return True
    given = {name: tuple(map(str, texts)) for name, texts in step.given.items()}
    act = Act(step.item, step.step, _NOWHERE, _NOWHERE, step.of, given)
    refused = trial.acts(act)
    return (refused is not None and step.code in refused.codes) if step.refused else refused is None


def _expected(moment: Moment) -> dict[str, tuple[str, ...]]:
    ready = moment.trial.ready
    stages = {
        f"stage {stage.name}": (stage_part(moment, stage),)
        for stage in ready.meaning.route.flow.stages
    }
    whole = {name: _words(WHOLE_NOW[name](moment)) for name in ("stages", "problems")}
    facts = {name: _words(fact_words(moment.now, name)) for name in ready.meaning.facts}
    return {**facts, **whole, **stages}


def _afterwards(moment: Moment) -> Expected:
    found: dict[str, Texts | Mapping[str, Texts]] = {
        name: _words(WHOLE_NOW[name](moment)) for name in _AFTERWARDS
    }
    for item in moment.world.route.flow.items:
        instances = instances_of(moment.world, moment.picture, item)
        standing = {unit: (one.standing,) for unit, one in instances if one.status}
        if item.each is not None and standing:
            found[item.name] = standing
        elif item.each is None:
            found[item.name] = (_test(standing_words(moment, item)),)
    return {name: words for name, words in found.items() if words and words != (UNDECIDED,)}


def _test(standing: str) -> str:
    """A test on the only one of an item: of one that is proposed that it is."""
    return PROPOSED if standing.endswith(f" {PROPOSED}") else standing


def _words(said: str) -> tuple[str, ...]:
    return tuple(said.split(", ")) if said else ()
