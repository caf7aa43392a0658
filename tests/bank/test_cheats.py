"""What must not be possible in the bank, and changes nothing where it is tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.base.receipts import Receipt
from engine.bootstrap import Product
from engine.meaning.flow.commands import Refusal
from engine.services.replies import Clash
from engine.services.uploads import NewFile
from engine.store.accounts import contact_hash
from tests.bank.applications import application
from tests.bank.life import OFFICER, PHOTO, Life, led
from tests.corridor.files import GOOD
from tests.corridor.people import NATURAL


@pytest.fixture
def human(bank: Product, tmp_path: Path) -> Iterator[Life]:
    with led(bank, tmp_path, "natural") as life:
        yield life


@pytest.fixture
def sent(human: Life) -> Life:
    human.sends("application", application(("N1",)))
    return human


def messages(life: Life) -> list[str]:
    """Ids of everything that was ever sent in the case."""
    with life.product.store.read() as view:
        found = view.outbox.newest(1000)
    return [one.id for one in found if one.case == life.person.case_id]


def test_an_old_version_of_the_form_is_not_sent(human: Life) -> None:
    cases = human.product.cases
    cases.save(human.person.entry(NATURAL))
    cases.save(human.person.entry({**NATURAL, "client.full_name": ["Anna Kalniņa"]}, 1))
    before = human.events
    assert isinstance(cases.submit(human.person.entry(NATURAL, 1)), Clash)
    assert human.events == before


def test_who_saw_less_than_happened_is_told_so(sent: Life) -> None:
    more = ["--seen", str(sent.events[-1].number)]
    said = sent.refused("officer accepts", OFFICER, "application", more=["--seen", "1"])
    assert "[stale]" in said
    sent.does("officer accepts", OFFICER, "application", more=more)


def test_the_same_command_twice_is_done_and_told_once(sent: Life) -> None:
    more = ["--key", "once", "--comment", "Which company?"]
    sent.does("officer returns", OFFICER, "application", more=more)
    before, told = sent.events, messages(sent)
    assert told
    sent.does("officer returns", OFFICER, "application", more=more)
    assert (sent.events, messages(sent)) == (before, told)


def test_a_form_that_is_sent_twice_is_one_submission(human: Life) -> None:
    entry = human.person.entry(NATURAL)
    first = human.product.cases.submit(entry)
    before = human.events
    assert isinstance(first, Receipt)
    assert human.product.cases.submit(entry) == first
    assert human.events == before


def test_no_file_comes_after_the_form_was_sent(sent: Life) -> None:
    person, before = sent.person, sent.events
    file = NewFile(
        person.case_id, person.sender, "client.identity_document", "a.pdf", [GOOD["pdf"]]
    )
    refused = sent.product.uploads.attach(file)
    assert isinstance(refused, Refusal)
    assert refused.code == "other status"
    assert sent.events == before


def test_another_contact_changes_nothing_of_what_was_sent(sent: Life) -> None:
    store, request = sent.product.store, sent.person.entry({}).request
    before = sent.product.cases.load(request)
    with store.write() as unit:
        account = unit.accounts.one(before.case.account)
        other, old = (
            f"new-{account.email}",
            contact_hash(unit.vault, "email", account.email, account.book),
        )
        unit.connection.execute(
            text("UPDATE contacts SET hash = :hash, sealed = :sealed WHERE hash = :old"),
            {
                "hash": contact_hash(unit.vault, "email", other, account.book),
                "sealed": unit.vault.seal(other, f"contacts/{account.id}/email"),
                "old": old,
            },
        )
    after = sent.product.cases.load(request)
    assert after.account.email == other
    assert after.state.world.answers == before.state.world.answers
    sent.does("photo system passes", PHOTO, "photo", "client")
    assert sent.product.cases.load(request).state.given == before.state.given
