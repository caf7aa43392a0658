"""Whether signed files and the steps that rest on them name each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.dependencies import questions
from engine.definitions.model.forms import Field
from engine.definitions.model.items import Item, Step
from engine.definitions.model.programme import Programme

ADVICE: Final = "Name a question of files that “signs” others, in an item for persons."


def report_signed_files(programme: Programme, faults: Faults) -> None:
    """Report what “signs” and “signed in” name and is not there, or is of another kind."""
    asked = {one.path: one for form in programme.forms for one in questions(form)}
    for one in asked.values():
        if one.upload is None or not one.upload.signs:
            continue
        target = asked.get(one.upload.signs)
        if target is None or target.upload is None or target is one:
            message = f"“signs” of “{one.path}” names no other question of files."
            faults.add("A640", one.span, message, "Name the question of the documents.")
    for item, step in _steps(programme):
        if why := _why(item, step, asked):
            faults.add("A640", step.span, f"“signed in” of “{step.name}” {why}.", ADVICE)


def _why(item: Item, step: Step, asked: dict[str, Field]) -> str:
    target = asked.get(step.signed_in)
    if target is None or target.upload is None or not target.upload.signs:
        return "names no question whose files sign others"
    if item.each is None or item.each.kind != "persons":
        return f"needs persons, and “{item.name}” is not taken for each"
    return ""


def _steps(programme: Programme) -> Iterator[tuple[Item, Step]]:
    for item in programme.flow.items:
        for status in item.statuses:
            yield from ((item, step) for step in status.steps if step.signed_in)
