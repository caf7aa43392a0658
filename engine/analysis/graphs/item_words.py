"""Boxes of a flow, in words: stages, items with their statuses, and ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.analysis.graphs.picture import Arrow, ArrowLook, Box
from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import Condition
from engine.definitions.model.items import NOBODY, Item, Limit, Status, Step
from engine.definitions.model.route import End, Stage
from engine.language.marker import N_
from engine.meaning.words.captions import Captions
from engine.meaning.words.happenings import (
    actor_in_words,
    duration_in_words,
    happening_in_words,
    step_in_words,
    timer_in_words,
)
from engine.meaning.words.sentences import condition_in_words

_EACH: Final = N_("Once for each: {of}")
_WHEN: Final = N_("Only if {condition}")
_DONE: Final = N_("Done when {condition}")
_RESTS: Final = N_("Begins anew when one of these is undone: {items}")
_DECISION: Final = N_("A decision: what stands before it is not undone")
_WAITS: Final = N_("Waits for: {who}")
_DUE: Final = N_("To be done within {time}")
_DUE_SINCE: Final = N_("To be done within {time} since “{begun}”")
_AT_MOST: Final = N_("{step} (at most {count})")
_AT_MOST_IN: Final = N_("{step} (at most {count} in {time})")
_AROUND: Final = N_("{step} (around the agreed time)")
_ONCE_MORE: Final = N_("{step} (once more than {count})")
_ONLY_IF: Final = N_("{step} – only if {condition}")
_ITSELF: Final = N_("By itself: {condition}")
_LEADS: Final = N_("{step} → {target}")


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one status to another, and what leads there."""

    start: str
    end: str
    look: ArrowLook
    words: str


@dataclass(frozen=True, slots=True)
class ItemWords:
    """The words of one programme for one reader."""

    captions: Captions

    def stage(self, stage: Stage) -> Box:
        """A stage with when it is needed, and its items."""
        items = self.captions.meaning.route.items
        return Box(
            f"stage.{stage.name}",
            self.captions.reader.text(stage.title),
            "demand" if stage.opens_after else "stage",
            tuple(self._of_stage(stage)),
            tuple(self.item(items[name]) for name in stage.items),
        )

    def item(self, item: Item) -> Box:
        """An item with its statuses and the steps between them."""
        inner = self._within(item)
        return Box(
            f"item.{item.name}",
            self.captions.reader.text(item.title),
            "item",
            tuple(self._of_item(item)),
            tuple(inner.status(item, status) for status in item.statuses),
            tuple(inner.arrows(item)),
        )

    def end(self, end: End) -> Box:
        """An end, and when it is reached by itself."""
        lines = () if end.when is None else (self.condition(_WHEN, end.when),)
        return Box(f"end.{end.name}", self.captions.reader.text(end.caption), "end", lines)

    def case_steps(self) -> Iterator[str]:
        """The steps of the case itself, and where they lead."""
        life, reader = self.captions.meaning.route.flow.case, self.captions.reader
        ends = {end.name: end.caption for end in life.ends}
        for step in life.steps:
            target = reader.text(ends[step.to[0].to]) if step.to else ""
            yield reader.message(_LEADS, step=step_in_words(step, self.captions), target=target)

    def status(self, item: Item, status: Status) -> Box:
        """A status: whose turn it is, by when, and what stays in it."""
        return Box(
            _name(item, status.name),
            self.captions.reader.text(status.caption),
            status.kind or "status",
            tuple(self._of_status(status)),
        )

    def arrows(self, item: Item) -> Iterator[Arrow]:
        """The ways between statuses; several of one look between two are one arrow."""
        found: dict[tuple[str, str, ArrowLook], dict[str, None]] = {}
        for status in item.statuses:
            for way in self._ways(status):
                if way.start != way.end:
                    words = found.setdefault((way.start, way.end, way.look), {})
                    words[way.words] = None
        for (start, end, look), words in found.items():
            yield Arrow(_name(item, start), _name(item, end), look, tuple(words))

    def _within(self, item: Item) -> ItemWords:
        return self if item.each is None else ItemWords(self.captions.within(item.name))

    def _of_stage(self, stage: Stage) -> Iterator[str]:
        if stage.given_by:
            rules = self.captions.meaning.facts[stage.given_by].rules
            given = (row for row in rules.rows if stage.name in row.gives.get(stage.given_by, ()))
            yield from (self.condition(_WHEN, row.condition) for row in given)
        if stage.when is not None:
            yield self.condition(_WHEN, stage.when)
        if stage.done_when is not None:
            yield self.condition(_DONE, stage.done_when)

    def _of_item(self, item: Item) -> Iterator[str]:
        reader, captions = self.captions.reader, self.captions
        if item.each is not None:
            yield reader.message(_EACH, of=self._each(item))
        if item.when is not None:
            yield self._within(item).condition(_WHEN, item.when)
        if item.rests_on:
            items = captions.meaning.route.items
            titles = ", ".join(reader.text(items[name].title) for name in item.rests_on)
            yield reader.message(_RESTS, items=titles)
        if item.decision:
            yield reader.message(_DECISION)

    def _each(self, item: Item) -> str:
        each = item.each
        persons = self.captions.meaning.persons
        if each is None:
            return ""
        if each.subject.path in persons:
            return self.captions.reader.text(persons[each.subject.path].caption)
        return self.captions.subject(each.subject)

    def _of_status(self, status: Status) -> Iterator[str]:
        message = self.captions.reader.message
        if status.waits_for != NOBODY and not status.kind:
            yield message(_WAITS, who=actor_in_words(status.waits_for, self.captions))
        if status.due is not None:
            time, since = duration_in_words(status.due, self.captions), status.due_since
            if since is None:
                yield message(_DUE, time=time)
            else:
                begun = happening_in_words(since, self.captions)
                yield message(_DUE_SINCE, time=time, begun=begun)
        for step in status.steps:
            if not step.to or any(branch.to == status.name for branch in step.to):
                yield self._step(step, None)

    def _ways(self, status: Status) -> Iterator[Way]:
        for step in status.steps:
            for branch in step.to:
                yield Way(status.name, branch.to, "step", self._step(step, branch.when))
            if step.limit is not None and step.limit.then:
                words = step_in_words(step, self.captions)
                more = self.captions.reader.message(_ONCE_MORE, step=words, count=step.limit.count)
                yield Way(status.name, step.limit.then, "step", more)
        for timer in status.timers:
            for branch in timer.to:
                words = timer_in_words(timer, self.captions)
                yield Way(status.name, branch.to, "time", self._only_if(words, branch.when))
        for becomes in status.becomes:
            if becomes.when is not None:
                words = self.condition(_ITSELF, becomes.when)
                yield Way(status.name, becomes.to, "self", words)
            for on in becomes.on:
                event = happening_in_words(on, self.captions)
                words = self.captions.reader.message(_ITSELF, condition=event)
                yield Way(status.name, becomes.to, "self", words)

    def _step(self, step: Step, when: Condition | None) -> str:
        words = step_in_words(step, self.captions)
        if step.limit is not None:
            words = self._limited(words, step.limit)
        if step.at_appointment:
            words = self.captions.reader.message(_AROUND, step=words)
        return self._only_if(self._only_if(words, step.when), when)

    def _limited(self, words: str, limit: Limit) -> str:
        if limit.per is None:
            return self.captions.reader.message(_AT_MOST, step=words, count=limit.count)
        time = duration_in_words(limit.per, self.captions)
        return self.captions.reader.message(_AT_MOST_IN, step=words, count=limit.count, time=time)

    def _only_if(self, words: str, condition: Condition | None) -> str:
        if condition is None:
            return words
        told = condition_in_words(condition, self.captions)
        return self.captions.reader.message(_ONLY_IF, step=words, condition=told)

    def condition(self, frame: str, condition: Condition) -> str:
        """A condition in a sentence."""
        told = condition_in_words(condition, self.captions)
        return self.captions.reader.message(frame, condition=told)


def _name(item: Item, status: str) -> str:
    return f"status.{item.name}.{status}"
