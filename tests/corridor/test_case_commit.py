"""One commit: once, by one writer, whole or not at all, and nothing enters after it was judged."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event, select, text

from engine.base.receipts import Receipt
from engine.base.values import StoredFile
from engine.bootstrap import Product
from engine.case.judgement import RuleEngines
from engine.meaning.flow.commands import Refusal
from engine.meaning.situation import Situation
from engine.rules.host import Absent, Failed, Verdict
from engine.rules.straight import Straight
from engine.services.corridor import Corridor
from engine.services.replies import Clash
from engine.services.uploads import NewFile
from engine.store import tables as t
from engine.store.accounts import contact_hash
from engine.store.case_writing import CaseMoved, CaseWriting
from tests.corridor.club_people import REQUEST, SCANNER, Member, Staff, join
from tests.stores import at_once

TABLES = (
    t.case_events, t.receipts, t.submissions, t.answers, t.cards, t.files, t.audit, t.messages,
    t.timers, t.links, t.consents,
)  # fmt: skip


def everything(club: Product) -> dict[str, list[object]]:
    """All rows of the tables that a case is written to."""
    with club.store.read() as view:
        found = {table.name: list(view.connection.execute(select(table))) for table in TABLES}
        found["cases"] = list(view.connection.execute(select(t.cases)))
    return found


def test_a_command_that_comes_again_gives_the_first_receipt(club: Product, staff: Staff) -> None:
    member = join(club)
    first = member.send()
    assert club.cases.submit(member.entry(REQUEST)) == first
    accepted = member.do(staff.officer, "request", "officer accepts", key="a")
    member.do(staff.officer, "request", "officer returns", raw={"comment": "No"}, key="b")
    assert member.do(staff.officer, "request", "officer accepts", key="a") == accepted
    assert member.status("request") == "info_required"


def test_a_key_is_its_senders_own(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    mine = member.do(staff.officer, "request", "officer accepts", key="a")
    other = member.tries(staff.approver, "request", "officer accepts", key="a")
    assert isinstance(other, Refusal)
    assert mine.key == f"{staff.officer.account} a"


def test_pressed_many_times_at_once_it_is_done_once(club: Product) -> None:
    member = join(club)
    entry = member.entry(REQUEST)
    with ThreadPoolExecutor(6) as threads:
        found = set(threads.map(club.cases.submit, [entry] * 6))
    assert len(found) == 1
    assert isinstance(found.pop(), Receipt)
    assert [each.kind for each in member.events].count("submitted") == 1


def test_of_two_officers_one_wins_and_the_other_is_told(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    seen = member.instance("request").moved
    steps = [
        member.step(staff.officer, "request", "officer accepts", seen=seen),
        member.step(staff.officer, "request", "officer returns", raw={"comment": "No"}, seen=seen),
    ]
    found = at_once(2, lambda number: club.cases.do(steps[number]))
    refused = [each for each in found if isinstance(each, Refusal)]
    assert [each.code for each in refused] == ["stale"]
    assert sum(isinstance(each, Receipt) for each in found) == 1


def test_many_writers_at_once_leave_no_gap(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    step = member.step(staff.officer, "visit", "officer demands a visit")
    passes = [replace(step, item="photo", step="scanner fails", sender=SCANNER, key=str(n))
              for n in range(6)]  # fmt: skip
    at_once(6, lambda number: club.cases.do(passes[number]))
    assert [each.number for each in member.events] == list(range(1, len(member.events) + 1))
    assert member.status("photo", "client") == "under_review"


def test_an_older_version_of_a_case_is_not_written_over(club: Product) -> None:
    member = join(club)
    old = member.load().case
    member.send()
    for act in (lambda w: w.take_turn("x", old.changed_at), lambda w: w.hold()):
        with pytest.raises(CaseMoved), club.store.write() as unit:
            act(CaseWriting(unit, old))


def test_an_older_page_is_shown_what_is_stored(club: Product) -> None:
    member = join(club)
    club.cases.save(member.entry({"client.full_name": ["Anna Liepa"]}))
    clash = club.cases.save(member.entry({"client.full_name": ["Anna Kalna"]}))
    assert isinstance(clash, Clash)
    (difference,) = clash.differing
    assert (difference.stored, difference.typed) == ("Anna Liepa", "Anna Kalna")
    assert isinstance(club.cases.submit(member.entry(REQUEST)), Clash)
    assert club.cases.save(member.entry({"client.full_name": ["Anna Kalna"]}), "mine") is not None
    assert member.load().draft("request").answers["client.full_name"] == "Anna Kalna"


class Killed(Exception):
    """The process dies here."""


@contextmanager
def killed_at(club: Product, place: int) -> Iterator[None]:
    """Every write transaction dies at its statement of this number."""
    engine, count = club.store._engines.writing, [0]

    def begin(_connection: object) -> None:
        count[0] = 0

    def die(*_statement: object) -> None:
        count[0] += 1
        if count[0] > place:
            raise Killed

    event.listen(engine, "begin", begin)
    event.listen(engine, "before_cursor_execute", die)
    try:
        yield
    finally:
        event.remove(engine, "begin", begin)
        event.remove(engine, "before_cursor_execute", die)


def test_killed_at_any_statement_nothing_is_half(club: Product) -> None:
    member = join(club)
    club.cases.save(member.entry({"kinds": ["desk"]}))
    before = everything(club)
    for place in range(1, 60):
        try:
            with killed_at(club, place):
                receipt = club.cases.submit(member.entry(REQUEST, 1))
        except Killed:
            assert everything(club) == before, place
        else:
            break
    assert place > 15
    assert isinstance(receipt, Receipt)
    assert club.cases.submit(member.entry(REQUEST, 1)) == receipt


def test_killed_before_the_commit_nothing_is_there(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    before = everything(club)
    engine = club.store._engines.writing

    def die(_connection: object) -> None:
        raise Killed

    event.listen(engine, "commit", die)
    try:
        with pytest.raises(Killed):
            member.do(staff.officer, "request", "officer accepts")
    finally:
        event.remove(engine, "commit", die)
    assert everything(club) == before
    member.do(staff.officer, "request", "officer accepts")


class Meanwhile:
    """A second engine that lets something happen while it judges."""

    def __init__(self, happens: object) -> None:
        self.happens, self.times = happens, 0

    def judge(self, situation: Situation) -> Verdict | Failed | Absent:
        self.times += 1
        if self.times == 1:
            self.happens()  # type: ignore[operator]
        return Straight().judge(situation)


def judging(club: Product, happens: object) -> tuple[Corridor, Meanwhile]:
    """The corridor, with something that happens between load and commit."""
    second = Meanwhile(happens)
    return replace(club.cases, engines=RuleEngines(Straight(), second)), second


def attach(club: Product, member: Member, chunks: list[bytes] | Iterator[bytes]) -> object:
    file = NewFile(member.case_id, member.sender, "plan", "plan.txt", chunks)
    return club.uploads.attach(file)


def kept_files(club: Product) -> set[str]:
    return {each.name for each in (club.settings.data / "files").rglob("*") if each.is_file()}


def test_a_file_that_came_while_a_form_was_judged_is_judged_with_it(club: Product) -> None:
    member = join(club)
    corridor, second = judging(club, lambda: attach(club, member, [b"a plan"]))
    receipt = corridor.submit(member.entry(REQUEST))
    assert isinstance(receipt, Receipt)
    assert second.times == 2
    with club.store.read() as view:
        (submission,) = view.submissions.latest(member.case_id)
    (file,) = submission.answers["plan"]  # type: ignore[misc, union-attr]
    assert file.name == "plan.txt"


def test_a_file_on_its_way_does_not_enter_after_the_form_was_sent(club: Product) -> None:
    member = join(club)

    def chunks() -> Iterator[bytes]:
        yield b"a "
        member.send()
        yield b"plan"

    kept_before = kept_files(club)
    refused = attach(club, member, chunks())
    assert isinstance(refused, Refusal)
    assert refused.code == "other status"
    assert member.load().files == ()
    assert kept_files(club) == kept_before


def test_what_was_sent_keeps_a_file_that_is_taken_out_later(club: Product, staff: Staff) -> None:
    member = join(club)
    stored = attach(club, member, [b"a plan"])
    assert isinstance(stored, StoredFile)
    member.send()
    gone = club.uploads.detach(member.load_request(), "plan", stored.id)
    assert isinstance(gone, Refusal)
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Another plan"})
    assert club.uploads.detach(member.load_request(), "plan", stored.id) is None
    assert member.state.world.answers["plan"] == (stored,)
    with club.store.read() as view:
        assert not view.files.unknown((stored.id,))


def test_another_officer_decides_while_a_form_is_judged(club: Product) -> None:
    member = join(club)
    corridor, second = judging(
        club, lambda: member.do(member.sender, "case", "applicant withdraws")
    )
    refused = corridor.submit(member.entry(REQUEST))
    assert isinstance(refused, Refusal)
    assert refused.code == "final"
    assert second.times == 1


def test_contacts_that_change_after_sending_change_no_verdict(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    before = member.state
    with club.store.write() as unit:
        account = unit.accounts.one(member.account_id)
        place = f"contacts/{account.id}/email"
        other = f"other-{account.email}"
        unit.connection.execute(
            text("UPDATE contacts SET hash = :hash, sealed = :sealed WHERE hash = :old"),
            {
                "hash": contact_hash(unit.vault, "email", other, account.book),
                "sealed": unit.vault.seal(other, place),
                "old": contact_hash(unit.vault, "email", account.email, account.book),
            },
        )
    after = member.load()
    assert after.account.email == other
    assert after.state.world.answers == before.world.answers
    assert after.state.given["account.email"] == account.email
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Again"})
    member.send()
    assert member.state.given["account.email"] == other


def test_a_submission_opens_the_case_once(club: Product) -> None:
    member, said = join(club), []
    entry = member.entry(REQUEST)
    engines = club.store._engines
    # Of PostgreSQL both are one engine.
    watched = (engines.reading, engines.writing) if engines.is_sqlite else (engines.writing,)

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(" ".join(statement.split()[:3]))

    for engine in watched:
        event.listen(engine, "before_cursor_execute", count)
    receipt = club.cases.submit(entry)
    for engine in watched:
        event.remove(engine, "before_cursor_execute", count)
    assert isinstance(receipt, Receipt)
    assert [each for each in said if each.startswith("SELECT cases.id")] == [
        "SELECT cases.id, cases.programme,"
    ]
    # Of these 9 load, 8 write the case, 4 the ledger; the others are what follows: the card, its
    # lists and what they are narrowed by, a message with its link and its job, a timer, and what is
    # begun at a provider, with its job.
    assert len([each for each in said if not each.startswith("BEGIN")]) <= 38
