"""What a programme declares, gathered before anything that speaks of it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.base.dataclass import dataclass
from engine.definitions.faults import Faults
from engine.definitions.model.bank import Bank
from engine.definitions.reading.attributes import read_choices
from engine.definitions.reading.blocks import Block
from engine.definitions.reading.calendars import read_calendar
from engine.definitions.reading.case_entries import case_steps
from engine.definitions.reading.condition_parser import NamedNode
from engine.definitions.reading.drafts import FieldDraft, FormDraft
from engine.definitions.reading.form_places import FormPlaces, form_places, in_rows
from engine.definitions.reading.forms import FormReading
from engine.definitions.reading.item_drafts import ItemDraft, item_drafts, uses_of
from engine.definitions.reading.item_names import EachSource, ItemNames
from engine.definitions.reading.lists import ListDraft
from engine.definitions.reading.map_reader import MapReader
from engine.definitions.reading.names import Names
from engine.definitions.reading.route import RouteDraft, route_drafts
from engine.definitions.reading.rule_heads import Codes, RuleHeads, RulesDraft
from engine.definitions.reading.symbols import Gathering, fact_symbol
from engine.definitions.reading.values import value_drafts
from engine.definitions.reading.yaml_nodes import Scalar


@dataclass(frozen=True, slots=True)
class ProgrammeFiles:
    """What was read of one bank before names have a meaning."""

    name: str
    flow: MapReader
    banks: Mapping[str, Bank]
    forms: Mapping[str, MapReader]
    rules: Mapping[str, MapReader]
    lists: Mapping[str, ListDraft]
    blocks: Mapping[str, Block]
    texts: Mapping[str, str]


@dataclass(slots=True)
class Usage:
    """Banks, lists and blocks that something used."""

    banks: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)


class Declarations:
    """The forms, choices, rules, stages and named conditions of one programme, and their names."""

    def __init__(self, files: ProgrammeFiles, usage: Usage, faults: Faults) -> None:
        self.files = files
        self.usage = usage
        self.faults = faults
        self.route: tuple[RouteDraft, ...] = route_drafts(files.flow, faults)
        self.items: tuple[ItemDraft, ...] = item_drafts(files.flow, faults)
        self.places = self._places()
        self.sources: Mapping[str, EachSource] = {}
        self.own_forms: dict[str, tuple[FormDraft, ...]] = {}
        self.forms = self._forms()
        self.choices = self._choices()
        self.rules = self._rules()
        self.names = self._names()
        self.named = {
            entry.key.text: NamedNode(entry.key.text, entry.value, entry.key.span)
            for entry in files.flow.members("conditions")
        }

    def keys(self, part: str) -> tuple[str, ...]:
        """The names in a part of the flow."""
        return tuple(entry.key.text for entry in self.files.flow.members(part))

    def _places(self) -> FormPlaces:
        """Where the answers of forms belong that items ask."""
        uses = [use for item in self.items for use in item.form_uses()]
        uses += uses_of(iter(case_steps(self.files.flow)), "case")
        several = frozenset(item.name for item in self.items if item.each is not None)
        return form_places(uses, several, self.files.forms, self.faults)

    def _forms(self) -> tuple[FormDraft, ...]:
        """The forms whose answers the case keeps; those that one of an item keeps are put aside."""
        reading = FormReading(self.files.blocks, self.faults)
        drafts = tuple(reading.form(name, root) for name, root in self.files.forms.items())
        self.usage.blocks |= reading.used_blocks
        found = []
        for draft in drafts:
            group, keeper = self.places.rows.get(draft.name, ("", ""))
            items = self.places.of_items.get(draft.name, ())
            if group:
                moved = in_rows(draft, group, self.faults, plain=True)
                if keeper:
                    self.own_forms[keeper] = (*self.own_forms.get(keeper, ()), moved)
                else:
                    found.append(moved)
            for item in items:
                moved = in_rows(draft, item, self.faults, plain=False)
                self.own_forms[item] = (*self.own_forms.get(item, ()), moved)
            if not group and not items:
                found.append(draft)
        return tuple(found)

    def _choices(self) -> dict[str, ListDraft]:
        found = {}
        for draft in self._questions():
            of = draft.entries.entries.get("of")
            if of is not None and isinstance(of.value, Scalar):
                self.usage.lists |= {part.strip() for part in of.value.text.split("+")}
            choices = read_choices(
                draft.kind, draft.path, draft.entries, self.files.lists, self.faults
            )
            if choices is not None:
                found[draft.path] = choices
        return found

    def _questions(self) -> tuple[FieldDraft, ...]:
        forms = (*self.forms, *(form for own in self.own_forms.values() for form in own))
        rows = (item for form in forms for group in form.groups() for item in group.items)
        return (*(field for form in forms for field in form.fields()), *rows)

    def _rules(self) -> tuple[RulesDraft, ...]:
        sources: dict[str, Codes] = {
            name: {option.code: option.short or option.caption for option in draft.choices.options}
            for name, draft in self.files.lists.items()
        }
        # Stages, persons and the like have captions of their own.
        sources |= {
            "stages": dict.fromkeys(stage.name for stage in self.route),
            "persons": dict.fromkeys(self.keys("persons")),
            "forms": dict.fromkeys(self.files.forms),
        }
        heads = RuleHeads(sources, self.faults)
        for reader in self.files.rules.values():
            gives = (entry.value for entry in reader.members("gives"))
            self.usage.lists |= {node.text.strip() for node in gives if isinstance(node, Scalar)}
        return tuple(heads.draft(name, reader) for name, reader in self.files.rules.items())

    def _names(self) -> Names:
        gathering = Gathering(
            self.faults, read_calendar(self.files.flow.node("calendar"), self.faults)
        )
        keepers = (("", form) for form in self.forms)
        own_forms = ((item, form) for item, own in self.own_forms.items() for form in own)
        for item, form in (*keepers, *own_forms):
            self._form_names(gathering, form, item)
        for rules in self.rules:
            for output in rules.outputs:
                span, several = rules.spans[output.name], rules.hit == "collect"
                gathering.add(fact_symbol(output.name, output.codes, span, several=several))
        self._items(gathering)
        return gathering.names

    def _form_names(self, gathering: Gathering, form: FormDraft, item: str) -> None:
        """The names of a form; ``item`` is the one taken for each that keeps its answers."""
        if form.name in self.places.rows:
            group, keeper = self.places.rows[form.name]
            gathering.rows_form(form, group, keeper, self.choices)
        elif item:
            gathering.item_form(form, item, self.choices)
        else:
            gathering.form(form, self.choices)

    def _items(self, gathering: Gathering) -> None:
        """Items, their values, and what plain names mean inside one."""
        for item in self.items:
            group = item.name if item.each is not None else ""
            for value in value_drafts(item, group, Faults()):
                gathering.item_value(value, group)
        persons = self.files.flow.members("persons") if self.items else ()
        self.sources = ItemNames(gathering, self.items, persons, self.faults).add()
