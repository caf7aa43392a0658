"""Lines of lists, cards, timers and personal links."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.base.cards import LAST, CardName, CaseCard, QueueRow, SearchKey
from engine.base.later import CaseTimer, PersonalLink
from engine.base.staff import OwnText
from engine.store.links import PURPOSE
from engine.store.queue_rows import RowPlace, RowQuery, in_time, place_of
from engine.store.rotation import reseal
from engine.store.store import Store
from engine.store.vault import Vault
from tests.stores import NOON, VAULT, with_case

HOUR = timedelta(hours=1)
ROW = QueueRow("one", "programme", "bundle", "26-1", "turn", "officer", item="photo", since=NOON)
CARD = CaseCard("one", "programme", "anna", "", "stopped", ("stage",), NOON, waits_for=("officer",))
TIMER = CaseTimer("t", "one", "photo", "client", "after 30 days", "after 30 days", 7, NOON)


def turns(**more: object) -> RowQuery:
    return replace(RowQuery("programme", "turn", ("officer",)), **more)  # type: ignore[arg-type]


@pytest.fixture
def lines(store: Store) -> tuple[QueueRow, ...]:
    """Lines of two cases, in the order of the time that is left."""
    with_case(store, "one")
    with_case(store, "two")
    found = (
        replace(
            ROW, of="b", due_at=NOON + HOUR, taken_by="ilze", whom="Anna", choices=("account",)
        ),
        replace(ROW, case="two", number="26-2", due_at=NOON + 2 * HOUR, not_for=("ilze", "juris")),
        replace(ROW, of="a", is_proposal=True, choices=("card", "account")),
        replace(ROW, of="c", values={"slot.date": date(2026, 11, 23), "rest": Decimal("1.50")}),
    )
    with store.write() as unit:
        unit.cards.put(replace(CARD, rows=(found[3], found[0], found[2])))
        unit.cards.put(replace(CARD, case="two", rows=(found[1],)))
    places = {"c": 0, "b": 1, "a": 2}
    return tuple(
        replace(row, place=places.get(row.of, 0), order=in_time(row.due_at))
        for row in (*found[:2], found[3], found[2])
    )


def test_lines_come_back_least_time_left_first(store: Store, lines: tuple[QueueRow, ...]) -> None:
    with store.read() as view:
        assert view.queue_rows.find(turns()) == lines
        assert view.queue_rows.count(turns()) == 4
        assert view.queue_rows.count(turns(), most=3) == 3
        assert view.queue_rows.of_case("one") == (lines[2], lines[0], lines[3])
        assert view.queue_rows.of_case_in(turns(), "one") == (lines[0], lines[2], lines[3])


def test_lists_go_on_after_the_last_line_seen_and_back(
    store: Store, lines: tuple[QueueRow, ...]
) -> None:
    query, seen, at = turns(taken_by=("", "ilze")), list[QueueRow](), None
    with store.read() as view:
        while page := view.queue_rows.find(query, at, count=1):
            seen += page
            at = place_of(page[0])
        assert tuple(seen) == lines
        end = RowPlace("~", "", "", 0)
        assert view.queue_rows.find_before(query, end, count=3) == lines[1:]
        assert view.queue_rows.find_before(query, place_of(lines[2]), count=1) == lines[1:2]
        assert view.queue_rows.count(query, before=place_of(lines[2])) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (turns(account="ilze"), [0, 2, 3]),
        (turns(account="il"), [0, 1, 2, 3]),
        (turns(taken_by=("",)), [1, 2, 3]),
        (turns(taken_by=("ilze", "")), [0, 1, 2, 3]),
        (turns(until=NOON + HOUR), [0]),
        (turns(choice="account"), [0, 3]),
        (turns(choice="account", taken_by=("",)), [3]),
        (turns(choice="account", account="ilze", names=("officer", "approver")), [0, 3]),
        (turns(choice="renewal"), []),
        (turns(names=("approver",)), []),
        (turns(programme="other"), []),
        (turns(kind="queue"), []),
    ],
)
def test_lines_are_chosen(
    store: Store, lines: tuple[QueueRow, ...], query: RowQuery, found: list[int]
) -> None:
    with store.read() as view:
        assert view.queue_rows.find(query) == tuple(lines[place] for place in found)


def test_a_queue_has_an_order_of_its_own(store: Store) -> None:
    with_case(store, "one")
    rows = tuple(
        replace(ROW, kind="queue", of=order or "none", order=order)
        for order in ("2026-12-01", LAST, "2026-11-01")
    )
    with store.write() as unit:
        unit.cards.put(replace(CARD, rows=rows))
    query = RowQuery("programme", "queue", ("officer",))
    with store.read() as view:
        found = view.queue_rows.find(query)
        assert [row.order for row in found] == ["2026-11-01", "2026-12-01", LAST]
        assert view.queue_rows.find(query, place_of(found[0])) == found[1:]


def test_a_card_is_found_by_its_keys(store: Store) -> None:
    with_case(store, "one")
    keys = (SearchKey("email", "x"), SearchKey("name", "y"), SearchKey("email", "x"))
    card = replace(CARD, names=(CardName("client", "Anna Bērziņa"),), keys=keys)
    with store.write() as unit:
        unit.cards.put(card)
    with store.read() as view:
        both = (SearchKey("email", "x"), SearchKey("name", "y"))
        assert view.cards.found_by("programme", both) == (replace(card, keys=()),)
        assert view.cards.found_by("programme", (*both, SearchKey("phone", "x"))) == ()
        assert view.cards.found_by("other", both) == view.cards.found_by("programme", ()) == ()
        assert view.cards.of_case("one") == replace(card, keys=())
        assert view.cards.of_case("two") is None


def test_names_are_sealed_with_the_newest_key(
    store: Store, url: str, lines: tuple[QueueRow, ...]
) -> None:
    newer = Vault({"second": b"2" * 32, **VAULT.keys}, VAULT.secret)
    text = OwnText("text", "anna", "lv", "Blurred", "Too dark.")
    with store.write() as unit:
        unit.staff_texts.put(text)
    opened = Store.open(url, newer)
    count = reseal(opened)
    assert reseal(opened) == 0
    assert count >= 3
    only = Store.open(url, Vault({"second": b"2" * 32}, VAULT.secret))
    with only.read() as view:
        assert view.queue_rows.find(turns()) == lines
        assert view.staff_texts.of_account("anna") == (text,)
        assert view.staff_texts.of_account("juris") == ()
    only.close()
    opened.close()


def test_timers_are_what_a_case_waits_for(store: Store) -> None:
    with_case(store, "one")
    later = replace(TIMER, id="u", due_at=NOON + HOUR, data={"occasion": "overdue", "time": 1})
    with store.write() as unit:
        assert unit.timers.keep("one", (TIMER, later)) == (2, 0)
        assert unit.timers.keep("one", (TIMER, later)) == (0, 0)
    with store.read() as view:
        found = view.timers.of_case("one")
        assert [replace(each, look_at=None) for each in found] == [TIMER, later]
        assert [each.id for each in view.timers.come(NOON, 9)] == ["t"]
        assert [each.id for each in view.timers.come(NOON + HOUR, 9)] == ["t", "u"]
        assert [each.id for each in view.timers.come(NOON + HOUR, 1)] == ["t"]
    with store.write() as unit:
        assert unit.timers.keep("one", (later,)) == (0, 1)
        assert unit.timers.find("t") is None


def test_a_timer_that_could_do_nothing_is_looked_at_later(store: Store) -> None:
    with_case(store, "one")
    with store.write() as unit:
        unit.timers.keep("one", (TIMER,))
        unit.timers.look_again("t", NOON + HOUR)
        unit.timers.look_again("gone", NOON + HOUR)
        assert unit.timers.come(NOON, 9) == ()
        (found,) = unit.timers.come(NOON + HOUR, 9)
        assert found.tries == 1
        # The case has changed, so it is worth another look; so it is at another time.
        unit.timers.keep("one", (TIMER,))
        assert [each.id for each in unit.timers.come(NOON, 9)] == ["t"]
        unit.timers.keep("one", (replace(TIMER, due_at=NOON + HOUR),))
        assert unit.timers.come(NOON, 9) == ()


def test_a_link_opens_until_it_ends(store: Store) -> None:
    with_case(store, "one")
    link = PersonalLink("l", VAULT.hash(PURPOSE, "t"), "one", "photo", "client", NOON, NOON + HOUR)
    with store.write() as unit:
        assert unit.links.add(link)
        assert not unit.links.add(replace(link, hash="other"))
        assert unit.links.opened_by("t", NOON) == link
        assert unit.links.opened_by("u", NOON) is None
        assert unit.links.opened_by("t", NOON + HOUR) is None
        assert unit.links.purge(NOON) == 0
        assert unit.links.revoke("one", [("photo", "other")], NOON) == 0
        assert unit.links.revoke("one", [("photo", "client")], NOON) == 1
        assert unit.links.opened_by("t", NOON) is None
        assert len(unit.links.of_case("one")) == 1
        assert unit.links.purge(NOON + 2 * HOUR) == 1
