"""A case goes a way at random through a flow, and everything is done that is done with a case."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from engine.analysis.graphs.items import items_picture
from engine.base.events import CaseEvent
from engine.base.records import StoredCase
from engine.bundles.compiled import Ready
from engine.case.effects import effects, standing_effects
from engine.case.effects_context import EffectsContext
from engine.case.filled_steps import step_place
from engine.case.judgement import RuleEngines
from engine.case.receivers import Contact
from engine.case.state import CaseState
from engine.definitions.faults import Span
from engine.definitions.model.durations import Duration
from engine.definitions.reading.scenario_steps import Act
from engine.meaning.flow.commands import Actor, Move
from engine.meaning.flow.decide import permitted
from engine.meaning.picture import CASE
from engine.meaning.words.captions import Captions
from engine.meaning.words.history import history
from engine.meaning.words.overview import overview
from engine.rules.straight import Straight
from engine.scenarios.trial import Trial
from engine.store.event_data import sealed, unsealed
from terminal import graphs
from terminal.explaining import explain
from terminal.judging import judgement_data, tell_judgement, words_of
from tests.definitions.generated.answers import Raw, answers, of_fields
from tests.definitions.generated.uses import TODAY, VAULT, reader

PLACE: Final = Span("", 1, 1)
SPANS: Final = (Duration(2, "hours"), Duration(3, "days"), Duration(40, "days"))
ENGINES: Final = RuleEngines(Straight(), Straight())
FITTING: Final[Raw] = {
    "client.full_name": ("Anna Nost",), "client.birth_date": ("1985-06-15",),
    "client.email": ("anna@example.org",), "client.bold": ("yes",), "income": ("5",),
    "rows": (), "rows.0.full_name": ("Berta Nost",), "rows.0.birth_date": ("1990-01-31",),
    "rows.0.bold": ("yes",), "rows.1.full_name": ("Carl Nost",),
    "rows.1.birth_date": ("1990-01-31",), "more.text": ("More",),
    "account.email": ("a@example.org",),
}  # fmt: skip
APPLICANT: Final = Contact("anna", "anna@example.org", "+37120000000", "lv")
STAFF: Final = (Contact("berta", "berta@example.org"),)


class Walk(Trial):
    """A case under way; whatever happens is told, drawn, listed and explained."""

    def _happens(self, events: tuple[CaseEvent, ...], after: CaseState) -> None:
        before, earlier = self.state, tuple(self.events)
        super()._happens(events, after)
        if events:
            context = self.context(earlier)
            effects(context, before.picture, after.picture, events)
            for event in events:
                assert unsealed(sealed(event.data, VAULT, "x"), VAULT, "x") == event.data

    def context(self, earlier: tuple[CaseEvent, ...]) -> EffectsContext:
        """What the effects of what happens are made with."""
        case = StoredCase("case", "trial", self.ready.bundle, "anna", "lv", "", self.now, self.now)
        return EffectsContext(
            case, self.ready, self.state.world, APPLICANT, self.now, reader, lambda _role: STAFF,
            lambda: "token", lambda purpose, text: f"{purpose} {text}", earlier, None,
            "https://example.org",
        )  # fmt: skip

    def open(self) -> Iterator[Move]:
        """Everything that is open to anybody."""
        flow = self.flow
        persons = frozenset(unit for _, unit in self.state.picture.instances if unit)
        for actor in (
            Actor("user", frozenset({"applicant"}), "anna"),
            Actor("user", frozenset(), "", persons),
            *(Actor("bank", frozenset({role.name}), role.name) for role in flow.roles),
            *(Actor("provider", frozenset({each.name})) for each in flow.providers),
        ):
            yield from permitted(self.state.world, self.state.picture, actor, self.now)


def walk(ready: Ready, seed: int, length: int) -> int:
    """Go a way; how many steps were taken."""
    chance = Random(seed)  # noqa: S311 - the same way for the same seed
    raw = answers(ready.programme, chance) | (FITTING if chance.random() < 0.8 else {})
    raw |= {"kind": (chance.choice("ab"),), "things": (chance.choice("abc"),)}
    case, taken = Walk(ready, raw, TODAY, ENGINES), 0
    for _ in range(length):
        moves = list(case.open())
        if chance.random() < 0.9:  # a case that is withdrawn goes no further
            moves = [move for move in moves if move.item != CASE]
        if not moves or chance.random() < 0.15:
            case.waits(chance.choice(SPANS))
        else:
            taken += case.acts(_act(case, chance.choice(moves), chance)) is None
        _said(case)
    return taken


def drawn(ready: Ready) -> None:
    """The pictures of the flow, whole and of each item."""
    for item in ("", *ready.meaning.route.items):
        for draw in graphs.FORMATS.values():
            draw(items_picture(ready.meaning, reader(), item))


def _act(case: Walk, move: Move, chance: Random) -> Act:
    of = (move.unit,) if move.unit else ()
    place = step_place(case.state, move.item, move.unit, move.name)
    given: Raw = {}
    if place is not None and place.form is not None:
        given = dict(of_fields(place.form.outline.fields.values(), chance))
    for name in ("comment", "reason"):
        if move.form == name and chance.random() < 0.9:
            given = {name: ("Because of it",)}
    if move.step.removes_from:
        given = {**given, "reason": ("Wrong",), move.step.removes_from: ("1",)}
    return Act(move.item, move.name, PLACE, PLACE, of, given, tuple(given))


def _said(case: Walk) -> None:
    state = case.state
    context = case.context(tuple(case.events))
    standing_effects(context, state.picture)
    for lang in ("en", "lv"):
        captions = Captions(case.ready.meaning, reader(lang))
        history(state.world, state.picture, case.events, captions)
        for to_bank in (True, False):
            overview(state.world, state.picture, reader(lang), to_bank=to_bank)
    judged = case.judged()
    words = words_of(judged, reader())
    judgement_data(judged, words, reader())
    tell_judgement(judged, words, reader())
    captions = Captions(case.ready.meaning, reader())
    tuple(explain(case.ready, judged.situation, judged.problems, captions, None))
    for name, item in case.ready.meaning.route.items.items():
        for status in item.statuses:
            for step in status.steps:
                tuple(explain(case.ready, judged.situation, (), captions, f"{name}: {step.name}"))
