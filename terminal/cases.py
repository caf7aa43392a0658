"""``case``: stored cases at the command line."""

from __future__ import annotations

from terminal.lazily import LazyGroup

COMMANDS = {
    "list": "terminal.case_showing:list_cases",
    "show": "terminal.case_showing:show",
    "history": "terminal.case_showing:show_history",
    "do": "terminal.case_doing:do",
    "erase": "terminal.rebuilding:erase",
    "rebuild-cards": "terminal.rebuilding:rebuild_cards",
}

case = LazyGroup("case", COMMANDS, help="Stored cases.")
