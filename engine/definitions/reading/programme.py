"""One bank's programme: its declarations first, then everything that speaks of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from engine.base.values import Text
from engine.definitions.faults import Faults
from engine.definitions.model.bank import Bank
from engine.definitions.model.forms import (
    Form,
)
from engine.definitions.model.programme import (
    Programme,
    Registration,
)
from engine.definitions.model.route import Flow
from engine.definitions.model.rules import (
    NamedCondition,
    RuleSet,
)
from engine.definitions.reading.banks import no_bank
from engine.definitions.reading.check_model import CheckModel
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.declarations import Declarations
from engine.definitions.reading.field_model import FieldModel
from engine.definitions.reading.flow import FlowReading
from engine.definitions.reading.flow_parts import FlowParts
from engine.definitions.reading.form_model import FormModel
from engine.definitions.reading.form_places import as_group
from engine.definitions.reading.map_reader import as_map
from engine.definitions.reading.names import NameScope
from engine.definitions.reading.rules import RuleReading

OWN_ADDRESSES: Final = frozenset(
    {
        "api",
        "assets",
        "healthz",
        "hooks",
        "live",
        "metrics",
        "outbox",
        "ready",
        "staff",
        "static",
        "studio",
    }
)
"""Names that stand where the programme stands in an address, in this version or a later one."""


class ProgrammeReading:
    """Reads what speaks of the declarations and puts the programme together."""

    def __init__(self, declared: Declarations, faults: Faults) -> None:
        self.declared = declared
        self.files = declared.files
        self.flow = declared.files.flow
        self.faults = faults
        self.conditions = ConditionParser(declared.names, declared.named, faults)
        self.parts = FlowParts(self.conditions, faults)

    def programme(self) -> Programme:
        """The programme, as far as it could be read."""
        flow, parts = self.flow, self.parts
        self._stem()
        conditions = self._conditions()
        forms = self._forms()
        life = FlowReading(self.declared, self.conditions, self._own_forms(), self.faults).flow()
        names = tuple(form.name for form in forms)
        registration = parts.registration(flow, names)
        languages = parts.languages(flow.words("languages"))
        found = Programme(
            name=self.files.name,
            title=flow.needed_caption("title"),
            bank=self._bank(),
            registration=registration or Registration((), "", "", "", "", "", flow.span),
            forms=in_order_of_use(forms, asked_forms(life, self._facts()), registration),
            rules=self._rules(),
            conditions=conditions,
            persons=parts.persons(flow.members("persons")),
            flow=life,
            span=flow.span,
            languages=languages,
            time_zone=parts.time_zone(flow.scalar("time zone")),
            terms=parts.terms(flow.members("terms"), languages, self.files.texts.__contains__),
            sources=self._sources(),
        )
        flow.close()
        return found

    def _stem(self) -> None:
        written = self.flow.scalar("programme", required=True)
        if written is not None and written.text != self.files.name:
            message = f"“{written.text}” is not the name of the file."
            self.faults.add("A113", written.span, message, f"Write “{self.files.name}”.")
        elif written is not None and written.text in OWN_ADDRESSES:
            message = f"/…/{written.text} is an address of the product itself."
            self.faults.add("A208", written.span, message, "Give the programme another name.")

    def _conditions(self) -> tuple[NamedCondition, ...]:
        found = []
        for name, node in self.conditions.named.items():
            condition = self.conditions.condition_named(name)
            if condition is not None:
                found.append(NamedCondition(name, condition, node.span))
        return tuple(found)

    def _form_model(self) -> FormModel:
        terms = self.declared.keys("terms")
        fields = FieldModel(self.conditions, self.declared.choices, terms, self.faults)
        return FormModel(fields, CheckModel(self.conditions, self.faults), self.faults)

    def _forms(self) -> tuple[Form, ...]:
        model = self._form_model()
        rows = self.declared.places.rows
        return tuple(
            as_group(model.form(draft, NameScope(group=rows[draft.name][0])), rows[draft.name][0])
            if draft.name in rows
            else model.form(draft)
            for draft in self.declared.forms
        )

    def _own_forms(self) -> Mapping[str, tuple[Form, ...]]:
        """The forms whose answers one of an item keeps, by item."""
        model, rows = self._form_model(), self.declared.places.rows
        return {
            item: tuple(
                as_group(model.form(own, NameScope(group=rows[own.name][0])), rows[own.name][0])
                if own.name in rows
                else model.form(own, NameScope(group=item))
                for own in drafts
            )
            for item, drafts in self.declared.own_forms.items()
        }

    def _rules(self) -> tuple[RuleSet, ...]:
        reading = RuleReading(self.conditions, self.files.texts.get, self.faults)
        return tuple(reading.rules(draft) for draft in self.declared.rules)

    def _facts(self) -> dict[str, tuple[str, ...]]:
        outputs = (output for rules in self.declared.rules for output in rules.outputs)
        return {output.name: output.codes for output in outputs}

    def _bank(self) -> Bank:
        written, banks = self.flow.scalar("bank", required=True), self.files.banks
        name = "" if written is None else written.text.strip()
        if written is not None and name not in banks:
            self.faults.unknown("A226", written, "bank", banks)
        self.declared.usage.banks.add(name)
        return banks.get(name) or no_bank(name, self.flow.span)

    def _sources(self) -> Mapping[str, Text]:
        reader = as_map(self.flow.node("sources"), "“sources”", self.faults)
        names = reader.entries if reader else ()
        return MappingProxyType({name: reader.needed_caption(name) for name in names if reader})


def in_order_of_use(
    forms: tuple[Form, ...], asked: Iterable[str], registration: Registration | None
) -> tuple[Form, ...]:
    """The forms in the order in which somebody is asked them; those of nobody come last."""
    order: list[str] = []
    if registration is not None:
        order += [*registration.case_forms, registration.account_form]
    order += asked
    places = {name: place for place, name in reversed(tuple(enumerate(order)))}
    return tuple(sorted(forms, key=lambda form: (places.get(form.name, len(order)), form.name)))


def asked_forms(flow: Flow, facts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The forms that items ask, in the order of the route; ``facts`` with their codes."""
    found: list[str] = []
    for stage in flow.stages:
        for item in (flow.item(name) for name in stage.items):
            found += (*item.forms, *facts.get(item.forms_from, ()))
            found += [step.form for step in item.steps]
    found += [step.form for step in flow.case.steps]
    return tuple(dict.fromkeys(name for name in found if name))
