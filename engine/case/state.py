"""A case as it is judged: what was sent in, and what happened.

Drafts have no say, and neither has the account as it is today: from the first form that is sent on,
contacts and answers of the registration are those that were frozen with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.records import Submission
from engine.base.values import Answers
from engine.bundles.compiled import Ready
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.picture import Key, Picture, fold
from engine.meaning.route import Route


@dataclass(frozen=True, slots=True)
class CaseState:
    """``given`` are contacts and answers of the registration, ``sent`` the last version of each
    form by item and unit, ``world`` what the machine asks about both, ``picture`` how items stand.
    """

    ready: Ready = field(repr=False)
    given: Answers = field(repr=False)
    sent: Mapping[Key, Submission] = field(repr=False)
    picture: Picture = field(repr=False)
    world: AnswersWorld = field(repr=False)

    @property
    def route(self) -> Route:
        """The route of the programme."""
        return self.world.route

    def after(self, events: Iterable[CaseEvent]) -> CaseState:
        """The case after events that change no answers."""
        return replace(self, picture=fold(events, self.picture))

    def with_sent(self, submission: Submission) -> CaseState:
        """The case with another version of a form; how items stand is not judged anew."""
        sent = {**self.sent, (submission.stage, submission.of): submission}
        return _state(self.ready, self.world.today, self.given, sent, self.picture)


def case_state(
    ready: Ready,
    today: date,
    given: Answers,
    sent: Iterable[Submission],
    events: Iterable[CaseEvent],
) -> CaseState:
    """The case on a day. ``given`` counts until a form is sent in."""
    by_form = {(each.stage, each.of): each for each in sent}
    return _state(ready, today, given, by_form, fold(events))


def leading(route: Route, sent: Mapping[Key, Submission]) -> Submission | None:
    """The last version of the first form of the flow: it says what was given and applied for."""
    order = {item.name: place for place, item in enumerate(route.flow.items)}
    known = [each for each in sent.values() if each.stage in order]
    return min(known, key=lambda each: (order[each.stage], each.of), default=None)


def _state(
    ready: Ready, today: date, given: Answers, sent: Mapping[Key, Submission], picture: Picture
) -> CaseState:
    first = leading(ready.meaning.route, sent)
    counted = given if first is None else first.given
    answers = dict(counted)
    for submission in sent.values():
        answers.update(submission.answers)
    applied_on = None if first is None else ready.today(first.at)
    world = AnswersWorld(ready.meaning, MappingProxyType(answers), today, applied_on)
    return CaseState(ready, counted, MappingProxyType(dict(sent)), picture, world)
