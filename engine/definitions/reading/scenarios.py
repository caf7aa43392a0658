"""Scenarios as values: what is given, what is expected, and what happens step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.reading.answers_file import Raw, flattened
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.scenario_steps import Act, Wait, doing, refusal
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
    read_yaml,
)

DEFAULT_DAY: Final = date(2026, 11, 22)
"""The date of a scenario that names none, so that it says the same every day."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must hold of ``subject``: words, or words by path where it is a map."""

    subject: str
    words: tuple[str, ...]
    by_path: Mapping[str, tuple[str, ...]] | None
    span: Span


@dataclass(frozen=True, slots=True)
class Then:
    """What must hold after the steps so far."""

    expect: tuple[Expectation, ...]
    span: Span


ScenarioStep = Act | Wait | Then


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario with everything it takes over from the one it is ``like``."""

    title: str
    programme: str
    given: Raw
    today: date
    expect: tuple[Expectation, ...]
    steps: tuple[ScenarioStep, ...]
    span: Span
    lead: tuple[ScenarioStep, ...] = ()
    """What happens before: the steps of the scenarios that this one goes on from."""


@dataclass(frozen=True, slots=True)
class _ScenarioDraft:
    title: str
    reader: MapReader
    like: str
    after: str
    today: date | None
    own: Raw
    own_names: tuple[str, ...]
    expect: tuple[Expectation, ...]
    steps: tuple[ScenarioStep, ...]


def read_scenarios(texts: Mapping[str, str], faults: Faults) -> tuple[Scenario, ...]:
    """All scenarios below ``scenarios/``, by file and in their order; faults are collected."""
    found: list[Scenario] = []
    banks: dict[str, dict[str, _ScenarioDraft]] = {}
    for file, text in sorted(texts.items()):
        parts = file.split("/")
        if parts[0] != "scenarios" or len(parts) < 3 or not file.endswith((".yaml", ".yml")):
            continue
        drafts = banks.setdefault(parts[1], {})
        for draft in _drafts(file, text, faults):
            if draft.title in drafts:
                first = drafts[draft.title].reader.span
                message = f"the title “{draft.title}” stands also in {first}."
                faults.add("A009", draft.reader.span, message, "Give it another title.")
            drafts.setdefault(draft.title, draft)
    for bank, drafts in banks.items():
        found += (_scenario(bank, draft, drafts, faults) for draft in drafts.values())
    return tuple(found)


def _drafts(file: str, text: str, faults: Faults) -> Iterator[_ScenarioDraft]:
    root = read_yaml(file, text, faults)
    reader = as_map(root, "A file of scenarios", faults)
    for entry in reader.entries.values() if reader else ():
        what = f"scenario “{entry.key.text}”"
        scenario = as_map(entry.value, what, faults)
        if scenario is not None:
            yield _draft(entry.key.text, scenario, faults)


def _draft(title: str, reader: MapReader, faults: Faults) -> _ScenarioDraft:
    given = reader.node("given")
    draft = _ScenarioDraft(
        title=title,
        reader=reader,
        like=reader.text("like"),
        after=reader.text("after"),
        today=_day(reader, faults),
        own=flattened(given) if isinstance(given, Map) else {},
        own_names=_names(given),
        expect=_expectations(reader.node("expect"), faults),
        steps=tuple(_steps(reader, faults)),
    )
    reader.close()
    return draft


def _day(reader: MapReader, faults: Faults) -> date | None:
    found = reader.scalar("today")
    if found is None:
        return None
    try:
        return date.fromisoformat(found.text.strip())
    except ValueError:
        message = f"“{found.text}” is no date."
        faults.add("A107", found.span, message, "Write YYYY-MM-DD, as 2026-11-22.")
        return None


def _names(given: Node | None) -> tuple[str, ...]:
    return tuple(entry.key.text for entry in given.entries) if isinstance(given, Map) else ()


def _steps(reader: MapReader, faults: Faults) -> Iterator[ScenarioStep]:
    for node in reader.items("steps"):
        step = as_map(node, "a step", faults)
        found = None if step is None else _step(step, faults)
        if found is not None:
            yield found
        if step is not None:
            step.close()


def _step(step: MapReader, faults: Faults) -> ScenarioStep | None:
    if step.has("then"):
        return Then(_expectations(step.node("then"), faults), step.span)
    if step.has("refused"):
        refused = step.node("refused")
        return None if refused is None else refusal(refused, faults)
    node = step.node("do", required=True)
    return None if node is None else doing(node, faults)


def _expectations(node: Node | None, faults: Faults) -> tuple[Expectation, ...]:
    reader = as_map(node, "what is expected", faults)
    if reader is None:
        return ()
    for entry in reader.entries.values():
        if isinstance(entry.value, Scalar) and not entry.value.text and not entry.value.style:
            reader.empty(entry.key.text, entry.value)
            break  # the next ones are parts of the same text
    return tuple(
        Expectation(entry.key.text, _words(entry.value), _by_path(entry.value), entry.key.span)
        for entry in reader.entries.values()
    )


def _words(node: Node) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (node.text.strip(),)
    if isinstance(node, Seq):
        return tuple(item.text.strip() for item in node.items if isinstance(item, Scalar))
    return ()


def _by_path(node: Node) -> Mapping[str, tuple[str, ...]] | None:
    if not isinstance(node, Map):
        return None
    return {entry.key.text: _words(entry.value) for entry in node.entries}


def _scenario(
    bank: str, draft: _ScenarioDraft, drafts: Mapping[str, _ScenarioDraft], faults: Faults
) -> Scenario:
    given, today = _given(draft, drafts, faults, ())
    return Scenario(
        title=draft.title,
        programme=bank,
        given=given,
        today=today,
        expect=draft.expect,
        steps=draft.steps,
        span=draft.reader.span,
        lead=_lead(draft, drafts, ()),
    )


def _lead(
    draft: _ScenarioDraft, drafts: Mapping[str, _ScenarioDraft], seen: tuple[str, ...]
) -> tuple[ScenarioStep, ...]:
    """Everything that happened in the scenarios before; what they expected is theirs."""
    other = drafts.get(draft.after)
    if other is None or draft.after in (*seen, draft.title):
        return ()
    own = (step for step in other.steps if not isinstance(step, Then))
    return (*_lead(other, drafts, (*seen, draft.title)), *own)


def _given(
    draft: _ScenarioDraft,
    drafts: Mapping[str, _ScenarioDraft],
    faults: Faults,
    seen: tuple[str, ...],
) -> tuple[Raw, date]:
    base: Raw = {}
    day = DEFAULT_DAY
    before = draft.after or draft.like
    other = drafts.get(before)
    if before and (other is None or before in (*seen, draft.title)):
        message = f"there is no other scenario “{before}” to begin from."
        faults.add("A106", draft.reader.span, message, did_you_mean(before, drafts))
    elif other is not None:
        base, day = _given(other, drafts, faults, (*seen, draft.title))
    kept = {name: texts for name, texts in base.items() if not _is_replaced(name, draft)}
    return {**kept, **draft.own}, draft.today or day


def _is_replaced(name: str, draft: _ScenarioDraft) -> bool:
    """A question named again is answered anew; a group written as a list replaces all its rows."""
    return any(name == own or name.startswith(f"{own}.") for own in (*draft.own_names, *draft.own))
