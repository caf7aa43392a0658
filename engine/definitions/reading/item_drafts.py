"""Items before names have a meaning: what they are called, where they stand, what they ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.grammar.items import STATUS, STEP
from engine.definitions.model.items import COMMENT, REASON
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.usual_life import USUAL_LIFE, USUAL_NAMES
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar, Seq, YamlEntry

BUILT_IN_FORMS = frozenset({COMMENT, REASON})
CONFIRMATIONS = ("confirms", "returns")
TAKES_BACK = "takes back"
OWN_PLACES: Final = frozenset({"add", "files", "history", "messages", "notices", "profile"})
"""Names that stand where an item stands in the address of a case, now or in a later version."""


@dataclass(frozen=True, slots=True)
class FormUse:
    """A form that an item asks for. ``adds_to`` is the group whose rows it fills, or empty."""

    form: str
    item: str
    span: Span
    adds_to: str = ""
    by_step: bool = True


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item of which only the names are known."""

    name: str
    span: Span
    reader: MapReader

    @property
    def each(self) -> Node | None:
        """What stands after ``for each``."""
        entry = self.reader.entries.get("for each")
        return None if entry is None else entry.value

    @property
    def has_usual_life(self) -> bool:
        """Whether the item is a form that somebody reviews."""
        return self.reader.has("reviewed by")

    @property
    def reviewer(self) -> str:
        """The role after ``reviewed by``."""
        return _text(self.reader.entries.get("reviewed by"))

    @property
    def forms(self) -> tuple[Scalar, ...]:
        """The names after ``forms``."""
        entry = self.reader.entries.get("forms")
        if entry is None or isinstance(entry.value, Map):
            return ()
        found = entry.value.items if isinstance(entry.value, Seq) else (entry.value,)
        return tuple(each for each in found if isinstance(each, Scalar))

    @property
    def written(self) -> Mapping[str, YamlEntry]:
        """The statuses that are written out."""
        entry = self.reader.entries.get("statuses")
        node = None if entry is None else entry.value
        entries = node.entries if isinstance(node, Map) else ()
        return {each.key.text: each for each in entries}

    @property
    def statuses(self) -> tuple[str, ...]:
        """The names of all statuses: those of the usual life first."""
        usual = USUAL_NAMES if self.has_usual_life else ()
        return tuple(dict.fromkeys((*usual, *self.written)))

    def value_entries(self) -> tuple[YamlEntry, ...]:
        """The lines of ``values``."""
        entry = self.reader.entries.get("values")
        return entry.value.entries if entry and isinstance(entry.value, Map) else ()

    def steps(self) -> Iterator[YamlEntry]:
        """The steps of all statuses that are written out."""
        for status in self.written.values():
            if isinstance(status.value, Map):
                yield from step_entries(status.value)

    def step_names(self) -> tuple[str, ...]:
        """The names of all steps, with those by which a proposal is confirmed or returned."""
        found = [entry.key.text for entry in self.steps()]
        if self.has_usual_life:
            usual = (step for status in USUAL_LIFE for step in status.steps)
            found += [step.name(self.reviewer) for step in usual]
        for entry in self.steps():
            roles = confirming(entry)
            found += [f"{role} {verb}" for role in roles for verb in CONFIRMATIONS]
        return tuple(dict.fromkeys(found))

    def form_uses(self) -> Iterator[FormUse]:
        """The forms of its steps, and those that the applicant fills in."""
        yield from (FormUse(each.text.strip(), self.name, each.span, by_step=False)
                    for each in self.forms)  # fmt: skip
        yield from uses_of(self.steps(), self.name)


def item_drafts(flow: MapReader, faults: Faults) -> tuple[ItemDraft, ...]:
    """The items of a flow, in their order."""
    found = []
    for entry in flow.members("items", required=True):
        if entry.key.text in OWN_PLACES:
            message = f"…/case/…/{entry.key.text} is an address of the product itself."
            faults.add("A208", entry.key.span, message, "Give the item another name.")
        reader = as_map(entry.value, f"item “{entry.key.text}”", faults)
        if reader is None:
            faults.lose(entry.key.text)
        else:
            found.append(ItemDraft(entry.key.text, entry.key.span, reader))
    return tuple(found)


def step_entries(status: Map) -> Iterator[YamlEntry]:
    """The entries of a status that are no words of it: its steps."""
    for entry in status.entries:
        if entry.key.text not in STATUS.known:
            yield entry


def uses_of(steps: Iterator[YamlEntry], item: str) -> Iterator[FormUse]:
    """The forms that steps ask for; ``comment`` and ``reason`` are always there."""
    for entry in steps:
        if not isinstance(entry.value, Map):
            continue
        words = {each.key.text: each for each in entry.value.entries if each.key.text in STEP.known}
        form, group = _text(words.get("form")), _text(words.get("adds to"))
        if form and form not in BUILT_IN_FORMS:
            yield FormUse(form, item, words["form"].value.span, group)


def confirming(step: YamlEntry) -> tuple[str, ...]:
    """The roles that ``confirmed by`` of a step names."""
    if not isinstance(step.value, Map):
        return ()
    node = next((e.value for e in step.value.entries if e.key.text == "confirmed by"), None)
    if isinstance(node, Map):
        return tuple(entry.key.text for entry in node.entries)
    if isinstance(node, Seq):
        return tuple(each.text.strip() for each in node.items if isinstance(each, Scalar))
    return (node.text.strip(),) if isinstance(node, Scalar) else ()


def _text(entry: YamlEntry | None) -> str:
    return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else ""
