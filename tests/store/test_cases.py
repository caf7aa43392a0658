"""Cases and what belongs to them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from engine.base.cards import CaseCard
from engine.base.events import CaseEvent
from engine.base.ports import DELIVER, Job
from engine.base.records import (
    Bundle,
    CaseFile,
    Consent,
    Message,
    StoredCase,
    Submission,
)
from engine.store.cards import Query
from engine.store.case_writing import CaseMoved, CaseWriting
from engine.store.errors import NotStored, StaleVersion
from engine.store.store import Store
from tests.stores import NOON, Tray, account, opened, with_case

SECOND = timedelta(seconds=1)


def test_a_case_moves_by_version(store: Store) -> None:
    case = with_case(store)
    with store.write() as unit:
        active = CaseWriting(unit, case).take_turn("active", NOON + SECOND)
    assert active == replace(case, status="active", version=2, changed_at=NOON + SECOND)
    for old in (case, replace(case, id="other")):
        with pytest.raises(CaseMoved), store.write() as unit:
            CaseWriting(unit, old).take_turn("closed", NOON)
    with store.read() as view:
        assert view.cases.of_account("anna") == (active,)
        assert view.cases.every() == (active,)
        assert view.cases.of_account("berta") == ()
        assert view.cases.find("other") is None


def test_a_case_needs_its_bundle_and_account(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as unit:
        unit.cases.add(StoredCase("case", "p", "none", "nobody", "lv", "x", NOON, NOON))


def test_a_failed_unit_leaves_nothing(store: Store) -> None:
    case = with_case(store)
    with suppress(ZeroDivisionError), store.write() as unit:
        CaseWriting(unit, case).add_events([_event(1)])
        raise ZeroDivisionError
    with store.read() as view:
        assert view.case_events.of_case("case") == ()


def _event(number: int) -> CaseEvent:
    return CaseEvent("followed", "form", after="new", at=NOON, number=number, data={"n": 1})


def test_events_keep_their_order(store: Store) -> None:
    case = with_case(store)
    with store.write() as unit:
        CaseWriting(unit, case).add_events([_event(2), _event(1)])
    with store.read() as view:
        assert view.case_events.of_case("case") == (_event(1), _event(2))
        assert view.case_events.of_case("other") == ()


def test_a_bundle_is_stored_once(store: Store) -> None:
    bundle = Bundle("f", {"a.yaml": "ā"}, NOON)
    with store.write() as unit:
        assert unit.bundles.keep(bundle)
        assert not unit.bundles.keep(replace(bundle, stored_at=NOON + SECOND))
        assert unit.bundles.one("f") == bundle
        assert unit.bundles.fingerprints() == ("f",)
        with pytest.raises(NotStored):
            unit.bundles.one("g")


def test_files_belong_to_a_question_of_a_case(store: Store) -> None:
    with_case(store)
    with_case(store, "other")
    file = CaseFile("f", "case", "documents", "Pase.pdf", 3, "ab", "application/pdf", NOON)
    with store.write() as unit:
        unit.files.add(file)
        unit.files.add(replace(file, id="g", path="more", added_at=NOON + SECOND))
    with store.read() as view:
        assert [one.id for one in view.files.of_case("case")] == ["f", "g"]
        assert view.files.of_case("case", "documents") == (file,)
        assert view.files.one("f", "case") == file
        with pytest.raises(NotStored):
            view.files.one("f", "other")
    with store.write() as unit:
        assert not unit.files.remove("f", "other", NOON)
        assert unit.files.remove("f", "case", NOON + SECOND)
        assert not unit.files.remove("f", "case", NOON + SECOND)
        assert unit.files.of_case("case", "documents") == ()
        assert unit.files.one("f", "case").removed_at == NOON + SECOND
        assert unit.files.unknown(["f", "g", "h"]) == {"h"}


SUBMISSION = Submission(
    id="s",
    case="case",
    key="page",
    bundle="bundle",
    stage="st",
    at=NOON,
    inputs="00",
    answers={"share": Decimal("1.10"), "code": "secret"},
    verdict={"facts": {"fee": "applies"}},
    straight={"a": 1},
    durable={"a": 2},
    engines="differ",
)


def test_a_double_click_submits_once(store: Store) -> None:
    with_case(store)
    with store.write() as unit:
        assert unit.submissions.add(SUBMISSION)
        assert not unit.submissions.add(replace(SUBMISSION, id="t"))
        assert unit.submissions.add(replace(SUBMISSION, id="u", key="next", at=NOON + SECOND))
    with store.read() as view:
        assert view.submissions.with_key("case", "page") == SUBMISSION
        assert view.submissions.with_key("case", "none") is None
        assert [one.id for one in view.submissions.of_case("case")] == ["s", "u"]


def test_consents_are_kept(store: Store) -> None:
    consent = Consent("c", "anna", "agree", "terms", "1", "lv", NOON, "case", "Browser")
    with store.write() as unit:
        unit.accounts.add(account())
        unit.consents.add(consent)
        assert unit.consents.of_account("anna") == (consent,)


def _card(case: str, title: str, **changes: object) -> CaseCard:
    card = CaseCard(case, "programme", "anna", title, "active", ("stage",), NOON)
    return replace(card, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), ["two", "one"]),
        (Query(words="BĒRZIŅA"), ["one"]),
        (Query(words="anna bērz"), ["one"]),
        (Query(words="anna two"), []),
        (Query(words="100%"), ["two"]),
        (Query(words="%"), ["two"]),
        (Query(words="_"), []),
        (Query(status="closed"), []),
        (Query(programme="programme", account="anna"), ["two", "one"]),
        (Query(only_needing_person=True), ["two"]),
    ],
)
def test_cards_are_found(store: Store, query: Query, found: list[str]) -> None:
    with_case(store, "one")
    with_case(store, "two")
    with store.write() as unit:
        unit.cards.put(_card("one", "old title"))
        unit.cards.put(_card("one", "Anna Bērziņa"))
        changed = {"needs_person": True, "changed_at": NOON + SECOND}
        unit.cards.put(_card("two", "SIA 100%", **changed))
    with store.read() as view:
        assert [card.case for card in view.cards.find(query)] == found
        assert view.cards.count(query) == len(found)
    with store.write() as unit:
        unit.cards.clear()
        assert unit.cards.count(Query()) == 0


def test_cards_come_in_pages(store: Store) -> None:
    for number in range(5):
        with_case(store, str(number))
        with store.write() as unit:
            unit.cards.put(_card(str(number), "x", changed_at=NOON + number * SECOND))
    with store.read() as view:
        assert [card.case for card in view.cards.find(Query(), first=1, count=2)] == ["3", "2"]


def test_a_message_is_queued_with_its_row(url: str) -> None:
    tray = Tray()
    message = Message("m", "email", "a@example.org", "s", "b", "lv", NOON)
    with opened(url, tray) as store:
        with store.write() as unit:
            unit.post(message)
        assert tray.jobs == [Job("m", DELIVER, "m")]
        with store.write() as unit:
            sent = unit.outbox.change(replace(message, state="sent", body=""))
        with pytest.raises(StaleVersion), store.write() as unit:
            unit.outbox.change(message)
        with store.read() as view:
            assert view.outbox.newest(5) == (sent,)
            with pytest.raises(NotStored):
                view.outbox.one("n")


def test_a_store_without_a_queue_says_so(store: Store) -> None:
    with pytest.raises(RuntimeError, match="without a job queue"), store.write() as unit:
        unit.enqueue(Job("j", DELIVER))
