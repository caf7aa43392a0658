"""Conditions in YAML: what each way of writing one means."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
    Subject,
)
from tests.definitions.folders import corner, faults, question, replaced

WHEN = "{person.country: not LV}"
FILE = "forms/corner/details.yaml"


def condition(when: str, folder: Path) -> Condition | None:
    return question(corner(replaced(folder, FILE, WHEN, when)), "passport").when


def shown(found: Condition | None) -> object:
    """The shape of a condition in short."""
    if isinstance(found, Compare):
        return f"{found.subject.path}: {found.text}"
    if isinstance(found, AllOf | AnyOf):
        return (type(found).__name__, *(shown(part) for part in found.parts))
    if isinstance(found, Negation):
        return ("not", shown(found.part))
    if isinstance(found, Named):
        return (found.name, shown(found.part))
    if isinstance(found, OverRows):
        return (found.group, found.quantifier, shown(found.part))
    return None


COMPANY = ("company", "client_type: legal")


@pytest.mark.parametrize(
    ("when", "shape"),
    [
        ("{services: card}", "services: card"),
        ('{services: "card"}', "services: card"),
        (
            "{services: card, client_type: legal}",
            ("AllOf", "services: card", "client_type: legal"),
        ),
        (
            "{any: [{services: card}, {client_type: legal}]}",
            ("AnyOf", "services: card", "client_type: legal"),
        ),
        ("{all: [{services: card}, company]}", ("AllOf", "services: card", COMPANY)),
        ("{not: {services: card}}", ("not", "services: card")),
        ("{not: company}", ("not", COMPANY)),
        ("company", COMPANY),
        ("{company}", COMPANY),
        ("{company, services: card}", ("AllOf", COMPANY, "services: card")),
        ("{owners: {any: {share: 50..}}}", ("owners", "any", "share: 50..")),
        ("{owners: {none: {row: 1}}}", ("owners", "none", "row: 1")),
        (
            "{owners: {all: {any: [{signs: yes}, {services: card}]}}}",
            ("owners", "all", ("AnyOf", "signs: yes", "services: card")),
        ),
        ("{owners: answered}", "owners: answered"),
        ("{fee: applies}", "fee: applies"),
        ("{people: signers}", "people: signers"),
    ],
)
def test_a_condition_means(when: str, shape: object, tmp_path: Path) -> None:
    assert shown(condition(when, tmp_path)) == shape


def test_rows_see_their_own_questions_and_then_the_case(tmp_path: Path) -> None:
    found = condition("{owners: {any: {signs: yes, services: card}}}", tmp_path)
    assert isinstance(found, OverRows)
    assert isinstance(found.part, AllOf)
    assert [part.subject for part in found.part.parts if isinstance(part, Compare)] == [
        Subject("signs", in_row=True),
        Subject("services"),
    ]


def test_the_place_of_a_test_is_its_key(tmp_path: Path) -> None:
    found = condition("{services: card, client_type: legal}", tmp_path)
    assert isinstance(found, AllOf)
    line = (tmp_path / FILE).read_text("utf-8").split("\n")[found.span.line - 1]
    columns = [part.span.column for part in found.parts]
    assert columns == [line.index("services: card") + 1, line.index("client_type") + 1]


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("{}", "A307"),
        ("[]", "A307"),
        ("{any: []}", "A307"),
        ("{any: company}", "A307"),
        ("{not: []}", "A307"),
        ("{services: }", "A104"),
        ("{services: {any: x, none: y}}", "A304"),
        ("{owners: {any: {signs: yes}, all: {signs: no}}}", "A307"),
        ("{owners: {some: {signs: yes}}}", "A307"),
        ("{owners: yes}", "A304"),
        ("{owners.share: 5}", "A201"),
        ("{signs: yes}", "A201"),
        ("nobody", "A202"),
        ("yes", "A202"),
        ("{today: answered}", "A304"),
    ],
)
def test_what_is_no_condition_is_told(when: str, code: str, tmp_path: Path) -> None:
    found = faults(replaced(tmp_path, FILE, WHEN, when))
    assert [fault.code for fault in found] == [code]
