"""Forty explanations as people read them, in every language, held to what was read and agreed.

After a wanted change: GOLDEN=write pytest tests/meaning/test_golden.py, then read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

import pytest

from engine.bundles.library import Library
from engine.case.judgement import facts_of, situation
from engine.definitions.loader import load
from engine.definitions.reading.scenarios import Scenario
from engine.forms.problems import problems
from engine.language.catalogs import LANGUAGES, Catalogs
from engine.meaning.words.captions import Captions
from terminal.explaining import HOLDS, Explained, explain
from terminal.scenarios import scenarios_of
from tests.house.tree import ROOT

GOLDEN = ROOT / "tests" / "meaning" / "golden"
ASKED = {
    "S-08 a new client": (
        "fee", "stages", "persons", "client", "questionnaires", "client.personal_code",
        "client.lv_residence_permit", "client.related_client", "account_opening", "card_issue",
        "identification_start", "client.full_name",
    ),
    "S-09 a foreigner living abroad does not need it": (
        "client.personal_code", "client.lv_resident", "fee", "photo_id",
    ),
    "S-12 a code of another day than the birth date": ("client.birth_date E-28",),
    "S-10 one day too young": ("client.birth_date E-22",),
    "S-20 a merchant": (
        "fee", "persons", "representatives.0", "company.resource_url", "company.industry",
        "submitter.representative_row", "submitter.personal_code", "service_activation",
        "representatives.0.lv_resident", "owners_np.0.personal_code", "identification_start",
    ),
    "S-22 an account with a merchant": ("fee", "account_opening", "questionnaires"),
    "S-24 two representatives with one e-mail address": ("representatives.1.phone",),
    "S-24 no representative who deals with the Bank": ("representatives E-40",),
    "S-25 shares above the whole together": ("owners_np E-43",),
    "S-28 a beneficial owner who pays taxes in the USA is marked for staff": (
        "company.us_related E-45",
    ),
}  # fmt: skip


@cache
def library() -> Library:
    return Library(load(ROOT / "definitions"), Catalogs.load([ROOT / "translations"]))


@cache
def scenarios() -> dict[str, Scenario]:
    return {scenario.title: scenario for scenario in scenarios_of(library())}


def written(lang: str) -> str:
    return "\n".join(line for title, asked in ASKED.items() for line in of_case(title, asked, lang))


def of_case(title: str, asked: tuple[str, ...], lang: str) -> Iterator[str]:
    scenario = scenarios()[title]
    ready = library().today(scenario.programme)
    facts = facts_of(ready, scenario.given, scenario.today)
    case = situation(ready, facts)
    found = problems(case, ready.outline, facts.unread)
    captions = library().captions(ready, lang)
    yield f"# {title}\n"
    for what in asked:
        for one in explain(ready, case, found, captions, what):
            yield from told(one, captions)


def told(one: Explained, captions: Captions) -> Iterator[str]:
    message = captions.reader.message
    yield f"{one.about} ({one.aspect}): {message(HOLDS[one.holds])}"
    if one.because:
        yield f"    {one.because}."
    for reason in (*one.reasons, *one.almost):
        mark = "  ~ " if reason in one.almost else "  - "
        yield mark + ". ".join(filter(None, (reason.because, reason.text)))
    yield ""


def test_there_are_forty() -> None:
    assert sum(map(len, ASKED.values())) >= 36
    assert written("en").count("): ") >= 40


@pytest.mark.parametrize("lang", LANGUAGES)
def test_explanations_read_as_agreed(lang: str) -> None:
    file = GOLDEN / f"{lang}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(written(lang), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == written(lang)
