"""Tests on items, outside and inside one that is taken for each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.base.errors import Fault
from engine.definitions.checks.status_tests import statuses_exclude
from engine.definitions.loader import check
from engine.definitions.model.conditions import Compare, Condition, Presence, Statuses, Subject
from tests.definitions.folders import FLOW_VALID

PLACES = {
    "case": "refused:   {caption: Refused, when: {account: all refused}}",
    "photo": "        photo system doubts: under_review",
    "account": "begins: {refused: {risk: high}, pending: otherwise}",
}


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[str, str], tuple[Condition | None, tuple[Fault, ...]]]:
    """What a condition becomes: as an end of the case, of a photo, of an account."""

    def read(place: str, condition: str) -> tuple[Condition | None, tuple[Fault, ...]]:
        new = {
            "case": f"refused:   {{caption: Refused, when: {condition}}}",
            "photo": f"        photo system doubts: {{to: under_review, when: {condition}}}",
            "account": f"begins: {{refused: {condition}, pending: otherwise}}",
        }[place]
        for file in FLOW_VALID.rglob("*.yaml"):
            target = tmp_path / file.relative_to(FLOW_VALID)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file.read_text("utf-8").replace(PLACES[place], new), "utf-8")
        definitions, faults = check(tmp_path)
        flow = definitions.programmes["harbour"].flow if definitions else None
        if flow is None:
            return None, faults
        doubts = flow.item("photo").step("invited", "photo system doubts")
        assert doubts is not None
        begins = flow.item("account").begins[0].when
        return {"case": flow.case.ends[1].when, "photo": doubts.when, "account": begins}[
            place
        ], faults

    return read


Asked = Callable[[str, str], tuple[Condition | None, tuple[Fault, ...]]]


@pytest.mark.parametrize(
    ("place", "condition", "subject", "test"),
    [
        ("case", "{invoice: paid}", Subject("invoice"), Statuses(("paid",))),
        ("case", "{invoice: paid or n/a}", Subject("invoice"),
         Statuses(("paid",), or_not_applicable=True)),
        ("case", "{invoice: not paid or issued}", Subject("invoice"),
         Statuses(("paid", "issued"), negated=True)),
        ("case", "{invoice: n/a}", Subject("invoice"), Presence("n/a")),
        ("case", "{account: any proposed}", Subject("account"), Statuses(("proposed",), "any")),
        ("case", "{photo: all passed or failed}", Subject("photo"),
         Statuses(("passed", "failed"), "all")),
        ("case", "{photo: none expired}", Subject("photo"), Statuses(("expired",), "none")),
        ("case", "{photo: all passed or n/a}", Subject("photo"),
         Statuses(("passed",), "all", or_not_applicable=True)),
        ("photo", "{photo: invited}", Subject("photo", in_row=True), Statuses(("invited",))),
        ("photo", "{meeting: not agreed}", Subject("meeting", in_row=True),
         Statuses(("agreed",), negated=True)),
        ("photo", "{meeting: any agreed}", Subject("meeting"), Statuses(("agreed",), "any")),
        ("photo", "{account: none opened}", Subject("account"), Statuses(("opened",), "none")),
        ("photo", "{invoice: paid}", Subject("invoice"), Statuses(("paid",))),
    ],
)  # fmt: skip
def test_a_test_on_an_item(
    asked: Asked, place: str, condition: str, subject: Subject, test: Statuses | Presence
) -> None:
    found, faults = asked(place, condition)
    assert [fault for fault in faults if fault.severity == "error"] == []
    assert isinstance(found, Compare)
    assert (found.subject, found.test) == (subject, test)


@pytest.mark.parametrize(
    ("place", "condition", "subject"),
    [
        ("photo", "{full_name: answered}", Subject("full_name", in_row=True)),
        ("photo", "{the person: signers}", Subject("the person", in_row=True)),
        ("photo", "{person.full_name: answered}", Subject("person.full_name")),
        ("photo", "{client_type: legal}", Subject("client_type")),
        ("account", "{services: loan}", Subject("services", in_row=True)),
        ("account", "{why: answered}", Subject("why", in_row=True)),
        ("account", "{income: 1..}", Subject("income")),
    ],
)
def test_plain_names_mean_this_one_first(
    asked: Asked, place: str, condition: str, subject: Subject
) -> None:
    found, faults = asked(place, condition)
    assert [fault for fault in faults if fault.severity == "error"] == []
    assert isinstance(found, Compare)
    assert found.subject == subject


@pytest.mark.parametrize(
    ("place", "condition", "code", "words"),
    [
        ("case", "{photo: passed}", "A610", "one “photo” for each of people"),
        ("case", "{photo: not passed}", "A610", "any, all or none"),
        ("case", "{invoice: all paid}", "A611", "leave “all” out"),
        ("case", "{invoice: only paid}", "A611", "“all”, not “only”"),
        ("case", "{photo: only passed}", "A611", "“all passed”"),
        ("case", "{invoice: payd}", "A216", "Did you mean “paid”?"),
        ("case", "{photo: any passd or failed}", "A216", "Did you mean “passed”?"),
        ("case", "{invoice: answered}", "A304", "never answered"),
        ("case", "{invoice: blank}", "A304", "never blank"),
        ("case", "{photo: all}", "A303", "names no status"),
        ("case", "{invoice: n/a or paid}", "A303", "stands last"),
        ("case", "{invoice: not paid or n/a}", "A303", "already"),
        ("case", "{photo: none passed or n/a}", "A303", "already"),
        ("case", "{photo: 'any passed, failed'}", "A303", "“passed or failed”"),
        ("case", "{invoise: paid}", "A201", "Did you mean “invoice”?"),
        ("case", "{invoice: {any: {invoice.no: answered}}}", "A304", "no rows"),
        ("case", "{meeting: {any: {slot.dat: answered}}}", "A201", "slot.date"),
        ("photo", "{email: answered}", "A201", "not everybody whom “photo” is for"),
        ("photo", "{account: opened}", "A610", "for each of services"),
        ("account", "{the person: signers}", "A201", "the person"),
    ],
)
def test_a_slip_in_a_test_on_an_item(
    asked: Asked, place: str, condition: str, code: str, words: str
) -> None:
    _, faults = asked(place, condition)
    assert [fault.code for fault in faults if fault.severity == "error"] == [code]
    told = " ".join(f"{fault.message} {fault.suggestion}" for fault in faults)
    assert words in told


PAID, ISSUED = Statuses(("paid",)), Statuses(("issued",))


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (PAID, ISSUED, True),
        (PAID, PAID, False),
        (PAID, Statuses(("paid", "issued"), negated=True), True),
        (PAID, Statuses(("issued",), negated=True), False),
        (PAID, Statuses(("issued",), or_not_applicable=True), True),
        (Statuses(("paid",), or_not_applicable=True),
         Statuses(("issued",), or_not_applicable=True), False),
        (PAID, Statuses(("proposed",)), False),
        (Statuses(("paid",), "any"), Statuses(("issued",), "any"), False),
        (Statuses(("paid",), "any"), Statuses(("issued",), "all"), True),
        (Statuses(("paid",), "any"), Statuses(("paid",), "none"), True),
        (Statuses(("paid",), "none"), Statuses(("issued",), "none"), False),
        (Statuses(("paid",), "all"), Statuses(("issued",), "none"), False),
    ],
)  # fmt: skip
def test_two_tests_on_one_item_may_exclude_each_other(
    first: Statuses, second: Statuses, *, found: bool
) -> None:
    assert statuses_exclude(first, second) is found
    assert statuses_exclude(second, first) is found
