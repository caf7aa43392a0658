"""The demonstration's people: there from the first start, kept by the second, never in earnest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.accounts import login
from engine.accounts.desk import AccountRefused, Visitor
from engine.accounts.sessions import LoggedIn
from engine.bootstrap import Product
from engine.definitions.faults import Faults
from engine.definitions.reading.demo_people import read_people
from engine.definitions.reading.scenarios import read_scenarios
from engine.demo.people import FILE_NAME, LogIn, people
from engine.forms.view import FieldView
from engine.services.applicant_pages import Overview, Viewer
from engine.validators import VALIDATORS, Context
from tests.corridor.people import FORM, PROGRAMME, ROOT, build
from tests.fakes import FixedClock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Riga"))
PROMISED = {one.email: one for one in read_people(ROOT / "definitions", PROGRAMME)}
Served = tuple[Product, tuple[LogIn, ...]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    product = build(tmp_path_factory.mktemp("demo"), FixedClock(NOON))
    yield product, people(product)
    product.close()


@pytest.fixture(scope="module")
def viewers(demo: Served) -> dict[str, Viewer]:
    """Everybody, logged in."""
    product, found = demo
    return {one.email: entered(product, one) for one in found}


def entered(product: Product, one: LogIn) -> Viewer:
    done = login.log_in(product.desk, one.email, one.password, Visitor())
    assert isinstance(done, LoggedIn), done
    return Viewer(done.account.id, "lv")


def overview(product: Product, viewer: Viewer) -> Overview:
    (case,) = product.queries.cases_of(viewer)
    return product.queries.overview(viewer, case.id)


def test_everybody_who_is_promised_is_there_and_can_log_in(
    demo: Served, viewers: dict[str, Viewer]
) -> None:
    product, found = demo
    assert [one.email for one in found] == list(PROMISED) == list(viewers)
    for one in found:
        assert VALIDATORS["password"].validate(one.password, Context(NOON.date())).codes == ()
    wrong = login.log_in(product.desk, found[0].email, found[1].password, Visitor())
    assert isinstance(wrong, AccountRefused)
    assert len({one.password for one in found}) == len(found)


def test_everybody_is_as_far_as_promised(demo: Served, viewers: dict[str, Viewer]) -> None:
    product, found = demo
    for one in found:
        line = overview(product, viewers[one.email])
        states = {stage.line.stage: stage.line.state for stage in line.stages}
        first = next(iter(states))
        if PROMISED[one.email].submitted:
            assert states[first] == "done"
            assert not line.held
            assert "current" in states.values()
        else:
            assert states[first] == "current"
            assert [item.fill_in for item in line.to_do] == [FORM]
            assert line.submitted_at is None


def test_everybody_answered_what_the_scenario_gives(
    demo: Served, viewers: dict[str, Viewer]
) -> None:
    product, found = demo
    scenarios = {
        one.title: one for one in read_scenarios(product.library.current.sources, Faults())
    }
    for one in found:
        given = scenarios[PROMISED[one.email].like].given
        viewer = viewers[one.email]
        (case,) = product.queries.cases_of(viewer)
        page = product.queries.form_page(viewer, case.id, FORM)
        asked = [item for form in page.forms for part in form.sections for item in part.items]
        typed = {
            item.path: item
            for item in asked
            if isinstance(item, FieldView) and item.path in given and item.kind != "choices"
        }
        assert typed
        for path, item in typed.items():
            if item.kind == "file":
                assert len(item.files) == 1
            elif item.kind != "tick":
                assert tuple(item.raw) == tuple(map(as_typed, given[path])), path


def as_typed(text: str) -> str:
    """A date as pages show it: day, month, year."""
    year, *rest = text.split("-")
    return ".".join([*reversed(rest), year]) if DATE.fullmatch(text) else text


DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def test_people_are_invented() -> None:
    for one in PROMISED.values():
        assert one.email.endswith("@example.org")
        assert one.phone.startswith("+3712000000")


def test_a_second_start_keeps_them(tmp_path: Path) -> None:
    first = build(tmp_path, FixedClock(NOON))
    made = people(first)
    kept = (tmp_path / FILE_NAME).read_bytes()
    first.close()
    second = build(tmp_path, FixedClock(NOON))
    assert people(second) == made
    assert (tmp_path / FILE_NAME).read_bytes() == kept
    (case,) = second.queries.cases_of(entered(second, made[0]))
    assert case.status
    second.close()


def test_nobody_else_may_read_the_passwords(demo: Served) -> None:
    product, found = demo
    file = product.settings.data / FILE_NAME
    assert file.stat().st_mode & 0o077 == 0
    assert all(one.password not in repr(one) for one in found)


def test_in_earnest_there_is_nobody(demo: Served, tmp_path: Path) -> None:
    product, _ = demo
    earnest = replace(product, settings=replace(product.settings, demo=False, data=tmp_path))
    assert people(earnest) == ()
    assert list(tmp_path.iterdir()) == []
    assert earnest.outbox is None
