"""Explanations of stored cases, and of what is no case at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from engine.bootstrap import Product
from terminal.options import DEFINITIONS
from tests.corridor.people import NATURAL, build, register
from tests.fakes import FixedClock


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    made = build(tmp_path / "data", FixedClock(datetime(2026, 11, 22, 10, tzinfo=UTC)))
    yield made
    made.close()


@pytest.fixture
def case(product: Product) -> str:
    person = register(product)
    product.cases.submit(person.entry(NATURAL))
    return person.case_id


def explain(product: Product, *words: str) -> Result:
    where = ("--data", str(product.settings.data), "--lang", "en", "--format", "json")
    return CliRunner().invoke(cli.main, ["explain", *words, *where])


def rows(answer: Result) -> list[str]:
    """The reasons of the one thing that was explained."""
    assert answer.exit_code == 0, answer.output
    (found,) = json.loads(answer.stdout)
    return [reason["because"] for reason in found["reasons"]]


def test_a_stored_case_is_explained_by_its_own_definitions_or_by_those_named(
    product: Product, case: str, tmp_path: Path
) -> None:
    others = tmp_path / "others"
    shutil.copytree(DEFINITIONS, others)
    rules = others / "rules/magnetiq/questionnaires.yaml"
    text = rules.read_text("utf-8")
    old = "The Bank must know a new client and the country of tax residence"
    rules.write_text(text.replace(old, "Because of the other definitions"), "utf-8")
    assert rows(explain(product, case, "questionnaires")) == [old]
    named = explain(product, case, "questionnaires", "--definitions", str(others))
    assert rows(named) == ["Because of the other definitions"]


def test_a_stored_case_is_explained_on_the_day_asked_for(product: Product, case: str) -> None:
    young = explain(product, case, "client.birth_date E-22", "--today", "2001-01-01")
    assert json.loads(young.stdout)[0]["aspect"] == "problem"
    grown = explain(product, case, "client.birth_date E-22", "--today", "2026-11-22")
    assert grown.exit_code == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    missing = tmp_path / "answers.yaml"
    answer = CliRunner().invoke(cli.main, ["explain", str(missing)])
    assert (answer.exit_code, answer.stderr) == (1, f"There is no file “{missing}”.\n")
