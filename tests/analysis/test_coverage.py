"""The coverage matrix: every leading combination, in words, as CSV and as a page to sign."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from engine.analysis.coverage import Matrix, TooManyLines, coverage
from engine.analysis.coverage_sheet import (
    CoverageSheet,
    sheet,
    to_csv,
    to_html,
)
from engine.analysis.space import world
from engine.analysis.words import Words
from engine.language.reader import Reader
from tests.analysis.programmes import FLOW, club
from tests.meaning.definitions import TODAY, meaning


def matrix(folder: Path) -> tuple[Matrix, CoverageSheet]:
    flow = {"stages": {"pay": {**FLOW["stages"]["pay"], "when": {"guest": "yes"}}}}
    ready = club(folder, flow=flow)
    found = coverage(world(ready, TODAY))
    words = Words(ready, Reader("en", lambda _context, source: source))
    return found, sheet(found, words, TODAY, "f" * 64)


def test_the_leading_questions_are_found(tmp_path: Path) -> None:
    found, _ = matrix(tmp_path)
    assert found.axes in {("kind", "wants"), ("kind",)}


def test_what_a_combination_leads_to(tmp_path: Path) -> None:
    found, _ = matrix(tmp_path)
    person = next(line for line in found.lines if dict(line.answers)["kind"] == "person")
    company = next(line for line in found.lines if dict(line.answers)["kind"] == "company")
    # Whether a guest pays depends on an answer that does not lead.
    assert dict(person.stages) == {"ask": True, "pay": False, "join": True}
    assert dict(company.stages) == {"ask": True, "join": True}
    assert dict(company.facts) == {"fee": "full"}
    assert [(one.item, one.units) for one in company.items] == [
        ("application", ("",)),
        ("membership", ("",)),
    ]


def test_the_sheet_says_it_in_words(tmp_path: Path) -> None:
    found, words = matrix(tmp_path)
    assert len(words.rows) == len(found.lines)
    assert all(len(row) == len(words.header) for row in words.rows)
    assert ("Definitions (SHA-256)", "f" * 64) in words.facts
    row = dict(zip(words.header, words.rows[0], strict=True))
    assert row["Kind"] == "Person"
    assert row["Stages"] == "Ask → Pay (depends on other answers) → Join"


def test_csv_is_read_back_as_it_was(tmp_path: Path) -> None:
    _, words = matrix(tmp_path)
    text = to_csv(words)
    assert text.startswith("\ufeff")
    assert [tuple(row) for row in csv.reader(io.StringIO(text[1:]))] == [words.header, *words.rows]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    _, words = matrix(tmp_path)
    harmful = CoverageSheet(words.title, "en", (), ("a",), (("=1+1",), ("@x",), ("plain",)), ())
    assert to_csv(harmful).splitlines()[1:] == ["'=1+1", "'@x", "plain"]


def test_the_page_has_a_place_to_sign(tmp_path: Path) -> None:
    _, words = matrix(tmp_path)
    soup = BeautifulSoup(to_html(words), "html.parser")
    assert [one.get_text() for one in soup.select(".sign div")] == list(words.signatures)
    assert len(soup.select("tbody tr")) == len(words.rows)
    assert len(soup.select("thead th[scope=col]")) == len(words.header)


def test_a_matrix_that_nobody_could_sign_is_not_made(tmp_path: Path) -> None:
    wants = {"choices": "Wants", "of": "countries"}
    rules = {
        "fee": {
            "gives": {"fee": {"full": "Full", "none": "None"}},
            "source": "Rules 1",
            "table": "| wants || fee |\n| LV || full |\n| - || none |\n",
        }
    }
    ready = meaning(tmp_path, fields={"wants": wants}, rules=rules)
    with pytest.raises(TooManyLines, match=r"4,096 lines: “wants” has too many choices"):
        coverage(world(ready, TODAY))
