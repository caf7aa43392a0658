"""Answers come back as they went in, whoever else saves at the same time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from engine.base.events import CaseEvent
from engine.base.records import SavedAnswers, Submission
from engine.base.values import StoredFile
from engine.store.case_keys import CaseErased
from engine.store.case_writing import CaseWriting
from engine.store.columns import canonical
from engine.store.errors import NoKey, StaleVersion
from engine.store.rotation import reseal
from engine.store.store import Store
from engine.store.submissions import inputs_hash
from engine.store.typed_json import decode, encode
from engine.store.vault import SealBroken, Vault
from tests.stores import NOON, opened, with_case

FILE = StoredFile("id", "Pase.pdf", 17, "ab" * 32, "application/pdf")
ANSWERS: dict[str, Any] = {
    "client.name": "Anna Bērziņa",
    "resident": True,
    "share": Decimal("33.30"),
    "birth": date(2000, 2, 29),
    "services": ("a", "b"),
    "none": (),
    "documents": (FILE,),
    "people": ({"name": "Zoja", "born": date(1999, 1, 1), "of": ("LV",)}, {}),
}


def test_answers_keep_their_types(store: Store) -> None:
    with_case(store)
    with store.write() as unit:
        unit.answers.save(SavedAnswers("case", "form", ANSWERS, {"birth": ("31.02.",)}), NOON)
    with store.read() as view:
        saved = view.answers.of("case", "form")
        assert view.answers.merged("case") == ANSWERS
    assert saved.answers == ANSWERS
    assert isinstance(saved.answers["share"], Decimal)
    assert str(saved.answers["share"]) == "33.30"
    assert saved.unread == {"birth": ("31.02.",)}
    assert (saved.version, saved.saved_at) == (1, NOON)


def test_nothing_saved_is_version_zero(store: Store) -> None:
    with_case(store)
    with store.read() as view:
        assert view.answers.of("case", "form") == SavedAnswers("case", "form", {})


@pytest.mark.parametrize("seen", [0, 1, 3], ids=["never read", "read before", "from nowhere"])
def test_a_stale_save_is_refused_and_shows_what_is_stored(store: Store, seen: int) -> None:
    with_case(store)
    with store.write() as unit:
        first = unit.answers.save(SavedAnswers("case", "form", {"a": "1"}), NOON)
        second = unit.answers.save(SavedAnswers("case", "form", {"a": "2"}, version=1), NOON)
    assert (first.version, second.version) == (1, 2)
    with pytest.raises(StaleVersion) as refused, store.write() as unit:
        unit.answers.save(SavedAnswers("case", "form", {"a": "mine"}, version=seen), NOON)
    assert isinstance(refused.value.stored, SavedAnswers)
    assert refused.value.stored.answers == {"a": "2"}
    with store.read() as view:
        assert view.answers.of("case", "form").answers == {"a": "2"}


def test_no_answer_is_in_the_database_file(sqlite_url: str) -> None:
    """Drafts, what was sent in, what was judged and what happened, whatever it is."""
    answers = {"code": "CANARY-1", "people": ({"code": "CANARY-2"},)}
    with opened(sqlite_url) as store:
        case = with_case(store)
        with store.write() as unit:
            saved = SavedAnswers("case", "form", answers, {"people.3.code": ("CANARY-3",)})
            unit.answers.save(saved, NOON)
            writing = CaseWriting(unit, case)
            writing.add_submission(
                Submission(
                    "s", "case", "k", "bundle", "form", NOON, "", answers, {"fact": "CANARY-4"},
                    {"fact": "CANARY-5"}, {"fact": "CANARY-6"}, "agree", given={"e": "CANARY-7"},
                )
            )  # fmt: skip
            told = {"comment": "CANARY-8"}
            writing.add_events([CaseEvent("noted", at=NOON, number=1, data=told)])
        with store.read() as view:
            assert view.answers.of("case", "form").answers == answers
            assert view.answers.of("case", "form").unread == {"people.3.code": ("CANARY-3",)}
            assert view.submissions.of_case("case")[0].given == {"e": "CANARY-7"}
            assert view.case_events.of_case("case")[0].data == told
        raw = b"".join(_files(sqlite_url))
    assert b"CANARY" not in raw


def test_an_erased_case_is_read_by_nobody_and_the_ledger_holds(store: Store) -> None:
    case = with_case(store)
    with store.write() as unit:
        unit.answers.save(SavedAnswers("case", "form", {"a": "1"}), NOON)
        CaseWriting(unit, case).add_events([CaseEvent("noted", at=NOON, number=1, data={"c": "x"})])
    with store.write() as unit:
        unit.cases.erase("case")
    with store.read() as view:
        assert view.cases.find("case") is None
        assert view.cases.of_account("anna") == ()
        assert view.answers.all_of("case") == ()
        with pytest.raises(CaseErased):
            view.case_events.of_case("case")
        assert view.ledger.verify().broken == ""


def test_contacts_and_messages_are_not_in_the_database_file(sqlite_url: str) -> None:
    with opened(sqlite_url) as store:
        with_case(store)
        raw = b"".join(_files(sqlite_url))
    assert b"anna@example.org" not in raw
    assert b"20000000" not in raw


def test_what_is_sealed_opens_only_where_it_was_sealed(store: Store) -> None:
    for case in ("case", "other"):
        with_case(store, case)
        with store.write() as unit:
            unit.answers.save(SavedAnswers(case, "form", {"of": case}), NOON)
    swap = "UPDATE answers SET sealed = (SELECT sealed FROM answers WHERE \"case\" = 'other')"
    keys = "UPDATE cases SET key = (SELECT key FROM cases WHERE id = 'other') WHERE id = 'case'"
    for change in (swap, keys):
        with store.write() as unit:
            unit.connection.execute(text(change))
        with pytest.raises(SealBroken), store.read() as view:
            view.answers.of("case", "form")


def test_keys_rotate(url: str) -> None:
    old, new = b"1" * 32, b"2" * 32
    answers = {"code": "secret", "people": ({"code": "x", "name": "n"},), "open": "y"}
    with opened(url, vault=Vault({"old": old}, b"s" * 32)) as store:
        with_case(store)
        with store.write() as unit:
            unit.answers.save(SavedAnswers("case", "form", answers), NOON)
    both = Vault({"new": new, "old": old}, b"s" * 32)
    with opened(url, vault=both) as store:
        assert (reseal(store), reseal(store)) == (3, 0)
    with opened(url, vault=Vault({"new": new}, b"s" * 32)) as store, store.read() as view:
        assert view.answers.of("case", "form").answers == answers
        assert view.answers.of("case", "form").version == 1
        assert view.accounts.one("anna").email == "anna@example.org"
    with (
        opened(url, vault=Vault({"old": old}, b"s" * 32)) as store,
        store.read() as view,
        pytest.raises(NoKey),
    ):
        view.answers.of("case", "form")


PLAIN = (
    st.text()
    | st.booleans()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.lists(st.text()).map(tuple)
)
ROWS = st.lists(st.dictionaries(st.text(), PLAIN), max_size=3).map(tuple)


@given(st.dictionaries(st.text(), PLAIN | ROWS))
def test_any_answers_survive(answers: Mapping[str, Any]) -> None:
    assert decode(json.loads(canonical(encode(answers)))) == answers


def test_equal_answers_have_equal_fingerprints() -> None:
    assert inputs_hash({"a": "1", "b": True}) == inputs_hash({"b": True, "a": "1"})
    different = [{"a": "1"}, {"a": Decimal(1)}, {"a": ("1",)}, {"a": True}, {"b": "1"}, {}]
    assert len({inputs_hash(answers) for answers in different}) == len(different)


def test_times_without_a_zone_are_refused(store: Store) -> None:
    with_case(store)
    with pytest.raises(Exception, match="without time zone"), store.write() as unit:
        unit.answers.save(SavedAnswers("case", "form", {}), datetime(2026, 1, 1))  # noqa: DTZ001


def test_times_come_back_in_utc(store: Store) -> None:
    case = with_case(store)
    with store.read() as view:
        assert view.cases.one("case").created_at == case.created_at
        assert view.cases.one("case").created_at.tzinfo is UTC


def _files(url: str) -> list[bytes]:
    file = Path(url.removeprefix("sqlite:///"))
    return [path.read_bytes() for path in file.parent.glob(f"{file.name}*")]
