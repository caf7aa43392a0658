"""Things that are defined and that nothing speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.model.dependencies import computed, questions
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.uses import programme_reads


def report_unused(programme: Programme, named_used: Iterable[str], faults: Faults) -> None:
    """Warn of named conditions, values, persons, actors and terms that nothing uses."""
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
    acting = {stage.by for stage in programme.stages}
    acting |= {notice.to for notice in programme.notices}
    for document in programme.documents:
        acting |= {step.actor for state in document.states for step in state.steps}
    for actor in programme.actors:
        if actor.name not in acting and actor.name != "system":
            _warn(faults, actor.span, f"actor “{actor.name}”")
    chosen = {
        code
        for rules in programme.rules
        for row in rules.rows
        for codes in row.gives.values()
        for code in codes
    }
    referred = chosen | {person.same_as for person in programme.persons}
    referred |= {notice.to for notice in programme.notices}
    for person in programme.persons:
        if person.name not in referred:
            _warn(faults, person.span, f"persons “{person.name}”")


def _warn(faults: Faults, span: Span, what: str) -> None:
    faults.add("A902", span, f"nothing uses the {what}.", "Use it, or remove it.")
