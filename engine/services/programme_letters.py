"""The letters that programmes have for what happens at the front desk."""

from __future__ import annotations

from collections.abc import Mapping

from engine.accounts.desk import Letters
from engine.bundles.library import Library
from engine.messages.compose import Letter, compose


def letters_of(library: Library) -> Letters:
    """The letters of today's programmes."""

    def written(
        programme: str, event: str, language: str, params: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        ready = library.today(programme)
        reader, flow = library.reader(language, ready), ready.programme.flow
        return compose(flow.notices, event, reader, params)

    return written
