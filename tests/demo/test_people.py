"""The demonstration's people: there from the first start, kept by the second, never in earnest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.accounts import login
from engine.accounts.desk import AccountRefused, Entrance, Visitor
from engine.accounts.sessions import LoggedIn
from engine.bootstrap import Product
from engine.definitions.faults import Faults
from engine.definitions.model.durations import Duration
from engine.definitions.reading.demo_people import read_cast
from engine.definitions.reading.scenarios import read_scenarios
from engine.demo.people import FILE_NAME, LogIn, people
from engine.demo.story_clock import StoryClock, beginning
from engine.forms.view import FieldView
from engine.meaning.calendar import WorkCalendar
from engine.services.applicant_pages import Overview, Viewer
from engine.services.desk_lists import WAITS, StaffViewer
from engine.services.desk_steps import DeskStepWriting, step_at
from engine.services.desk_views import Foresight
from engine.services.views import CaseLine, Entered
from engine.validators import VALIDATORS, Context
from tests.corridor.people import FORM, ROOT
from tests.fakes import FixedClock
from tests.journeys.serving import build

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Riga"))
CASTS = {
    file.stem: read_cast(ROOT / "definitions", file.stem)
    for file in sorted((ROOT / "definitions/demo").glob("*.yaml"))
}
PROMISED = {one.email: one for cast in CASTS.values() for one in cast.people}
STAFF_OF = {name: cast.staff for name, cast in CASTS.items()}
PROTOCOL = "officer-records-the-protocol"
Served = tuple[Product, tuple[LogIn, ...]]


class Passing(FixedClock):
    """A clock that goes on a little whenever it is looked at: messages have an order."""

    def now(self) -> datetime:
        self.move(timedelta(milliseconds=1))
        return super().now()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    product = build(tmp_path_factory.mktemp("demo"), StoryClock(Passing(NOON)))
    undone: list[str] = []
    found = people(product, undone.append)
    assert undone == []
    yield product, found
    product.close()


@pytest.fixture(scope="module")
def viewers(demo: Served) -> dict[str, Viewer]:
    """Everybody, logged in."""
    product, found = demo
    return {one.email: entered(product, one) for one in found if not one.is_staff}


def standing(product: Product, one: LogIn) -> Visitor:
    """A browser at the door of somebody's bank, for its clients or its staff."""
    bank = product.library.bank_of(one.programme)
    return Visitor(entrance=Entrance(frozenset((bank,)), one.is_staff))


def entered(product: Product, one: LogIn) -> Viewer:
    done = login.log_in(product.desk, one.email, one.password, standing(product, one))
    assert isinstance(done, LoggedIn), done
    return Viewer(done.account.id, "lv")


def cases_of(product: Product, viewer: Viewer) -> list[CaseLine]:
    """The cases of somebody at all banks."""
    return [one for name in CASTS for one in product.queries.cases_of(viewer, name).lines]


def overview(product: Product, viewer: Viewer) -> Overview:
    (case,) = cases_of(product, viewer)
    return product.queries.overview(viewer, case.id)


def test_everybody_who_is_promised_is_there_and_can_log_in(
    demo: Served, viewers: dict[str, Viewer]
) -> None:
    product, found = demo
    assert {one.email for one in found if not one.is_staff} == set(PROMISED) == set(viewers)
    for one in found:
        assert VALIDATORS["password"].validate(one.password, Context(NOON.date())).codes == ()
    first, second = found[:2]
    wrong = login.log_in(product.desk, first.email, second.password, standing(product, first))
    assert isinstance(wrong, AccountRefused)
    assert len({one.password for one in found}) == len(found)


def test_everybody_is_as_far_as_promised(demo: Served, viewers: dict[str, Viewer]) -> None:
    product, _ = demo
    for email, person in PROMISED.items():
        if person.after:
            continue
        line = overview(product, viewers[email])
        states = {stage.line.stage: stage.line.state for stage in line.stages}
        first = next(iter(states))
        if person.submitted:
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
    product, _ = demo
    scenarios = {
        one.title: one for one in read_scenarios(product.library.current.sources, Faults())
    }
    for email, person in PROMISED.items():
        given = {**scenarios[person.scenario].given, **person.given}
        viewer = viewers[email]
        (case,) = cases_of(product, viewer)
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
            elif item.kind not in ("tick", "personal_code"):
                assert tuple(item.raw) == tuple(map(as_typed, given[path])), path


def test_what_items_show_is_told_in_words(demo: Served, viewers: dict[str, Viewer]) -> None:
    product, _ = demo
    told = [
        value.text
        for viewer in viewers.values()
        for item in overview(product, viewer).shown
        for value in item.values
    ]
    assert [text for text in told if "{" in text or "Decimal" in text] == []
    assert any(re.fullmatch(r"5\s000,01 · [0-9.]{10} · Summa pārsniedz .*", one) for one in told)


def test_where_a_step_leads_by_an_answer_nothing_is_foretold_before_it(
    demo: Served, viewers: dict[str, Viewer]
) -> None:
    product, _ = demo
    (case,) = cases_of(product, viewers["edvins.piemers@example.org"])
    name = overview(product, viewers["edvins.piemers@example.org"]).programme
    officer = product.staff.find(STAFF_OF[name][0].email)
    viewer = StaffViewer(officer.account.id, name, officer.member.roles_in(name), "en")
    at = step_at(product.case_desk.open(viewer, case.id), "session:client", PROTOCOL)
    assert DeskStepWriting(at).page().then == Foresight(depends_on=("Result",))
    result = Entered({"protocol.result": ["in_person"], "protocol.remarks": ["x"]})
    assert DeskStepWriting(at, result).page().then.moves


def as_typed(text: str) -> str:
    """A date as pages show it: day, month, year."""
    year, *rest = text.split("-")
    return ".".join([*reversed(rest), year]) if DATE.fullmatch(text) else text


DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def test_people_are_invented() -> None:
    for one in PROMISED.values():
        assert one.email.endswith("@example.org")
        assert one.phone.startswith("+37120000")
    staff = [one.email for colleagues in STAFF_OF.values() for one in colleagues]
    assert all(email.endswith("example.org") for email in staff)
    assert len({*staff, *PROMISED}) == len(staff) + len(PROMISED)


@pytest.mark.parametrize("name", CASTS)
def test_a_case_waits_in_every_list_and_somebody_is_there_for_every_role(
    demo: Served, name: str
) -> None:
    product, found = demo
    flow = product.programmes[name].flow
    roles = [role for one in STAFF_OF[name] for role in one.roles]
    assert set(roles) == {role.name for role in flow.roles}
    assert roles.count("officer") > 1
    waiting: set[str] = set()
    for one in found:
        if one.is_staff and one.programme == name:
            door = standing(product, one)
            done = login.log_in(product.desk, one.email, one.password, door)
            assert isinstance(done, LoggedIn), one.email
            mine = product.staff.find(one.email).member.roles_in(name)
            viewer = StaffViewer(done.account.id, name, mine, "lv")
            waiting |= {
                one.about if each.name == WAITS else each.name
                for group in product.queues.rail(viewer)[:-2]
                for each in group.lists
                if each.count
            }
    turns = {role.caption.source for role in flow.roles if role.name in ("officer", "approver")}
    assert waiting >= turns | {queue.name for queue in flow.queues}


def test_a_second_start_keeps_them(demo: Served) -> None:
    first, made = demo
    data = first.settings.data
    kept = (data / FILE_NAME).read_bytes()
    second = build(data, FixedClock(NOON))
    assert people(second) == made
    assert (data / FILE_NAME).read_bytes() == kept
    applicant = next(one for one in made if not one.is_staff)
    (case,) = cases_of(second, entered(second, applicant))
    assert case.stage
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


def test_a_story_of_the_past_begins_on_the_same_day_of_a_week_and_is_over_by_now() -> None:
    calendar, thursday = WorkCalendar(NOON.tzinfo or UTC), date(2026, 11, 26)
    waits = [Duration(30, "hours"), Duration(3, "working days")]
    for hours in range(0, 24 * 16, 7):
        now = NOON + timedelta(hours=hours)
        begun = beginning(thursday, waits, now, calendar)
        assert (begun.weekday(), begun.astimezone(NOON.tzinfo).hour) == (thursday.weekday(), 10)
        end = calendar.end(calendar.end(begun, waits[0]), waits[1])
        assert end <= now < calendar.end(end, Duration(8, "days"))


def test_a_clock_that_tells_of_the_past_goes_on_from_there() -> None:
    now = Passing(NOON)
    clock = StoryClock(now)
    clock.goes_to(NOON - timedelta(days=3))
    now.move(timedelta(hours=1))
    told = clock.now() - (NOON - timedelta(days=3))
    assert timedelta(hours=1) <= told < timedelta(hours=1, seconds=1)
    clock.is_back()
    assert clock.now() > NOON
