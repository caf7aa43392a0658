"""Commands that are imported when they are used, so that a quick one stays quick."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """A group whose commands are named as ``module:attribute``, each with what it is for."""

    def __init__(self, name: str, commands: Mapping[str, tuple[str, str]], help: str) -> None:
        settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        super().__init__(name, help=help, context_settings=settings)
        self._commands = commands

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in the order in which they were given."""
        return list(self._commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with; for a stranger the nearest one is named."""
        if args and args[0] not in self._commands and not args[0].startswith("-"):
            # Half of what the definitions need; only who mistypes waits for it.
            from engine.definitions.faults import did_you_mean  # noqa: PLC0415

            ctx.fail(
                f"There is no command “{args[0]}”. {did_you_mean(args[0], self._commands)}".rstrip()
            )
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in self._commands:
            return None
        place, _ = self._commands[cmd_name]
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """All commands as click lists them, of which none is imported."""
        room = formatter.width - 6 - max(map(len, self._commands))
        rows = [
            (name, click.Command(name, help=words).get_short_help_str(room))
            for name, (_, words) in self._commands.items()
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
