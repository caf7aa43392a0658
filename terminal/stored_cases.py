"""A stored case for the command line, as it stands or as it would be on another day."""

from __future__ import annotations

from dataclasses import field, replace
from pathlib import Path

import click
from click.core import ParameterSource

from engine.base.dataclass import dataclass
from engine.bundles.compiled import Ready
from engine.case.judgement import Facts
from engine.language.reader import Reader
from engine.scenarios.from_case.typed import known_of
from engine.services.opened import archive
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
        case = cases.loaded(case_id)
        ready = cases.library.today(case.case.programme) if named else case.ready
        facts = Facts(
            today=asked.today or ready.today(case.now),
            answers=known_of(case),
            applied_on=case.state.world.applied_on,
            picture=case.state.picture,
        )
        return StoredNow(ready, facts, asked.reader(cases.library, ready))


def _names_definitions() -> bool:
    """Whether the caller named a folder, and not only left the product's own."""
    return click.get_current_context().get_parameter_source("folder") != ParameterSource.DEFAULT
