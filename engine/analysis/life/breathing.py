"""The rounds of a breath (rule 30), gone through by classes instead of instances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Literal

from engine.analysis.life.hearing import QUIET, Label
from engine.analysis.life.judging import State
from engine.analysis.life.refining import Behaviour, Change, ContextKey
from engine.analysis.life.standing import ProofStanding
from engine.base.dataclass import dataclass

Phase = Literal["lapse", "begin", "become", "drop"]

Followed = tuple[Phase, ContextKey, Label]
"""What follows for a cluster in one phase of a round, in which context, after what it heard."""


class CircleError(Exception):
    """What follows by itself leads back to where it was."""


@dataclass(slots=True)
class Breath:
    """Settles states of one case; ``followed`` is what happened the last time, by cluster."""

    standing: ProofStanding
    followed: list[tuple[int, Followed]] = field(default_factory=list)
    _ends: dict[str, int] = field(default_factory=dict)
    _hears_itself: bool = False

    def __post_init__(self) -> None:
        ends = self.standing.placed.case.world.route.flow.case.ends
        self._ends = {end.name: number for number, end in enumerate(ends)}
        self._hears_itself = any(
            number != silent
            for classes in self.standing.classes
            for number, silent in classes.silent.items()
        )

    def ended(self, state: State, end: str) -> State:
        """A state with a final end."""
        return (*state[:-1], self._ends[end])

    def settled(self, state: State, label: Label, is_round: Callable[[], bool]) -> State:
        """The state after everything that follows, in rounds until nothing changes.

        ``is_round`` asks the machine where classes alone do not tell whether a picture returns.
        Raises CircleError.
        """
        self.followed = []
        before, passed, repeated = (state, label), set[State](), set[tuple[State, Label]]()
        while True:
            end = self.standing.end(state)
            if end:
                return self.ended(state, end)
            gone = begun = None
            if not self.standing.does(state)[1]:
                state, gone = self._phase(state, "lapse", QUIET)
                state, begun = self._phase(state, "begin", QUIET)
            elif not label:
                return state
            state, moved = self._phase(state, "become", label if begun is None else label | begun)
            happened = [each for each in (gone, begun, moved) if each is not None]
            if not happened:
                state, dropped = self._phase(state, "drop", QUIET)
                if dropped is None:
                    return state
                label = QUIET
                continue
            if not passed:
                passed.add(self._silent(before[0]))
                repeated.add(before)
            label = QUIET.union(*happened)
            returns = self._silent(state) in passed
            if (state, label) in repeated or (returns and is_round()):
                raise CircleError
            passed.add(self._silent(state))
            repeated.add((state, label))

    def _silent(self, state: State) -> State:
        """What others see of a state: what a cluster hears of itself is no part of a picture."""
        if not self._hears_itself:
            return state
        of = zip(self.standing.classes, state, strict=False)
        return (*(classes.silent[number] for classes, number in of), state[-1])

    def _phase(self, state: State, phase: Phase, label: Label) -> tuple[State, Label | None]:
        """What all clusters do at once, judged on one state, and what is raised; None: nothing."""
        all_do, is_at_rest = self.standing.does(state)
        if is_at_rest and (phase != "become" or label == QUIET):
            return state, None
        raised: Label | None = None
        changed: list[int] | None = None
        for place, urgent, heard in self._urgent(all_do, phase, label):
            changed = list(state) if changed is None else changed
            changed[place] = urgent[0]
            if urgent[2]:
                raised = urgent[1] if raised is None else raised | urgent[1]
            self.followed.append((place, (phase, all_do[place].key, heard)))
        if changed is None:
            return state, None
        after = tuple(changed)
        moved = tuple([place for place, number in enumerate(changed) if number != state[place]])
        self.standing.follow(state, after, moved)
        return after, raised

    def _urgent(
        self, all_do: tuple[Behaviour, ...], phase: Phase, label: Label
    ) -> list[tuple[int, Change, Label]]:
        """What follows in a phase, with the clusters it follows for and what they heard."""
        # Gone through a million times: without a call for each cluster.
        match phase:
            case "lapse":
                return [(n, d.lapse, QUIET) for n, d in enumerate(all_do) if d.lapse is not None]
            case "begin":
                return [(n, d.begin, QUIET) for n, d in enumerate(all_do) if d.begin is not None]
            case "drop":
                return [(n, d.drop, QUIET) for n, d in enumerate(all_do) if d.drop is not None]
        hears = self.standing.hears
        heard = [(n, d.become, label & hears[n]) for n, d in enumerate(all_do) if d.become]
        return [(n, become[each], each) for n, become, each in heard if each in become]
