"""A sequence of steps taken again on the machine, as commands of whoever may take each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Any

from engine.analysis.findings import RunStep
from engine.analysis.life.entries import rows_of
from engine.analysis.life.world import CaseWorld
from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.definitions.model.items import APPLICANT, Step
from engine.meaning.flow.commands import CLOCK, Actor, Answer, Command, Decided, Refusal
from engine.meaning.flow.decide import begin, decide
from engine.meaning.picture import CASE, EMPTY, ROW_ID, Key, Picture, Proposal, fold


@dataclass(slots=True)
class Replay:
    """One case on the machine; ``run`` holds what was done so far, in the words of scenarios."""

    world: CaseWorld
    picture: Picture = EMPTY
    run: list[RunStep] = field(default_factory=list)

    def begin(self) -> None:
        """Begin the case."""
        self.picture = fold(begin(self.world, EMPTY))

    def take(
        self, before: Picture, event: CaseEvent, replaced: frozenset[Key] = frozenset()
    ) -> bool:
        """Take a step again, with all that must confirm it; False where it is refused.

        ``before`` is the picture it was taken in at first; of the instances in ``replaced`` the
        person is another one now.
        """
        step = self._step(event)
        actor = Actor("system", frozenset({CLOCK})) if step is None else _actor(step, event.of)
        is_each = event.item != CASE and self.world.route.items[event.item].each is not None
        units = (event.of,) if is_each else ()
        data = self._data(before, event)
        command = Command(event.item, event.step, actor, units, data)
        if event.kind == "returned" and step is not None:
            return self._answers(step.confirmed_by[0].role, "returns", command)
        if self._proposal(command) is None:
            if not self._done(decide(self.world, self.picture, command, replaced)):
                return False
            self.run.append(RunStep(event.item, event.step, units, _filled(data)))
        return step is None or event.kind == "proposed" or self._is_confirmed(step, command)

    def add(self, before: Picture, event: CaseEvent) -> None:
        """Write down a step that the machine would refuse."""
        is_each = event.item != CASE and self.world.route.items[event.item].each is not None
        data = _filled(self._data(before, event))
        self.run.append(RunStep(event.item, event.step, (event.of,) if is_each else (), data))

    def _is_confirmed(self, step: Step, command: Command) -> bool:
        """Let every role that must agree confirm the step, each by another person."""
        for each in step.confirmed_by:
            if self._proposal(command) is None:
                break
            self._answers(each.role, "confirms", command)
        return self._proposal(command) is None

    def _answers(self, role: str, answer: Answer, command: Command) -> bool:
        """Let somebody who has proposed nothing answer a proposal."""
        name = f"{role} {answer}"
        actor = Actor("bank", frozenset({role}), f"{role} who answers")
        said = Command(command.item, name, actor, command.units)
        if not self._done(decide(self.world, self.picture, said)):
            return False
        self.run.append(RunStep(command.item, name, command.units))
        return True

    def _proposal(self, command: Command) -> Proposal | None:
        if command.item == CASE:
            return self.picture.proposal
        unit = command.units[0] if command.units else ""
        return self.picture.instance(command.item, unit).proposal

    def _done(self, decided: Decided) -> bool:
        if isinstance(decided, Refusal) or not decided or decided[0].kind == "heard":
            return False
        self.picture = fold(decided, self.picture)
        return True

    def _step(self, event: CaseEvent) -> Step | None:
        if event.item == CASE:
            steps = self.world.route.flow.case.steps
            return next(each for each in steps if each.name == event.step)
        item = self.world.route.items[event.item]
        status = event.before or self.picture.instance(event.item, event.of).status
        return item.step(status, event.step)

    def _data(self, before: Picture, event: CaseEvent) -> dict[str, Any]:
        """What is filled in; a row that is struck out is found again by its place."""
        data = {key: event.data[key] for key in ("set", "add", "remove") if key in event.data}
        for group, row_id in data.get("remove", {}).items():
            rows, now = (
                rows_of(picture.instance(event.item, event.of), group)
                for picture in (before, self.picture)
            )
            place = [row[ROW_ID] for row in rows].index(row_id)
            data["remove"] = {group: now[place][ROW_ID]}
        return data


def replayed(world: CaseWorld, taken: Iterable[tuple[Picture, CaseEvent]]) -> Replay | None:
    """The case after all these steps; None where the machine refuses one of them."""
    replay = Replay(world)
    replay.begin()
    return replay if all(replay.take(before, event) for before, event in taken) else None


def _actor(step: Step, unit: str) -> Actor:
    match step.kind:
        case "person":
            return Actor("user", frozenset(), "the person", frozenset({unit}))
        case "applicant":
            return Actor("user", frozenset({APPLICANT}), APPLICANT)
        case "provider":
            return Actor("provider", frozenset({step.actor}), step.actor)
        case _:
            return Actor("bank", frozenset({step.actor}), step.actor)


def _filled(data: dict[str, Any]) -> dict[str, object]:
    """What a step asked, by the names of its questions."""
    found: dict[str, object] = dict(data.get("set", {}))
    for row in data.get("add", {}).values():
        found |= {name: value for name, value in row.items() if name != ROW_ID}
    for group, row_id in data.get("remove", {}).items():
        found[group] = row_id
    return found
