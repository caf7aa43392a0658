"""The way of a case for the bank: each stage, how far it is, and who came last."""

from __future__ import annotations

from engine.base.events import CaseEvent
from engine.definitions.model.route import Stage
from engine.language.marker import N_
from engine.meaning.flow.stages import instances_of, is_finished
from engine.meaning.picture import Instance
from engine.meaning.words.item_captions import standing_in_words
from engine.meaning.words.overview import FlowOverview, StageLine
from engine.services.desk_case import DeskCase
from engine.services.desk_views import WayStage

OF_SEVERAL = N_("{done} of {all}")


def way_of(case: DeskCase, words: FlowOverview) -> tuple[WayStage, ...]:
    """The stages in their order; of those that stand together only what is needed."""
    pairs = zip(words.stages, case.case.state.route.flow.stages, strict=True)
    return tuple(
        _stage(case, line, stage)
        for line, stage in pairs
        if line.state != "not_required" or not stage.together
    )


def _stage(case: DeskCase, line: StageLine, stage: Stage) -> WayStage:
    last = _last(case, stage) if line.state in ("done", "current") else None
    parts = [_standing(case, stage)] if line.state in ("done", "current") else []
    if last is not None and line.state == "done":
        parts.append(case.who(last.by))
    return WayStage(
        title=line.title,
        state=line.state,
        detail=" · ".join(part for part in parts if part),
        at=last.at if last is not None and line.state == "done" else None,
        why=line.why,
        is_bad=_is_bad(case, stage),
    )


def _last(case: DeskCase, stage: Stage) -> CaseEvent | None:
    moved = (e for e in case.case.events if e.item in stage.items and e.after and e.before)
    return max(moved, key=lambda event: event.number, default=None)


def _standing(case: DeskCase, stage: Stage) -> str:
    """How the items stand: in words where they stand alike, counted where they do not."""
    found = [
        (item, instance)
        for item in (case.case.state.route.items[name] for name in stage.items)
        for _, instance in instances_of(case.case.state.world, case.case.state.picture, item)
        if instance.status
    ]
    words = {standing_in_words(item, each.standing, case.reader) for item, each in found}
    if len(words) == 1:
        return words.pop()
    done = sum(is_finished(item, each) for item, each in found)
    return case.reader.message(OF_SEVERAL, done=done, all=len(found)) if found else ""


def _is_bad(case: DeskCase, stage: Stage) -> bool:
    state = case.case.state
    items = [state.route.items[name] for name in stage.items]

    def bad(name: int, instance: Instance) -> bool:
        return bool(instance.status) and items[name].status(instance.status).kind == "bad"

    return any(
        bad(at, each)
        for at, item in enumerate(items)
        for _, each in instances_of(state.world, state.picture, item)
    )
