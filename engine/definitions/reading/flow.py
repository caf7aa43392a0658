"""A flow, whole: roles, route, items, case, queues, notices, promises."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.definitions.faults import Faults
from engine.definitions.grammar.flow import ADDING, PROMISE
from engine.definitions.model.conditions import AnyOf, Negation
from engine.definitions.model.forms import Form
from engine.definitions.model.items import Item
from engine.definitions.model.route import Adding, CaseLife, Flow, Promise
from engine.definitions.reading.case_entries import case_steps, end_names
from engine.definitions.reading.case_life import CaseReading
from engine.definitions.reading.check_model import CheckModel
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.declarations import Declarations
from engine.definitions.reading.flow_names import FlowNames
from engine.definitions.reading.flow_notices import NoticeReading
from engine.definitions.reading.flow_roles import RoleReading, can_act, report_names
from engine.definitions.reading.happenings import HappeningReading
from engine.definitions.reading.item_statuses import StatusReading
from engine.definitions.reading.item_steps import StepReading
from engine.definitions.reading.items import ItemReading
from engine.definitions.reading.making import MakingReading
from engine.definitions.reading.map_reader import as_map
from engine.definitions.reading.own_accounts import number_series, own_accounts
from engine.definitions.reading.placeholders import DUE, Placeholders
from engine.definitions.reading.queues import QueueReading
from engine.definitions.reading.ready_texts import ready_texts
from engine.definitions.reading.route import RouteReading
from engine.definitions.reading.times import TimeReading
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar

ALWAYS = "always"


class FlowReading:
    """Reads one flow. ``own_forms`` are, by item, the forms of one of it."""

    def __init__(
        self,
        declared: Declarations,
        conditions: ConditionParser,
        own_forms: Mapping[str, tuple[Form, ...]],
        faults: Faults,
    ) -> None:
        self.declared = declared
        self.reader = declared.files.flow
        self.conditions = conditions
        self.faults = faults
        self.known = self._names()
        self.times = TimeReading(faults)
        steps = StepReading(conditions, self.known, self.times, faults)
        of_case = tuple(entry.key.text for entry in case_steps(self.reader))
        self.happenings = HappeningReading(conditions, self.known, self.times, of_case, faults)
        self.statuses = StatusReading(steps, self.happenings, faults)
        values = CheckModel(conditions, faults)
        self.placeholders = Placeholders(conditions.names, self.known, faults)
        self.accounts = own_accounts(self.reader.members("accounts"), faults)
        self.series = number_series(self.reader.members("number series"), faults)
        making = MakingReading(steps, self.placeholders, self.series, self.accounts, faults)
        self.items = ItemReading(self.statuses, values, making, own_forms, faults)

    def flow(self) -> Flow:
        """The flow, as far as it could be read."""
        flow = self.reader
        roles, providers = flow.members("roles", required=True), flow.members("providers")
        report_names(roles, providers, self.faults)
        items = tuple(self.items.item(draft) for draft in self.declared.items)
        case = CaseReading(self.statuses, self.faults).case(flow)
        calendar = self.declared.names.calendar
        stages = RouteReading(
            self.conditions, self.known, self.declared.route, self.faults
        ).stages()
        notices = NoticeReading(self.happenings, self.placeholders, self.faults)
        found = Flow(
            roles=RoleReading(self.faults).roles(roles, acting(items, case)),
            providers=RoleReading(self.faults).providers(providers),
            stages=stages,
            items=items,
            case=case,
            queues=QueueReading(self.conditions, self.known, self.faults).queues(
                flow.members("queues")
            ),
            notices=notices.notices(flow.members("notices")),
            promises=self._promises(),
            ready_texts=ready_texts(flow, self.faults),
            calendar=calendar,
            adding=self._adding(),
            listed_by=self._listed_by(),
            accounts=self.accounts,
            series=self.series,
            step_forms=MappingProxyType(dict(self.declared.places.asked_by)),
        )
        if calendar is None:
            self.times.report_without_calendar()
        self._texts(items)
        return found

    def _names(self) -> FlowNames:
        declared, flow = self.declared, self.reader
        return FlowNames(
            roles=tuple(e.key.text for e in flow.members("roles") if can_act(e.key.text)),
            providers={
                e.key.text: _port(e.value) for e in flow.members("providers") if can_act(e.key.text)
            },
            items={draft.name: draft for draft in declared.items},
            sources=declared.sources,
            stages=tuple(draft.name for draft in declared.route),
            ends=end_names(flow),
            forms=tuple(declared.files.forms),
            persons=declared.keys("persons"),
        )

    def _adding(self) -> Adding | None:
        node = self.reader.node("adding")
        reader = None if node is None else as_map(node, "“adding”", self.faults)
        if reader is None:
            return None
        reader.only(ADDING.known, ADDING.advice)
        caption, asks = reader.needed_caption("caption"), reader.scalar("asks", required=True)
        again = reader.words("again")
        if asks is None:
            return None
        known = self._choices(asks)
        if not known:
            return None
        for word in again:
            if word.text.strip() not in known:
                self.faults.unknown("A201", word, "choice", known)
        codes = tuple(word.text.strip() for word in again)
        return Adding(asks.text.strip(), caption, reader.span, codes)

    def _listed_by(self) -> str:
        asked = self.reader.scalar("listed by")
        return asked.text.strip() if asked is not None and self._choices(asked) else ""

    def _choices(self, asked: Scalar) -> tuple[str, ...]:
        """The codes of a question with choices; any other is a fault."""
        names = self.conditions.names.case
        choices = {path: tuple(one.codes) for path, one in names.items() if one.codes}
        if asked.text.strip() not in choices:
            self.faults.unknown("A201", asked, "question with choices", choices)
        return choices.get(asked.text.strip(), ())

    def _promises(self) -> tuple[Promise, ...]:
        places = (*self.known.stages, *self.known.ends, ALWAYS)
        found = []
        for node in self.reader.items("must hold"):
            reader = as_map(node, "a line of “must hold”", self.faults)
            if reader is None:
                continue
            reader.only(PROMISE.known, PROMISE.advice)
            at = reader.scalar("at", required=True)
            name = at.text.strip() if at else ""
            if at and name not in places:
                self.faults.unknown("A214", at, "stage or end", places)
            fits = self.conditions.optional(reader.node("fits", required=True))
            when = self.conditions.optional(reader.node("when"))
            because = reader.caption("because")
            if fits is not None:
                if when is not None:
                    fits = AnyOf((Negation(when, reader.span), fits), reader.span)
                found.append(Promise(name, fits, reader.span, because))
        return tuple(found)

    def _texts(self, items: tuple[Item, ...]) -> None:
        for item in items:
            for status in item.statuses:
                what = f"a text of “{item.name}”"
                places, due = (self.known.scope(item.name),), (DUE,) if status.due else ()
                self.placeholders.check(status.text, what, places, due)
                self.placeholders.check(status.to_do, what, places)


def acting(items: tuple[Item, ...], case: CaseLife) -> frozenset[str]:
    """The roles that have a step, or must agree to one."""
    of_items = (step for item in items for step in item.steps)
    steps = (*of_items, *case.steps)
    roles = {step.actor for step in steps if step.kind == "role"}
    return frozenset(roles | {each.role for step in steps for each in step.confirmed_by})


def _port(node: Node) -> str:
    if not isinstance(node, Map):
        return ""
    found = next((entry.value for entry in node.entries if entry.key.text == "port"), None)
    return found.text.strip() if isinstance(found, Scalar) else ""
