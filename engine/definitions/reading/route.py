"""The route: stages, when each is needed, which items it holds and when it is done."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.grammar.flow import STAGE, TOGETHER
from engine.definitions.model.route import Stage
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.flow_names import FlowNames
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.names import CASE, find
from engine.definitions.reading.yaml_nodes import Scalar


@dataclass(frozen=True, slots=True)
class RouteDraft:
    """A stage of which only the name is known."""

    name: str
    span: Span
    reader: MapReader
    together: str = ""


def route_drafts(flow: MapReader, faults: Faults) -> tuple[RouteDraft, ...]:
    """The stages in order; those that run side by side carry the name of their block."""
    found: dict[str, RouteDraft] = {}
    for entry in flow.members("stages", required=True):
        reader = as_map(entry.value, f"stage “{entry.key.text}”", faults)
        if reader is None:
            faults.lose(entry.key.text)
        elif reader.has("together"):
            reader.only(TOGETHER.known)
            for inner in reader.members("together"):
                side = as_map(inner.value, f"stage “{inner.key.text}”", faults)
                if side is not None:
                    draft = RouteDraft(inner.key.text, inner.key.span, side, entry.key.text)
                    _put(found, draft, faults)
        else:
            _put(found, RouteDraft(entry.key.text, entry.key.span, reader), faults)
    return tuple(found.values())


def _put(found: dict[str, RouteDraft], draft: RouteDraft, faults: Faults) -> None:
    if draft.name in found:
        first = found[draft.name].span
        message = f"the name “{draft.name}” is taken; the first is at {first}."
        faults.add("A208", draft.span, message, "Choose another name.")
    else:
        found[draft.name] = draft


class RouteReading:
    """Reads the stages of one flow."""

    def __init__(
        self,
        conditions: ConditionParser,
        known: FlowNames,
        drafts: tuple[RouteDraft, ...],
        faults: Faults,
    ) -> None:
        self.conditions = conditions
        self.known = known
        self.drafts = drafts
        self.faults = faults
        self._stood: dict[str, str] = {}

    def stages(self) -> tuple[Stage, ...]:
        """The route; every item stands in exactly one stage."""
        found = tuple(self._stage(draft) for draft in self.drafts)
        held = {name for stage in found for name in stage.items}
        for name, item in self.known.items.items():
            if name not in held:
                message = f"item “{name}” stands in no stage."
                self.faults.add("A607", item.span, message, "Name it in “items” of a stage.")
        return found

    def _stage(self, draft: RouteDraft) -> Stage:
        reader = draft.reader
        reader.only(STAGE.known, STAGE.advice)
        items = reader.words("items")
        found = Stage(
            name=draft.name,
            title=reader.needed_caption("title"),
            items=self._items(items, draft),
            span=draft.span,
            when=self.conditions.optional(reader.node("when")),
            given_by=self._fact(reader.scalar("from"), draft.name),
            opens_after=self._opens_after(reader.scalar("opens after"), draft),
            done_when=self.conditions.optional(reader.node("done when")),
            together=draft.together,
            text=reader.caption("text"),
            because=reader.caption("because"),
            source=reader.text("source"),
        )
        if not items and not reader.has("done when"):
            message = (
                f"stage “{draft.name}” has neither items nor “done when”: it would never be done."
            )
            self.faults.add("A608", draft.span, message, "Name its items.")
        reader.close()
        return found

    def _items(self, words: tuple[Scalar, ...], draft: RouteDraft) -> tuple[str, ...]:
        found = []
        for word in words:
            name = word.text.strip()
            if name not in self.known.items:
                self.faults.unknown("A221", word, "item", self.known.items)
            elif (first := self._stood.setdefault(name, draft.name)) != draft.name:
                message = f"item “{name}” stands in two stages ({first}, {draft.name})."
                self.faults.add("A607", word.span, message, "Keep it in one of them.")
            else:
                found.append(name)
        return tuple(dict.fromkeys(found))

    def _fact(self, scalar: Scalar | None, stage: str) -> str:
        if scalar is None:
            return ""
        name = scalar.text.strip()
        found = find(name, CASE, self.conditions.names)
        if found is None or found[1].role != "fact":
            self.conditions.unknown(scalar)
        elif stage not in (found[1].codes or ()):
            message = f"“{name}” never gives the stage “{stage}”."
            self.faults.add("A510", scalar.span, message, "Add it to what the rule gives.")
        return name

    def _opens_after(self, scalar: Scalar | None, draft: RouteDraft) -> str:
        if scalar is None:
            return ""
        name = scalar.text.strip()
        if name not in self.known.stages:
            self.faults.unknown("A214", scalar, "stage", self.known.stages)
            return ""
        if name not in self._before(draft):
            message = f"“opens after” names “{name}”, which does not stand before “{draft.name}”."
            self.faults.add("A628", scalar.span, message, "Name an earlier stage.")
        return name

    def _before(self, draft: RouteDraft) -> tuple[str, ...]:
        """The stages before this one and before those beside it."""
        names = self.known.stages
        beside = [d.name for d in self.drafts if draft.together and d.together == draft.together]
        first = min((names.index(name) for name in (draft.name, *beside)), default=0)
        return names[:first]
