"""A stored case for the command line, as it stands or as it would be on another day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import click
from click.core import ParameterSource

from engine.bootstrap import Archive, archive
from engine.bundles.compiled import Ready
from engine.case.judgement import Facts
from engine.language.reader import Reader
from engine.scenarios.from_case.typed import known_of
from engine.services.loaded_case import Opened
from terminal.environment import has_own_secrets, settings_of
from terminal.options import Asked


@dataclass(frozen=True, slots=True)
class StoredNow:
    """What is known of a stored case, and the words it is told in."""

    ready: Ready = field(repr=False)
    facts: Facts = field(repr=False)
    reader: Reader


def stored_case(asked: Asked, case_id: str, data: Path | None) -> StoredNow:
    """A case by its id, by its own definitions or by those that were named. Raises NotFound."""
    settings = settings_of(data, demo=has_own_secrets(data))
    if named := _names_definitions():
        settings = replace(settings, definitions=asked.folder)
    with archive(settings) as cases:
        found = cases.opened(case_id)
        if named:
            found = replace(found, ready=cases.library.today(found.case.programme))
        facts = _facts(cases, found)
        facts = replace(facts, today=asked.today or facts.today)
        return StoredNow(found.ready, facts, asked.reader(cases.library, found.ready))


def _facts(cases: Archive, found: Opened) -> Facts:
    facts = found.facts(cases.clock)
    if found.ready.programme.flow is None:
        return facts
    case = cases.loaded(found.case.id)
    state = case.state
    return replace(
        facts,
        answers=known_of(case),
        picture=state.picture,
        applied_on=state.world.applied_on,
    )


def _names_definitions() -> bool:
    """Whether the caller named a folder, and not only left the product's own."""
    return click.get_current_context().get_parameter_source("folder") != ParameterSource.DEFAULT
