"""Addresses of pages, which learn how they are written when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule


class Route(Rule):
    """A rule of werkzeug, which compiles a writer for each of them twice, used or not.

    With a hundred and fifty pages that was a tenth of the start.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = super()._compile_builder
        name = "_build_unknown" if append_unknown else "_build"

        def build(route: Route, /, **values: object) -> tuple[str, str]:
            made: Callable[..., tuple[str, str]] = compiled(append_unknown).__get__(route)
            setattr(route, name, made)
            return made(**values)

        return build
