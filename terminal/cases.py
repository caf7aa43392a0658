"""``case``: stored cases at the command line."""

from __future__ import annotations

from terminal.lazily import LazyGroup

COMMANDS = {
    "rebuild-cards": "terminal.rebuilding:rebuild_cards",
}

case = LazyGroup("case", COMMANDS, help="Stored cases.")
