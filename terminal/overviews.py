"""A case in items as ``judge`` tells it: its stages and items, and whose turn it is."""

from __future__ import annotations

from typing import Any, Final

from engine.case.judgement import Judgement
from engine.language.reader import Reader
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.words.overview import FlowOverview, ItemLine, StageLine, overview
from engine.meaning.words.summary import ReasonInWords
from terminal.output import say

MARKS: Final = {"done": "✓", "current": "▸", "waiting": "·", "not_required": "–", "on_demand": "?"}


def overview_of(result: Judgement, reader: Reader) -> FlowOverview:
    """What is said to the bank of a case that was judged."""
    case = result.situation
    world = AnswersWorld(case.meaning, case.answers, case.today, case.applied_on)
    return overview(world, case.picture, reader, to_bank=True)


def stage_part(stage: StageLine) -> str:
    """Whether the case takes a stage, whatever was done so far."""
    if stage.undecided:
        return "not_decided"
    return "not_required" if stage.state == "not_required" else "applies"


def overview_data(found: FlowOverview) -> dict[str, Any]:
    """Stages, items and the status of the case as JSON."""
    return {
        "status": found.standing,
        "items": [_item(item) for item in found.items],
        "waits_for": list(dict.fromkeys(turn.who for turn in found.turns)),
    }


def tell_overview(found: FlowOverview) -> None:
    """Stages with their reasons, and under each its items."""
    say(f"  {found.status}", "bold")
    for stage in found.stages:
        words = stage_part(stage)
        say(f"  {MARKS[stage.state]} {stage.title}  [{stage.stage}: {words}]")
        for reason in stage.why:
            _reason(reason)
        for item in found.items:
            if item.stage == stage.stage:
                waits = f" – {', '.join(item.waits_for)}" if item.waits_for else ""
                say(f"      {item.title}: {item.caption}{waits}")


def _reason(reason: ReasonInWords) -> None:
    say("      " + "  ".join(part for part in (reason.because, reason.text) if part))
    say(f"      {reason.source}  {reason.file}:{reason.line}", style="dim")


def _item(item: ItemLine) -> dict[str, Any]:
    return {
        "item": item.item,
        "of": item.unit,
        "stage": item.stage,
        "title": item.title,
        "status": item.status,
        "caption": item.caption,
        "waits_for": list(item.waits_for),
    }
