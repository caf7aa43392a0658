"""A stored case retold: green as a scenario, and nobody in it is real."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import cli
from engine.base.events import CaseEvent
from engine.base.receipts import Receipt
from engine.base.records import SavedAnswers
from engine.bootstrap import Product
from engine.case.judgement import RuleEngines, facts_of
from engine.definitions.faults import Faults
from engine.definitions.reading.scenarios import Scenario, read_scenarios
from engine.rules.straight import Straight
from engine.scenarios.from_case.anonymise import NotRetold
from engine.scenarios.from_case.inventions import family, invented_code
from engine.scenarios.from_case.scenario import StoredLife, life_of, scenario_from
from engine.scenarios.from_case.typed import Raw, typed_of
from engine.scenarios.run import run
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.replies import Refused
from engine.validators import VALIDATORS, Context
from engine.validators.personal_code import check_digit
from terminal.options import DEFINITIONS, Asked
from tests.bank.applications import LIBRARY, SCENARIOS
from tests.corridor.people import FORM, NATURAL, PROGRAMME, build, register
from tests.fakes import FixedClock

READY = LIBRARY.today(PROGRAMME)
TODAY = date(2026, 11, 22)
ENGINES = RuleEngines(Straight(), Straight())
Texts = Mapping[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Riga"))
    made = build(tmp_path_factory.mktemp("data"), FixedClock(noon))
    yield made
    made.close()


def stored(given: Raw, today: date = TODAY, events: tuple[CaseEvent, ...] = ()) -> StoredLife:
    """The case that somebody left behind who typed what is given."""
    typed = typed_of(READY, facts_of(READY, given, today).answers)
    return StoredLife(typed, events, today)


def read(text: str) -> Scenario:
    faults = Faults()
    (scenario,) = read_scenarios({f"scenarios/{PROGRAMME}/case.yaml": text}, faults)
    assert faults.in_order() == ()
    return scenario


def personal(texts: Texts) -> Iterator[tuple[str, str]]:
    """Questions and answers that tell of somebody."""
    for name, answers in texts.items():
        place = READY.everything.place(name)
        if place is not None and family(place.field):
            yield from ((name, answer) for answer in answers)


def failures(scenario: Scenario) -> list[str]:
    return [f"{one.subject}: {one.expected}, got {one.got}" for one in run(
        scenario, LIBRARY, ENGINES, silent=True
    ).failures]  # fmt: skip


@pytest.mark.parametrize("title", [title for title in SCENARIOS if title.startswith("S-")])
def test_every_case_is_retold_and_runs_green(title: str) -> None:
    original = SCENARIOS[title]
    retold = read(scenario_from(stored(original.given, original.today), READY))
    assert failures(retold) == []
    before = {text for _, text in personal(original.given)}
    after = {text for _, text in personal(retold.given)}
    assert before & after == set()


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("S-10 one day too young", "E-22"),
        ("S-24 the same person twice", "E-46"),
        ("S-24 two representatives with one e-mail address", "E-41"),
        ("S-25 shares above the whole together", "E-43"),
    ],
)
def test_what_is_wrong_stays_wrong(title: str, code: str) -> None:
    original = SCENARIOS[title]
    retold = read(scenario_from(stored(original.given, original.today), READY))
    (problems,) = (one.words for one in retold.expect if one.subject == "problems")
    assert code in problems


def test_the_same_person_stays_the_same_person() -> None:
    original = SCENARIOS["S-20 a merchant"]
    found = read(scenario_from(stored(original.given), READY)).given
    for name in ("full_name", "personal_code", "birth_date"):
        same = {found[f"{group}.0.{name}"] for group in ("representatives", "owners_np", "ubos")}
        assert len(same) == 1
    assert found["submitter.full_name"] != found["representatives.0.full_name"]
    assert found["submitter.birth_date"] != found["representatives.0.birth_date"]


def test_what_differs_in_capitals_only_goes_on_doing_so() -> None:
    typed = {
        **SCENARIOS["S-20 a merchant"].given,
        "representatives.0.full_name": ("Anna Bērziņa",),
        "owners_np.0.full_name": ("ANNA BĒRZIŅA",),
        "account.email": ("Anna@Example.org",),
    }
    found = read(scenario_from(stored(typed), READY)).given
    for one, other in (
        ("representatives.0.full_name", "owners_np.0.full_name"),
        ("representatives.0.email", "account.email"),
    ):
        assert found[one] != found[other]
        assert found[one][0].casefold() == found[other][0].casefold()


def test_who_is_called_like_an_invention_is_called_otherwise() -> None:
    original = SCENARIOS["S-20 a merchant"]
    once = read(scenario_from(stored(original.given), READY))
    again = read(scenario_from(stored(once.given), READY))
    assert failures(again) == []
    before = {text for _, text in personal(once.given)}
    assert before & {text for _, text in personal(again.given)} == set()


def test_what_happened_becomes_steps(product: Product) -> None:
    person = register(product)
    assert isinstance(product.cases.submit(person.entry(NATURAL)), Receipt)
    system = senders.provider("photo system")
    for step in ("photo system fails", "photo system passes"):
        entry = StepEntry(person.case_id, system, "photo", step, ("client",))
        assert isinstance(product.cases.do(entry), Receipt)
    life = life_of(product.cases.load(person.entry({}).request), READY)
    text = scenario_from(life, READY, "Anna's case: S-08")
    assert '"Anna\'s case: S-08":' in text
    assert "- do: {application: applicant sends}" in text
    assert "- do: {photo: photo system fails, of: client}" in text
    retold = read(text)
    assert failures(retold) == []
    assert retold.title == "Anna's case: S-08"
    assert "- then: {stage: doc_submission" in text
    assert "photo: {client: passed}" in text


def test_what_cannot_be_read_is_as_unreadable_afterwards() -> None:
    unread: Texts = {
        "client.full_name": ("Анна Берзиня",),
        "client.birth_date": ("31.02.1985",),
        "client.personal_code": ("150685-11231",),
        "client.citizenship_1": ("Latvija",),
    }
    page = SavedAnswers("", FORM, {}, unread, 1)
    known = {"client_type": "natural", "services": ("np_new_client",)}
    text = scenario_from(StoredLife(typed_of(READY, known, [page]), (), TODAY), READY)
    for typed in unread.values():
        assert typed[0] not in text
    retold = read(text)
    assert failures(retold) == []
    (problems,) = (one.words for one in retold.expect if one.subject == "problems")
    assert {"E-20", "E-02", "E-27", "E-03"} <= set(problems)


def test_a_case_that_hangs_on_the_very_text_is_not_retold(tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    fee = folder / "rules" / PROGRAMME / "fee.yaml"
    text = fee.read_text(encoding="utf-8")
    table = re.sub(r"(?ms)^table: \|\n.*", "", text)
    lines = (
        "lines:\n"
        "  - {if: {client.full_name: Anna Bērziņa}, then: {fee: none}, because: x, source: x}\n"
        "  - {if: {client.full_name: answered}, then: {fee: applies}, because: x, source: x}\n"
    )
    fee.write_text(table + lines, encoding="utf-8")
    ready = Asked(folder).library.today(PROGRAMME)
    answers = {"client_type": "natural", "client.full_name": "Anna Bērziņa"}
    with pytest.raises(NotRetold):
        scenario_from(StoredLife(typed_of(ready, answers), (), TODAY), ready)


LETTERS = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzžõüßAĀBCČDEĒ"
WORD = st.text(LETTERS, min_size=4, max_size=12)
NAMES = st.builds(lambda one, two: f"{one} {two}", WORD, WORD)
BIRTHS = st.dates(date(1930, 1, 1), date(2007, 12, 31))
CODES = st.one_of(
    st.builds(
        lambda born, serial: invented_code("", serial, born), BIRTHS, st.integers(200, 999)
    ),
    st.from_regex(r"3[2-9][0-9]{4}-[0-9]{5}", fullmatch=True),
)  # fmt: skip
EMAILS = st.builds(lambda one, number: f"v{number}.{one}@mail.lv", st.sampled_from("abcdef"),
                   st.integers(100, 999))  # fmt: skip
PHONES = st.builds("+37129{:06d}".format, st.integers(100_000, 999_999))


@st.composite
def companies(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """A company whose people may be the same persons in several places."""
    people = draw(st.lists(st.tuples(NAMES, CODES, BIRTHS), min_size=1, max_size=3))
    mails = draw(st.lists(EMAILS, min_size=1, max_size=2))
    given: dict[str, tuple[str, ...]] = {
        **SCENARIOS["S-23 an account with a renewal"].given,
        "company.name": (f"SIA {draw(WORD)}",),
        "company.resource_url": (f"https://www.veikals-{draw(st.integers(100, 999))}.lv/sakums",),
        "submitter.identity_document": (f"{draw(st.sampled_from(['pase', 'karte']))} 7.PDF",),
    }
    for group, most in (("representatives", 3), ("owners_np", 2), ("ubos", 2)):
        for row in range(draw(st.integers(1, most))):
            name, code, born = draw(st.sampled_from(people))
            given[f"{group}.{row}.full_name"] = (name,)
            given[f"{group}.{row}.personal_code"] = (code,)
            given[f"{group}.{row}.birth_date"] = (born.isoformat(),)
            given[f"{group}.{row}.citizenship"] = (draw(st.sampled_from(["LV", "EE", "XX-STL"])),)
            if group == "representatives":
                given[f"{group}.{row}.basis"] = (f"Pilnvara Nr. {draw(st.integers(500, 900))}/LV",)
                given[f"{group}.{row}.email"] = (draw(st.sampled_from(mails)),)
                given[f"{group}.{row}.phone"] = (draw(PHONES),)
            else:
                given[f"{group}.{row}.share_percent"] = ("33.33",)
    return given


@settings(max_examples=25)
@given(typed=companies())
def test_nothing_of_the_original_persons_remains(typed: dict[str, tuple[str, ...]]) -> None:
    text = scenario_from(stored(typed), READY)
    retold = read(text)
    assert failures(retold) == []
    before, after = dict(personal(typed)), dict(personal(retold.given))
    assert before.keys() == after.keys()
    for name, original in before.items():
        assert original not in text.replace(f"today: {TODAY.isoformat()}", ""), name
    for word in {word for name, one in before.items() for word in one.split() if "_name" in name}:
        assert word.casefold() not in {part.casefold() for one in after.values()
                                       for part in one.split()}  # fmt: skip
    for one, other in combinations(before, 2):
        assert (before[one] == before[other]) == (after[one] == after[other]), (one, other)


@given(
    born=st.dates(date(1907, 1, 1), date(2026, 1, 1)),
    number=st.integers(1, 5000),
    original=st.from_regex(r"3[2-9][0-9]{4}-[0-9]{5}", fullmatch=True),
)
def test_invented_codes_are_codes(born: date, number: int, original: str) -> None:
    validator, context = VALIDATORS["personal_code"], Context(TODAY)
    with_date = validator.validate(invented_code(original, number, born), context)
    assert (with_date.codes, with_date.notes) == ((), ())
    other = invented_code(original, number, None)
    found, expected = validator.validate(other, context), validator.validate(original, context)
    assert [one.code for one in found.notes] == [one.code for one in expected.notes]
    assert (other[-1] == check_digit(other)) == (original[-1] == check_digit(original))


def anketa(*words: object) -> tuple[int, str]:
    answer = CliRunner().invoke(cli.main, [str(word) for word in words])
    return answer.exit_code, answer.output


@pytest.mark.parametrize("is_sent", [True, False], ids=["submitted", "a refused draft"])
def test_the_command_writes_a_file_that_runs_green(
    product: Product, tmp_path: Path, is_sent: bool
) -> None:
    person = register(product)
    raw = {**NATURAL, "client.birth_date": ["1985-06-15" if is_sent else "15.06.85"]}
    done = product.cases.submit(person.entry(raw))
    assert isinstance(done, Receipt if is_sent else Refused)
    folder = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    file = folder / "scenarios" / PROGRAMME / "from_case.yaml"
    where = ("--data", product.settings.data, "--output", file)
    assert anketa("scenario", "from-case", person.case_id, *where) == (0, f"{file}\n")
    text = file.read_text(encoding="utf-8")
    for original in ("Bērziņa", "11230", "1985-06-15", "15.06.85", "anna", person.case_id):
        assert original not in text
    assert anketa("scenarios", "from_case.yaml", "--definitions", folder) == (
        0, "1 passed, 0 failed\n",
    )  # fmt: skip
    code, said = anketa("scenario", "from-case", person.case_id, *where)
    assert code == 1
    assert "exists already" in said
    assert file.read_text(encoding="utf-8") == text


def test_a_case_that_is_not_there_is_told_in_one_line(product: Product) -> None:
    code, said = anketa("scenario", "from-case", "nothing", "--data", product.settings.data)
    assert code == 1
    assert said == "There is no case “nothing”.\n"
