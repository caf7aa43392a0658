"""``case``: stored cases at the command line."""

from __future__ import annotations

from terminal.lazily import LazyGroup

COMMANDS = {
    "list": (
        "terminal.case_showing:list_cases",
        "Stored cases, last changed first: number, status, stages, whom they wait for, id.",
    ),
    "show": (
        "terminal.case_showing:show",
        "How a case stands: stages, every item with its status, and what is open to whom.",
    ),
    "history": (
        "terminal.case_showing:show_history",
        "What happened to a case, a row for each event: time, who, what, on what, from where to.",
    ),
    "do": (
        "terminal.case_doing:do",
        "Take a step of a case, or say why it cannot be taken; exit 1 then.",
    ),
    "erase": (
        "terminal.rebuilding:erase",
        "Erase a case for good: answers, files, messages. That it was decided stays, unreadable.",
    ),
    "rebuild-cards": (
        "terminal.rebuilding:rebuild_cards",
        "Make cards, lists and timers of all cases anew; cases themselves are not changed.",
    ),
}

case = LazyGroup("case", COMMANDS, help="Stored cases.")
