"""Queues of a flow as staff sees them: headings, cells in one's own language, roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.base.errors import NotFound
from engine.bundles.library import Library
from engine.language.catalogs import Catalogs
from engine.services.queues import Filters, Queues, StaffViewer
from engine.store.store import Store
from tests.case.office import MONDAY, Office
from tests.case.test_card import ANNA, JURIS, case, passed
from tests.fakes import FixedClock
from tests.stores import VAULT, opened, with_case

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
    return Queues(store, library, FixedClock(made.now), VAULT.hash)


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
    assert [name.caption for name in lists.names(APPROVER)] == ["Waits for you", "Unpaid"]
    assert [(name.name, name.count) for name in lists.names(OFFICER)] == [
        ("", 0),
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
    assert page.headings == ("Application number", "Date")
    assert [(line.whom, line.cells[1]) for line in page.lines] == [
        ("Juris Kalniņš", "01.12.2026"),
        ("Anna Bērziņa", "03.12.2026"),
    ]
    stopped = queues(store, made).page(OFFICER, "Stopped")
    assert stopped.headings == ("Application number", "Client", "Since")
    (line,) = stopped.lines
    assert line.cells[1:] == ("Līga Ozola", "23.11.2026 12:00")


def test_what_is_overdue_can_be_asked_for(store: Store) -> None:
    made = passed(ANNA)
    lists = queues(store, made)
    overdue = Filters(only_overdue=True)
    assert lists.page(OFFICER, filters=overdue).lines == ()
    made.now = MONDAY + timedelta(days=2)
    later = queues(store, made)
    (line,) = later.page(OFFICER, filters=overdue).lines
    assert (line.title, line.status, line.is_overdue) == ("Bill", "To issue", True)
    assert line.due_at is not None
