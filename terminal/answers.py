"""Answers in a file; what nobody asks is told beside the result, never passed over."""

from __future__ import annotations

from pathlib import Path

from engine.bundles.compiled import Ready
from engine.definitions.checks.scenario_names import ROW, answerable
from engine.definitions.faults import did_you_mean
from engine.definitions.reading.answers_file import Raw, read_answers
from terminal.output import note


def answers_in(file: Path, ready: Ready) -> Raw:
    """The answers in ``file``. Raises AnswersUnreadable."""
    raw = read_answers(file)
    known = frozenset(answerable(ready.programme))
    for name in raw:
        if ROW.sub("[]", name) not in known:
            paths = (path.replace("[]", "") for path in known)
            advice = did_you_mean(ROW.sub("", name), paths)
            note(f"{file}: no form asks “{name}”. {advice}".rstrip())
    return raw
