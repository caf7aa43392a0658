"""S-15: what may be uploaded, judged by content, streamed and never lost or half there."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.errors import NotFound
from engine.base.values import Problem, StoredFile
from engine.bootstrap import Product
from engine.documents.content import FORMATS
from engine.meaning.flow.commands import Refusal
from engine.services.case_loading import CaseRequest
from engine.services.file_space import UNDER_WAY, FileLimits
from engine.services.file_taking import LONGEST_NAME, shown_name
from engine.services.uploads import NewFile
from tests.corridor.files import BAD, GOOD, bomb
from tests.corridor.people import NATURAL, Applicant, register

PATH = "client.identity_document"
EVER = datetime.max.replace(tzinfo=UTC)
MEGABYTE = 1_048_576
LARGEST = 157_286_400


@pytest.fixture(scope="module")
def person(on_sqlite: Product) -> Applicant:
    return register(on_sqlite)


def attach(
    person: Applicant, name: str, content: bytes | Iterator[bytes], path: str = PATH
) -> StoredFile | Problem | Refusal:
    chunks = iter([content]) if isinstance(content, bytes) else content
    incoming = NewFile(person.case_id, person.sender, path, name, chunks)
    return person.product.uploads.attach(incoming)


def kept(person: Applicant) -> list[str]:
    with person.product.store.read() as view:
        return [file.name for file in view.files.of_case(person.case_id, PATH)]


def drop_all(person: Applicant) -> None:
    with person.product.store.read() as view:
        files = view.files.of_case(person.case_id, PATH)
    for file in files:
        person.product.uploads.detach(person.entry({}).request, PATH, file.id)


@pytest.mark.parametrize("ending", sorted(GOOD))
def test_s15_each_of_the_16_formats_is_taken(person: Applicant, ending: str) -> None:
    stored = attach(person, f"SCAN.{ending.upper()}", GOOD[ending])
    assert isinstance(stored, StoredFile), stored
    assert stored.media_type == FORMATS[ending].media_type
    assert stored.size == len(GOOD[ending])
    drop_all(person)


@pytest.mark.parametrize("what", sorted(BAD))
def test_s15_what_is_not_what_it_says_is_refused_and_leaves_nothing(
    person: Applicant, what: str
) -> None:
    name, content, code = BAD[what]
    before = person.product.uploads.space.files.stored(EVER)
    refused = attach(person, name, bomb() if "gigabytes" in what else content)
    assert isinstance(refused, Problem), refused
    assert refused.code == code
    assert kept(person) == []
    assert person.product.uploads.space.files.stored(EVER) == before


@pytest.mark.parametrize(("size", "code"), [(LARGEST, ""), (LARGEST + 1, "E-31")])
def test_s15_150_megabytes_and_not_one_byte_more(person: Applicant, size: int, code: str) -> None:
    def stream() -> Iterator[bytes]:
        yield b"%PDF-1.7\n"
        left = size - 9
        while left:
            yield bytes(min(left, MEGABYTE))
            left -= min(left, MEGABYTE)

    answer = attach(person, "scan.pdf", stream())
    assert (answer.code if isinstance(answer, Problem) else "") == code
    drop_all(person)


def test_s15_ten_stay_and_the_eleventh_is_refused(person: Applicant) -> None:
    for number in range(10):
        assert isinstance(attach(person, f"{number}.pdf", GOOD["pdf"]), StoredFile)
    refused = attach(person, "eleventh.pdf", GOOD["pdf"])
    assert isinstance(refused, Problem)
    assert refused.code == "E-32"
    assert len(kept(person)) == 10
    drop_all(person)


def test_a_stream_that_breaks_leaves_nothing(person: Applicant) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"%PDF-1.7"
        raise ConnectionResetError

    before = person.product.uploads.space.files.stored(EVER)
    with pytest.raises(ConnectionResetError):
        attach(person, "scan.pdf", breaking())
    assert person.product.uploads.space.files.stored(EVER) == before
    assert kept(person) == []


@pytest.mark.parametrize("path", ["client.full_name", "nothing", "", "owners.0.passport"])
def test_only_file_questions_take_files(person: Applicant, path: str) -> None:
    with pytest.raises(NotFound):
        attach(person, "scan.pdf", GOOD["pdf"], path)


def test_nobody_else_may_add_see_or_remove(person: Applicant, on_sqlite: Product) -> None:
    stored = attach(person, "scan.pdf", GOOD["pdf"])
    assert isinstance(stored, StoredFile)
    other = register(on_sqlite)
    with pytest.raises(NotFound):
        on_sqlite.uploads.attach(
            NewFile(person.case_id, other.sender, PATH, "a.pdf", iter([GOOD["pdf"]]))
        )
    with pytest.raises(NotFound):
        on_sqlite.uploads.detach(CaseRequest(person.case_id, other.sender), PATH, stored.id)
    with pytest.raises(NotFound):
        on_sqlite.uploads.detach(other.entry({}).request, PATH, stored.id)
    drop_all(person)


def test_files_belong_to_the_answers_and_close_with_the_form(on_sqlite: Product) -> None:
    card_user = register(on_sqlite)
    raw = {**NATURAL, "services": ["np_extra_card"], "client.related_client": ["SIA Piemērs"]}
    refused = on_sqlite.cases.submit(card_user.entry(raw))
    assert [(one.path, one.code) for one in getattr(refused, "problems", ())] == [(PATH, "E-38")]
    attach(card_user, "pase.pdf", GOOD["pdf"])
    receipt = on_sqlite.cases.submit(card_user.entry(raw, refused.version))  # type: ignore[union-attr]
    assert getattr(receipt, "engines", "") == "agree"
    before = on_sqlite.uploads.space.files.stored(EVER)
    late = attach(card_user, "pase.pdf", GOOD["pdf"])
    assert isinstance(late, Refusal)
    assert on_sqlite.uploads.space.files.stored(EVER) == before


@given(st.text(max_size=400))
def test_a_shown_name_has_no_folders_and_nothing_unseen(name: str) -> None:
    shown = shown_name(name)
    assert len(shown) <= LONGEST_NAME
    assert "/" not in shown
    assert "\\" not in shown
    assert shown.isprintable()


def test_uploading_and_deleting_in_a_loop_fills_nothing(person: Applicant) -> None:
    files = person.product.uploads.space.files
    before = files.stored(EVER)
    for _ in range(5):
        assert isinstance(attach(person, "scan.pdf", GOOD["pdf"]), StoredFile)
        drop_all(person)
    assert files.stored(EVER) == before


def test_there_is_a_limit_for_a_case_an_account_and_the_disk(person: Applicant) -> None:
    uploads, size = person.product.uploads, len(GOOD["pdf"])
    with person.product.store.read() as view:
        taken = view.files.bytes_of_account(person.account_id)
    plenty = FileLimits(0, 10**12, 10**12)
    for limits, code in (
        (replace(plenty, of_case=taken + size - 1), "quota-used"),
        (replace(plenty, of_account=taken + size - 1), "quota-used"),
        (replace(plenty, free=10**18), "no-space"),
    ):
        strict = replace(uploads, space=replace(uploads.space, limits=limits))
        incoming = NewFile(person.case_id, person.sender, PATH, "a.pdf", [GOOD["pdf"]])
        before = uploads.space.files.stored(EVER)
        refused = strict.attach(incoming)
        assert isinstance(refused, Problem)
        assert refused.code == code
        assert uploads.space.files.stored(EVER) == before


def test_files_that_come_in_at_once_take_no_more_than_there_is(on_sqlite: Product) -> None:
    person, many = register(on_sqlite), 6
    uploads, size = on_sqlite.uploads, len(GOOD["pdf"])
    before, together = uploads.space.files.stored(EVER), Barrier(many)
    limits = FileLimits(0, 10**12, 2 * size)
    strict = replace(uploads, space=replace(uploads.space, limits=limits))

    def slow() -> Iterator[bytes]:
        together.wait()  # nobody has been written when everybody was found to fit
        yield GOOD["pdf"]

    def send(number: int) -> StoredFile | Problem | Refusal:
        name = f"{number}.pdf"
        return strict.attach(NewFile(person.case_id, person.sender, PATH, name, slow()))

    with ThreadPoolExecutor(many) as pool:
        replies = list(pool.map(send, range(many)))
    codes = [one.code for one in replies if isinstance(one, Problem)]
    assert codes == ["quota-used"] * (many - 2)
    assert len(uploads.space.files.stored(EVER) - before) == 2


def test_bytes_that_nothing_refers_to_are_swept_and_others_stay(on_sqlite: Product) -> None:
    person = register(on_sqlite)
    space, now = person.product.uploads.space, datetime.now(UTC)
    held = attach(person, "held.pdf", GOOD["pdf"])
    lost = space.files.keep([b"lost"], 10)
    assert space.sweep(now) == 0  # it may be under way
    assert space.sweep(now + 2 * UNDER_WAY) == 1
    assert isinstance(held, StoredFile)
    assert held.id in space.files.stored(EVER)
    assert lost.id not in space.files.stored(EVER)


def test_erasing_a_case_takes_its_files_and_leaves_the_ledger(on_sqlite: Product) -> None:
    person = register(on_sqlite)
    held = attach(person, "held.pdf", GOOD["pdf"])
    assert isinstance(held, StoredFile)
    assert on_sqlite.erasure.erase(person.case_id, "asked for") == 1
    assert held.id not in on_sqlite.uploads.space.files.stored(EVER)
    with pytest.raises(NotFound):
        on_sqlite.cases.load(person.entry({}).request)
    with pytest.raises(NotFound):
        on_sqlite.erasure.erase(person.case_id, "again")
    with on_sqlite.store.read() as view:
        assert view.ledger.verify().broken == ""
