"""Items: everything that has a status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.grammar.items import ITEM
from engine.definitions.model.forms import Computed, Form
from engine.definitions.model.items import Item, Shown, Status
from engine.definitions.reading.appointments import read_appointment
from engine.definitions.reading.check_model import CheckModel
from engine.definitions.reading.for_each import read_for_each
from engine.definitions.reading.item_drafts import ItemDraft
from engine.definitions.reading.item_statuses import StatusReading, UsualPart
from engine.definitions.reading.item_steps import StepOwner
from engine.definitions.reading.making import MakingReading
from engine.definitions.reading.map_reader import MapReader, caption
from engine.definitions.reading.names import find, known_names
from engine.definitions.reading.usual_life import usual_status
from engine.definitions.reading.values import value_drafts
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar

SAME_FORMS: Final = (
    "Name the fact whose values are forms, or give a step a “form”: one is filled in for each."
)


class ItemReading:
    """Reads the items of one flow; ``own_forms`` are, by item, the forms of one of it."""

    def __init__(
        self,
        statuses: StatusReading,
        values: CheckModel,
        making: MakingReading,
        own_forms: Mapping[str, tuple[Form, ...]],
        faults: Faults,
    ) -> None:
        self.statuses = statuses
        self.values = values
        self.making = making
        self.conditions = statuses.conditions
        self.known = statuses.known
        self.own_forms = own_forms
        self.faults = faults

    def item(self, draft: ItemDraft) -> Item:
        """One item."""
        reader = draft.reader
        reader.only(ITEM.known, ITEM.advice)
        any_time = reader.flag("any time")
        owner = StepOwner(draft.name, draft.statuses, self.known.scope(draft.name), any_time)
        begins = reader.node("begins")
        forms, forms_from = self._forms(draft)
        statuses = self._statuses(draft, owner)
        found = Item(
            draft.name,
            reader.needed_caption("title"),
            statuses,
            draft.span,
            each=read_for_each(draft, self.known.sources.get(draft.name), self.conditions),
            when=self.conditions.optional(reader.node("when"), owner.place),
            begins=()
            if begins is None
            else self.statuses.steps.branches.targets(
                "begins", begins, lambda at: self.statuses.steps.target(at, owner), owner.place
            ),
            forms=forms,
            forms_from=forms_from,
            reviewed_by=self._reviewer(reader),
            rests_on=self._rests_on(reader),
            decision=reader.flag("decision"),
            appointment=read_appointment(
                reader.node("appointment"), owner.place, self.conditions.names, self.faults
            ),
            values=self._values(draft),
            shows=self._shows(reader, owner),
            own_forms=self.own_forms.get(draft.name, ()),
            makes=self.making.makings(draft, "makes", owner, statuses),
            suggests=self.making.makings(draft, "suggests", owner, statuses),
            source=reader.text("source"),
        )
        reader.close()
        return found

    def _statuses(self, draft: ItemDraft, owner: StepOwner) -> tuple[Status, ...]:
        members = draft.reader.members("statuses", required=not draft.has_usual_life)
        if draft.reader.has("statuses") and not members and not draft.has_usual_life:
            message = f"item “{draft.name}” has no status."
            self.faults.add("A102", draft.span, message, "Add “statuses: …”.")
        return tuple(
            self.statuses.status(name, draft.written.get(name), owner, self._usual(name, draft))
            for name in draft.statuses
        )

    def _usual(self, name: str, draft: ItemDraft) -> UsualPart | None:
        status = usual_status(name) if draft.has_usual_life else None
        if status is None:
            return None
        span = draft.reader.entries["reviewed by"].value.span
        return UsualPart(status, draft.reviewer, span, draft.reader.flag("any time"))

    def _reviewer(self, reader: MapReader) -> str:
        scalar = reader.scalar("reviewed by")
        if scalar is None:
            return ""
        name = scalar.text.strip()
        if name not in self.known.roles:
            self.faults.unknown("A212", scalar, "role", self.known.roles)
        if not reader.has("forms"):
            message = f"{reader.what} is reviewed and has no forms."
            self.faults.add("A102", scalar.span, message, "Add “forms: [...]”.")
        return name

    def _forms(self, draft: ItemDraft) -> tuple[tuple[str, ...], str]:
        """The forms of an item, or the fact that names one for each value."""
        words = draft.reader.words("forms")
        source = self.known.sources.get(draft.name)
        names = tuple(word.text.strip() for word in words)
        if source is not None and names == (source.name,) and source.name not in self.known.forms:
            self._all_forms(words[0], source.name)
            return (), source.name
        if source is not None and words:
            message = f"{draft.reader.what} is taken for each, and its forms are the same for all."
            self.faults.add("A631", words[0].span, message, SAME_FORMS)
        for word in words:
            if word.text.strip() not in self.known.forms:
                self.faults.unknown("A213", word, "form", self.known.forms)
        return names, ""

    def _all_forms(self, at: Scalar, fact: str) -> None:
        """Every value must be the name of a form."""
        symbol = self.conditions.names.case.get(fact)
        codes = symbol.codes or () if symbol else ()
        lacking = [code for code in codes if code not in self.known.forms]
        if lacking:
            message = f"“{fact}” names forms, and there is no form “{lacking[0]}”."
            more = f" Also missing: {', '.join(lacking[1:])}." if lacking[1:] else ""
            self.faults.add("A213", at.span, message, f"Add it.{more}")

    def _rests_on(self, reader: MapReader) -> tuple[str, ...]:
        words = reader.words("rests on")
        for word in words:
            if word.text.strip() not in self.known.items:
                self.faults.unknown("A221", word, "item", self.known.items)
        return tuple(word.text.strip() for word in words if word.text.strip() in self.known.items)

    def _shows(self, reader: MapReader, owner: StepOwner) -> tuple[Shown, ...]:
        """Names in the scope of the item; whatever is none is reported."""
        found = [self._shown(node, reader, owner) for node in reader.items("shows")]
        return tuple(each for each in found if each is not None)

    def _shown(self, node: Node, reader: MapReader, owner: StepOwner) -> Shown | None:
        name, words = node, None
        if isinstance(node, Map) and len(node.entries) == 1:
            name, words = node.entries[0].key, node.entries[0].value
        if not isinstance(name, Scalar) or not (words is None or isinstance(words, Scalar)):
            message = f"{reader.what} shows names, or “name: caption”."
            self.faults.add(
                "A103", node.span, message, "Write “shows: [invoice.no, {rest: Left}]”."
            )
            return None
        names = self.conditions.names
        known = find(name.text.strip(), owner.place, names)
        if known is None:
            self.faults.unknown("A201", name, "name", known_names(owner.place, names))
            return None
        return Shown(known[0], None if words is None else caption(words))

    def _values(self, draft: ItemDraft) -> tuple[Computed, ...]:
        draft.reader.members("values")
        group = draft.name if self.known.is_several(draft.name) else ""
        return self.values.computed(value_drafts(draft, group, self.faults))
