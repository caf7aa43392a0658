"""What never happens in any case: stages, ends, items, statuses, steps and notices."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.findings import Finding, FindingText
from engine.analysis.life.tally import Tally
from engine.base.dataclass import dataclass
from engine.definitions.model.items import Happening, Item, Status, Step
from engine.definitions.model.route import Flow
from engine.language.marker import N_
from engine.meaning.flow.proposals import parsed_answer

STAGE_IDLE = N_("The stage “{stage}” is never reached")
END_IDLE = N_("The end “{end}” is never reached")
UNNEEDED = N_("The item “{item}” is never needed")
STATUS_IDLE = N_("The item “{item}” never has the status “{status}”")
STATUS_TRAP = N_("The item “{item}” never gets out of the status “{status}”")
AT_ONCE = N_("The item “{item}” always leaves the status “{status}” as soon as it comes there")
STEP_IDLE = N_("The step “{step}” of the item “{item}” in “{status}” is never open")
NOTICE_IDLE = N_("The notice “{notice}” is never sent: what it waits for never happens")


@dataclass(frozen=True, slots=True)
class Idle:
    """Finds what never happens, from what was seen in all cases."""

    flow: Flow
    tally: Tally

    def findings(self) -> Iterator[Finding]:
        """Everything that is there for nothing."""
        for stage in self.flow.stages:
            if stage.name not in self.tally.stages:
                text = FindingText(STAGE_IDLE, {"stage": stage.title})
                yield Finding("V203", text, (stage.span,), about=stage.name)
        for end in self.flow.case.ends:
            if end.name not in self.tally.ends:
                text = FindingText(END_IDLE, {"end": end.caption})
                yield Finding("V210", text, (end.span,), about=end.name)
        for item in self.flow.items:
            yield from self._of_item(item)
        for notice in self.flow.notices:
            if not any(self._happens(on) for on in notice.on):
                text = FindingText(NOTICE_IDLE, {"notice": notice.name})
                yield Finding("V503", text, (notice.span,), about=notice.name)

    def _of_item(self, item: Item) -> Iterator[Finding]:
        if not any(name == item.name for name, _ in self.tally.alive.entered):
            text = FindingText(UNNEEDED, {"item": item.title})
            yield Finding("V505", text, (item.span,), about=item.name)
            return
        for status in item.statuses:
            mark = item.name, status.name
            params: dict[str, object] = {"item": item.title, "status": status.caption}
            about = f"{item.name} {status.name}"
            if mark not in self.tally.alive.entered:
                text = FindingText(STATUS_IDLE, params)
                yield Finding("V501", text, (status.span,), about=about)
            elif mark not in self.tally.alive.shown:
                text = FindingText(AT_ONCE, params)
                yield Finding("V507", text, (status.span,), about=about)
            elif mark in self.tally.alive.rested and self._holds_fast(item, status):
                text = FindingText(STATUS_TRAP, params)
                yield Finding("V502", text, (status.span,), about=about)
            else:
                yield from self._of_steps(item, status)

    def _holds_fast(self, item: Item, status: Status) -> bool:
        """Whether nothing ever leads out of a status in which an item is not finished."""
        alive = self.tally.alive
        is_finished = status.is_done or (item.decision and status.kind == "bad")
        ways = (*(each.name for each in status.steps), *(each.name for each in status.timers))
        is_opened = any((item.name, status.name, name) in alive.opened for name in ways)
        return not is_finished and not is_opened and (item.name, status.name) not in alive.left

    def _of_steps(self, item: Item, status: Status) -> Iterator[Finding]:
        for step in status.steps:
            if (item.name, status.name, step.name) not in self.tally.alive.opened:
                params = {"item": item.title, "status": status.caption, "step": step.caption}
                about = f"{item.name} {status.name} {step.name}"
                yield Finding("V204", FindingText(STEP_IDLE, params), (step.span,), about=about)

    def _is(self, opened: tuple[str, str, str], name: str) -> bool:
        """Whether a step that is open is the one named, or needs the answer that is named."""
        item, status, step = opened
        answer = parsed_answer(name)
        if answer is None or step == name:
            return step == name
        proposed = self.flow.item(item).step(status, step)
        roles = () if proposed is None else (proposed.actor, *_confirming(proposed))
        return answer[0] in roles[0 if answer[1] == "takes back" else 1 :]

    def _happens(self, on: Happening) -> bool:
        """Whether something that a notice waits for ever happens."""
        alive = self.tally.alive
        match on.kind:
            case "becomes":
                return any((on.item, name) in alive.entered for name in on.statuses)
            case "stays":
                return any((on.item, name) in alive.rested for name in on.statuses)
            case "step":
                return any(o[0] == on.item and self._is(o, on.step) for o in alive.opened)
            case "overdue":
                item = self.flow.item(on.item)
                return any(
                    status.due is not None and (item.name, status.name) in alive.rested
                    for status in item.statuses
                )
            case "starts":
                return on.name in self.tally.stages
            case "completed":
                return self.flow.case.ends[0].name in self.tally.ends
            case "ends":
                return on.name in self.tally.ends if on.name else self.tally.ends != {""}
            case _:
                return True


def _confirming(step: Step) -> Iterator[str]:
    return (each.role for each in step.confirmed_by)
