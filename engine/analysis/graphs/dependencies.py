"""The picture of what rules depend on: questions, values, rules, facts, stages and items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.analysis.graphs.picture import (
    Arrow,
    Box,
    BoxLook,
    GraphPicture,
)
from engine.definitions.model.conditions import Condition, Subject, subjects
from engine.definitions.model.items import Item
from engine.definitions.model.persons import PersonGroup
from engine.definitions.model.route import Stage
from engine.language.marker import N_
from engine.meaning.needs import COLUMN
from engine.meaning.programme import Meaning
from engine.meaning.reader import CaptionReader
from engine.meaning.words.captions import Captions

_ABOUT: Final = N_(
    "What the decisions of “{programme}” depend on: questions and values lead to rules, rules give"
    " facts, and facts decide on stages and items."
)
_OF_BOXES: Final[tuple[tuple[BoxLook, str], ...]] = (
    ("question", N_("Question")),
    ("value", N_("Computed value")),
    ("rules", N_("Rules")),
    ("fact", N_("Fact")),
    ("stage", N_("Stage")),
    ("document", N_("Document")),
    ("item", N_("What has a status")),
)
_ROWS: Final = N_("Rows: {count}")


def dependency_picture(meaning: Meaning, reader: CaptionReader) -> GraphPicture:
    """Everything that decides on the way of a case, from the questions on the left."""
    found = _Found(meaning, Captions(meaning, reader))
    found.collect()
    joined = {name for arrow in found.arrows for name in (arrow.start, arrow.end)}
    looks = {box.look for box in found.boxes.values() if box.name in joined}
    title = reader.text(meaning.programme.title)
    return GraphPicture(
        title=title,
        about=reader.message(_ABOUT, programme=title),
        lang=reader.lang,
        boxes=tuple(box for box in found.boxes.values() if box.name in joined),
        arrows=tuple(found.arrows),
        of_boxes=tuple((look, reader.message(words)) for look, words in _OF_BOXES if look in looks),
        sideways=True,
    )


class _Found:
    """Boxes and arrows so far; a name is that of its kind and path, so that none clash."""

    def __init__(self, meaning: Meaning, captions: Captions) -> None:
        self.meaning = meaning
        self.captions = captions
        self.boxes: dict[str, Box] = {}
        self.arrows: dict[Arrow, None] = {}

    def collect(self) -> None:
        """Rules and their facts; stages, and items that are not there for everybody."""
        for rules in (one.rules for one in self.meaning.rules.values()):
            title = self.captions.reader.text(rules.title) if rules.title else rules.name
            words = self.captions.reader.message(_ROWS, count=len(rules.rows))
            box = self._box(f"rules.{rules.name}", title, "rules", words)
            self._reads(box, (row.condition for row in rules.rows))
            for output in rules.outputs:
                self._arrow(box, self._fact(output.name))
        for stage in self.meaning.route.flow.stages:
            self._stage(stage)
        for item in self.meaning.route.flow.items:
            self._item(item)

    def _stage(self, stage: Stage) -> None:
        box = self._box(f"stage.{stage.name}", self.captions.reader.text(stage.title), "stage")
        if stage.given_by:
            self._arrow(self._fact(stage.given_by), box)
        self._reads(box, [one for one in (stage.when, stage.done_when) if one is not None])

    def _item(self, item: Item) -> None:
        if item.each is not None:
            source = self._subject(item.each.subject)
            if source:
                self._arrow(source, self._of_item(item))
        if item.when is not None:
            self._reads(self._of_item(item), [item.when])

    def _of_item(self, item: Item) -> str:
        return self._box(f"item.{item.name}", self.captions.reader.text(item.title), "item")

    def _reads(self, box: str, conditions: Iterable[Condition]) -> None:
        for condition in conditions:
            for subject in subjects(condition):
                source = self._subject(subject)
                if source and source != box:
                    self._arrow(source, box)

    def _subject(self, subject: Subject) -> str:
        """The box of what a condition reads, made with all that it reads itself."""
        meaning, path = self.meaning, subject.path
        if subject.in_row:
            return ""
        if path in meaning.facts:
            return self._fact(path)
        if path in meaning.route.items:
            return self._of_item(meaning.route.items[path])
        if path in meaning.values:
            return self._value(path)
        if path in meaning.questions:
            form = self.captions.reader.text(meaning.questions[path].form.title)
            return self._box(f"question.{_plain(path)}", self._caption(path), "question", form)
        return ""

    def _value(self, path: str) -> str:
        box = self._box(f"value.{_plain(path)}", self._caption(path), "value")
        for argument in self.meaning.values[path].item.arguments:
            source = self._subject(argument)
            if source:
                self._arrow(source, box)
        return box

    def _fact(self, name: str) -> str:
        words = ", ".join(self._codes(name))
        box = self._box(f"fact.{name}", self._caption(name), "fact", words)
        if name in self.meaning.person_facts:
            for group in self.meaning.persons.values():
                self._people(group, box)
        return box

    def _people(self, group: PersonGroup, box: str) -> None:
        if group.every:
            self._arrow(self._subject(Subject(group.every)), box)
        self._reads(box, [one for one in (group.where, group.same_when) if one is not None])

    def _codes(self, name: str) -> Iterator[str]:
        outputs = self.meaning.facts[name].rules.outputs
        codes = next(output.codes for output in outputs if output.name == name)
        if not set(codes) <= {stage.name for stage in self.meaning.route.flow.stages}:
            yield from (self.captions.literal(Subject(name), code) for code in codes)

    def _caption(self, path: str) -> str:
        return self.captions.subject(Subject(path))

    def _box(self, name: str, title: str, look: BoxLook, words: str = "") -> str:
        self.boxes.setdefault(name, Box(name, title, look, (words,) if words else ()))
        return name

    def _arrow(self, start: str, end: str) -> None:
        self.arrows[Arrow(start, end)] = None


def _plain(path: str) -> str:
    return path.replace(COLUMN, ".")
