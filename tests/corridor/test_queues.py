"""Queues of a flow as staff sees them: headings, cells in one's own language, roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.base.errors import NotFound
from engine.base.events import By, CaseEvent
from engine.base.reads import ReadMark
from engine.bundles.library import Library
from engine.language.catalogs import Catalogs
from engine.services.queues import Filters, Queues, StaffViewer
from engine.store.store import Store
from tests.case.office import MONDAY, Office
from tests.case.test_card import ANNA, JURIS, case, passed
from tests.fakes import FixedClock
from tests.stores import opened, with_case

OFFICER = StaffViewer("ilze", "office", ("officer",), "lv")
APPROVER = StaffViewer("peter", "office", ("approver",), "en")


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    with opened(sqlite_url) as store:
        with_case(store, "case1")
        yield store


def queues(store: Store, made: Office) -> Queues:
    """The lists of a store that holds the card of one case."""
    library = Library(made.ready.definitions, Catalogs.load([]))
    bundle = library.current.fingerprint
    rows = tuple(replace(row, bundle=bundle) for row in made.card.rows)
    with store.write() as unit:
        unit.cards.put(replace(made.card, bundle=bundle, rows=rows))
    return Queues(store, library, FixedClock(made.now))


def unpaid() -> Office:
    made = passed(ANNA)
    made.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": Decimal("1234.5")})
    return made


def test_a_queue_shows_values_in_the_language_of_the_viewer(store: Store) -> None:
    lists = queues(store, unpaid())
    page = lists.page(OFFICER, "Unpaid")
    assert (page.title, page.headings) == ("Unpaid", ("Number", "Rest"))
    (line,) = page.lines
    assert line.cells == ("7", "1\xa0234,50")
    assert lists.page(APPROVER, "Unpaid").lines[0].cells == ("7", "1,234.50")
    assert (page.count, page.after) == (1, "")


def test_a_queue_is_for_its_roles(store: Store) -> None:
    lists = queues(store, unpaid())
    own, of_role, wrong, every = lists.rail(APPROVER)
    assert [each.name for each in own.lists] == ["~waits", "~mine", "~confirm", "~answered"]
    assert (of_role.heading, [each.caption for each in of_role.lists]) == ("Approver", ["Unpaid"])
    assert [(each.name, each.count) for each in (*wrong.lists, *every.lists)] == [
        ("~undelivered", 0), ("~stopped", 0), ("~differ", 0), ("~overdue", 0), ("~open", 1),
    ]  # fmt: skip
    assert [(each.name, each.count) for each in lists.rail(OFFICER)[1].lists] == [
        ("Stopped", 0),
        ("Sessions", 0),
        ("Unpaid", 1),
    ]
    with pytest.raises(NotFound):
        lists.page(APPROVER, "Stopped")
    with pytest.raises(NotFound):
        lists.page(OFFICER, "None such")


def test_each_of_an_item_is_a_line_with_its_own_answers(store: Store) -> None:
    made = case(ANNA, JURIS)
    first, second = made.picture.of("photo")
    made.do("photo", "scanner fails", first, by="scanner")
    made.do("photo", "scanner fails", second, by="scanner")
    for unit, day in ((first, 3), (second, 1)):
        agreed = {"slot.date": date(2026, 12, day), "slot.time": "10"}
        made.do("photo", "officer agrees", unit, set=agreed)
    page = queues(store, made).page(OFFICER, "Sessions")
    assert (page.headings, page.ordered_by) == (("Date",), "Date")
    assert [(line.whom, line.cells[0]) for line in page.lines] == [
        ("Juris Kalniņš", "01.12.2026"),
        ("Anna Bērziņa", "03.12.2026"),
    ]
    stopped = queues(store, made).page(OFFICER, "Stopped")
    assert stopped.headings == ("Since",)
    (line,) = stopped.lines
    assert (line.client, line.cells) == ("Līga Ozola", ("23.11.2026 12:00",))
    assert (line.item, line.whom) == ("photo", "")


def test_a_lapsed_proposal_is_marked_until_its_proposer_opens_the_case(store: Store) -> None:
    made, ilze = passed(ANNA), By("bank", "officer", "ilze")
    proposed = CaseEvent("proposed", "account", step="officer opens", by=ilze)
    made.happened((CaseEvent("claim", by=ilze), proposed))
    made.happened((CaseEvent("lapsed", "account", step="officer opens"),))
    lists, number = queues(store, made), made.events[-1].number

    def marks() -> list[bool]:
        pages = (lists.page(OFFICER, name) for name in ("~mine", "~answered"))
        return ["lapsed" in line.marks for page in pages for line in page.lines]

    assert marks() == [True, True]
    for seen, expected in ((number - 1, True), (number, False)):
        with store.write() as unit:
            unit.reads.put(ReadMark("ilze", "case1", "", made.now, made.now, seen))
        assert marks() == [expected, expected]


def test_what_is_overdue_can_be_asked_for(store: Store) -> None:
    made = passed(ANNA)
    lists = queues(store, made)
    overdue, today = Filters(due="overdue"), Filters(due="today")
    assert lists.page(OFFICER, filters=overdue).lines == ()
    assert lists.page(OFFICER, filters=today).hidden == 1
    made.now = MONDAY + timedelta(days=1)
    (line,) = queues(store, made).page(OFFICER, filters=today).lines
    assert (line.time.kind, line.time.exact) == ("today", "in 5 h 0 min")
    made.now = MONDAY + timedelta(days=2)
    later = queues(store, made)
    assert later.page(OFFICER, "~overdue").count == 1
    (line,) = later.page(OFFICER, filters=overdue).lines
    assert (line.title, line.status, line.time.kind) == ("Bill", "To issue", "overdue")
    assert line.marks == ("new",)
