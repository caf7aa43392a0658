"""Things that are defined and that nothing speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.model.dependencies import computed, questions
from engine.definitions.model.flow_uses import flow_reads
from engine.definitions.model.flow_walk import flow_texts, item_steps
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.route import Flow
from engine.definitions.model.uses import programme_reads
from engine.definitions.reading.placeholders import PLACEHOLDER


def report_unused(programme: Programme, named_used: Iterable[str], faults: Faults) -> None:
    """Warn of named conditions, values, persons and terms that nothing uses."""
    used_conditions = set(named_used)
    for condition in programme.conditions:
        if condition.name not in used_conditions:
            _warn(faults, condition.span, f"condition “{condition.name}”")
    used = {read.path for read in programme_reads(programme)}
    for form in programme.forms:
        for value in computed(form):
            if value.path not in used:
                _warn(faults, value.span, f"value “{value.path}”")
    _parts(programme, faults)


def report_unused_files(
    room: str, spans: Mapping[str, Span], used: Iterable[str], faults: Faults
) -> None:
    """Warn of lists and blocks that no form uses."""
    for name in sorted(set(spans) - set(used)):
        _warn(faults, Span(spans[name].file), f"{room} “{name}”")


def _parts(programme: Programme, faults: Faults) -> None:
    consents = {name for form in programme.forms for f in questions(form) for name in f.terms}
    for terms in programme.terms:
        if terms.name not in consents:
            _warn(faults, terms.span, f"terms “{terms.name}”")
    chosen = {
        code
        for rules in programme.rules
        for row in rules.rows
        for codes in row.gives.values()
        for code in codes
    }
    referred = chosen | {person.same_as for person in programme.persons}
    referred |= _in_flow(programme.flow, faults)
    for person in programme.persons:
        if person.name not in referred:
            _warn(faults, person.span, f"persons “{person.name}”")


def _in_flow(flow: Flow, faults: Faults) -> set[str]:
    """The names that a flow speaks of; providers that nothing hears are warned of."""
    acting = {step.actor for _item, _status, step in item_steps(flow)}
    for provider in flow.providers:
        if provider.name not in acting:
            _warn(faults, provider.span, f"provider “{provider.name}”")
    filled = {name for text in flow_texts(flow) for name in PLACEHOLDER.findall(text.source)}
    used = {read.path for read in flow_reads(flow)} | filled
    for item in flow.items:
        for value in item.values:
            if not {value.path, value.name} & used:
                _warn(faults, value.span, f"value “{value.name}”")
    return used


def _warn(faults: Faults, span: Span, what: str) -> None:
    faults.add("A902", span, f"nothing uses the {what}.", "Use it, or remove it.")
