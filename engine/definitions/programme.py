"""One bank's programme: names first, then everything that speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.definitions.attributes import read_choices
from engine.definitions.blocks import Block
from engine.definitions.condition_parser import ConditionParser, NamedNode
from engine.definitions.documents import DocumentReading
from engine.definitions.drafts import FormDraft
from engine.definitions.faults import Faults
from engine.definitions.flow_parts import FlowParts
from engine.definitions.form_model import FormModel
from engine.definitions.forms import FormReading
from engine.definitions.lists import ListDraft
from engine.definitions.map_reader import MapReader
from engine.definitions.model import (
    DocumentType,
    Form,
    NamedCondition,
    Notice,
    Programme,
    Registration,
    Stage,
)
from engine.definitions.notices import events, read_notice
from engine.definitions.rules import RuleHeads, RuleReading, RulesDraft
from engine.definitions.stages import Known, StageDraft, StageReading, stage_drafts
from engine.definitions.symbols import Gathering, fact_symbol, outcome_symbol
from engine.definitions.yaml_nodes import Scalar


@dataclass(frozen=True, slots=True)
class ProgrammeFiles:
    """What was read of one bank before names have a meaning."""

    name: str
    flow: MapReader
    forms: Mapping[str, MapReader]
    rules: Mapping[str, MapReader]
    lists: Mapping[str, ListDraft]
    blocks: Mapping[str, Block]
    texts: Mapping[str, str]


@dataclass(slots=True)
class Usage:
    """Names that something spoke of; what is left over is reported as unused."""

    lists: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)


class ProgrammeReading:
    """Assembles one programme."""

    def __init__(self, files: ProgrammeFiles, usage: Usage, faults: Faults) -> None:
        self.files = files
        self.faults = faults
        self.usage = usage
        self.flow = files.flow
        self.stages: tuple[StageDraft, ...] = stage_drafts(files.flow, faults)
        self.forms = self._form_drafts()
        self.lists = self._choices()
        self.rules = self._rule_drafts()
        self.conditions = ConditionParser(self._names().names, self._named(), faults)

    # names ----------------------------------------------------------------------------------------

    def _form_drafts(self) -> tuple[FormDraft, ...]:
        reading = FormReading(self.files.blocks, self.faults)
        drafts = tuple(reading.form(name, root) for name, root in self.files.forms.items())
        self.usage.blocks |= reading.used_blocks
        return drafts

    def _choices(self) -> dict[str, ListDraft]:
        found = {}
        for form in self.forms:
            groups = form.groups()
            for draft in (*form.fields(), *(item for group in groups for item in group.items)):
                of = draft.entries.entries.get("of")
                if of is not None and isinstance(of.value, Scalar):
                    self.usage.lists |= {part.strip() for part in of.value.text.split("+")}
                choices = read_choices(
                    draft.kind, draft.path, draft.entries, self.files.lists, self.faults
                )
                if choices is not None:
                    found[draft.path] = choices
        return found

    def _rule_drafts(self) -> tuple[RulesDraft, ...]:
        sources = {name: draft.codes for name, draft in self.files.lists.items()}
        sources |= {
            "stages": tuple(stage.name for stage in self.stages),
            "persons": self._keys("persons"),
            "documents": self._keys("documents"),
            "forms": tuple(self.files.forms),
        }
        heads = RuleHeads(sources, self.faults)
        drafts = []
        for name, reader in self.files.rules.items():
            drafts.append(heads.draft(name, reader))
            for entry in reader.members("gives"):
                if isinstance(entry.value, Scalar):
                    self.usage.lists.add(entry.value.text.strip())
        return tuple(drafts)

    def _keys(self, part: str) -> tuple[str, ...]:
        return tuple(entry.key.text for entry in self.flow.members(part))

    def _names(self) -> Gathering:
        gathering = Gathering(self.faults)
        for form in self.forms:
            gathering.form(form, self.lists)
        for rules in self.rules:
            for output in rules.outputs:
                span = rules.spans[output.name]
                several = rules.hit == "collect"
                gathering.add(fact_symbol(output.name, output.codes, span, several=several))
        for stage in self.stages:
            self._outcome(stage, gathering)
        return gathering

    def _outcome(self, stage: StageDraft, gathering: Gathering) -> None:
        """The outcome of a stage is named after it, unless that name is taken."""
        name = f"{stage.name} outcome" if stage.name in gathering.names.case else stage.name
        codes = tuple(entry.key.text for entry in stage.outcomes)
        gathering.add(outcome_symbol(name, codes, stage.span, several=stage.several))

    def _named(self) -> dict[str, NamedNode]:
        return {
            entry.key.text: NamedNode(entry.key.text, entry.value, entry.key.span)
            for entry in self.flow.members("conditions")
        }

    # the model ------------------------------------------------------------------------------------

    def programme(self) -> Programme:
        """The programme, as far as it could be read."""
        flow, parts = self.flow, FlowParts(self.conditions, self.faults)
        self._stem("programme")
        conditions = self._conditions()
        terms_entries = flow.members("terms")
        terms_names = tuple(entry.key.text for entry in terms_entries)
        model = FormModel(self.conditions, self.lists, terms_names, self.faults)
        forms = tuple(model.form(draft) for draft in self.forms)
        rules = RuleReading(self.conditions, self.files.texts.get, self.faults)
        ends = parts.ends(flow.members("ends", required=True))
        actors = parts.actors(flow.members("actors", required=True))
        names = tuple(form.name for form in forms)
        known = Known(
            tuple(stage.name for stage in self.stages),
            tuple(end.name for end in ends),
            tuple(actor.name for actor in actors),
            names,
        )
        reading = StageReading(self.conditions, known, self.faults)
        stages = tuple(reading.stage(draft) for draft in self.stages)
        registration = parts.registration(flow, names)
        languages = parts.languages(flow.words("languages"))
        documents = self._documents(known)
        persons = parts.persons(flow.members("persons"))
        found = Programme(
            name=self.files.name,
            title=flow.needed_caption("title"),
            bank=flow.needed_caption("bank"),
            registration=registration or Registration((), "", "", "", "", "", flow.span),
            forms=_in_order_of_use(forms, stages, registration),
            rules=tuple(rules.rules(draft) for draft in self.rules),
            conditions=conditions,
            persons=persons,
            actors=actors,
            stages=stages,
            ends=ends,
            span=flow.span,
            languages=languages,
            time_zone=parts.time_zone(flow.scalar("time zone")),
            must_hold=parts.must_hold(flow, (*known.stages, *known.ends)),
            documents=documents,
            notices=self._notices(stages, documents, known, tuple(p.name for p in persons)),
            terms=parts.terms(terms_entries, languages, self._exists),
            contact=self._contact(),
        )
        flow.close()
        return found

    def _stem(self, key: str) -> None:
        written = self.flow.scalar(key, required=True)
        if written is not None and written.text != self.files.name:
            message = f"“{written.text}” is not the name of the file."
            self.faults.add("A113", written.span, message, f"Write “{self.files.name}”.")

    def _exists(self, file: str) -> bool:
        return file in self.files.texts

    def _contact(self) -> dict[str, str]:
        return {
            entry.key.text: entry.value.text
            for entry in self.flow.members("contact")
            if isinstance(entry.value, Scalar)
        }

    def _conditions(self) -> tuple[NamedCondition, ...]:
        found = []
        for name, node in self.conditions.named.items():
            condition = self.conditions.condition_named(name)
            if condition is not None:
                found.append(NamedCondition(name, condition, node.span))
        return tuple(found)

    def _documents(self, known: Known) -> tuple[DocumentType, ...]:
        reading = DocumentReading(self.conditions, known, self.faults)
        found = [reading.document(entry) for entry in self.flow.members("documents")]
        return tuple(document for document in found if document is not None)

    def _notices(
        self,
        stages: tuple[Stage, ...],
        documents: tuple[DocumentType, ...],
        known: Known,
        persons: tuple[str, ...],
    ) -> tuple[Notice, ...]:
        receivers = (*known.actors, *persons, *self._person_facts())
        expected = events(stages, documents, known.ends)
        found = [
            read_notice(entry, expected, receivers, self.faults)
            for entry in self.flow.members("notices")
        ]
        return tuple(notice for notice in found if notice is not None)

    def _person_facts(self) -> tuple[str, ...]:
        people = set(self._keys("persons"))
        return tuple(
            output.name
            for rules in self.rules
            for output in rules.outputs
            if people & set(output.codes)
        )


def _in_order_of_use(
    forms: tuple[Form, ...], stages: tuple[Stage, ...], registration: Registration | None
) -> tuple[Form, ...]:
    order: list[str] = []
    if registration is not None:
        order += [*registration.case_forms, registration.account_form]
    order += [name for stage in stages for name in stage.forms]
    places = {name: place for place, name in reversed(tuple(enumerate(order)))}
    return tuple(sorted(forms, key=lambda form: (places.get(form.name, len(order)), form.name)))
