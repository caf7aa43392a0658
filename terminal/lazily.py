"""Commands that are imported when they are used, so that a quick one stays quick."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from engine.definitions.faults import did_you_mean


class LazyGroup(click.Group):
    """A group whose commands are named as ``module:attribute``."""

    def __init__(self, name: str, places: Mapping[str, str], help: str) -> None:
        settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        super().__init__(name, help=help, context_settings=settings)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in the order in which they were given."""
        return list(self._places)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with; for a stranger the nearest one is named."""
        if args and args[0] not in self._places and not args[0].startswith("-"):
            ctx.fail(
                f"There is no command “{args[0]}”. {did_you_mean(args[0], self._places)}".rstrip()
            )
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        place = self._places.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
