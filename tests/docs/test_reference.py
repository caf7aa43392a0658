"""The pages about the language are those that the code makes now, and what they show is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.fault_codes import FAULT_CODES
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.loader import check, load
from engine.language.catalogs import Catalogs
from engine.rules.straight import Straight
from engine.scenarios.run import run
from terminal.reference import pages
from terminal.scenarios import scenarios_of
from tests.house.tree import ROOT

DOCS = ROOT / "docs"
EXAMPLE = DOCS / "example"
BLOCK = re.compile(r"^```yaml\n# (?P<name>\S+)\n(?P<words>.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages(EXAMPLE, ROOT / "tests" / "definitions")


@pytest.mark.parametrize("name", ["language.md", "errors.md", "json-schema.md"])
def test_a_page_is_what_the_code_makes(made: dict[str, str], name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == made[name], "run: python cli.py reference"


def test_the_blocks_of_yaml_are_a_programme_without_mistakes(tmp_path: Path) -> None:
    for block in BLOCK.finditer((DOCS / "language.md").read_text("utf-8")):
        file = tmp_path / block["name"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["words"], "utf-8")
    definitions, faults = check(tmp_path)
    assert faults == ()
    assert definitions is not None
    assert definitions.programmes == load(EXAMPLE).programmes


def test_every_block_of_yaml_is_one_of_them() -> None:
    page = (DOCS / "language.md").read_text("utf-8")
    assert page.count("```yaml") == len(BLOCK.findall(page)) > 5


def test_the_scenarios_of_the_example_hold() -> None:
    library = Library(load(EXAMPLE), Catalogs({}))
    engines = RuleEngines(Straight(), Straight())
    found = [run(scenario, library, engines) for scenario in scenarios_of(library)]
    assert len(found) == 4
    assert [one.failures for one in found] == [()] * 4


def test_every_code_and_every_kind_is_explained(made: dict[str, str]) -> None:
    assert [code for code in FAULT_CODES if f"### {code} " not in made["errors.md"]] == []
    assert [kind for kind in FIELD_TYPES if f"| `{kind}` |" not in made["language.md"]] == []


def test_most_codes_have_an_example(made: dict[str, str]) -> None:
    with_example = re.findall(r"^\S+:\d+:\d+: \w+ (A\d+) ", made["errors.md"], re.MULTILINE)
    assert set(FAULT_CODES) - set(with_example) <= {"A115", "A224", "A703", "A704", "A906"}
