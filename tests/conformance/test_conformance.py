"""The evaluator gives what the published suite expects, in every case."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from engine.meaning.truth import letter
from tests.conformance.generate import files
from tests.conformance.reference import Place, judge
from tests.conformance.suite import FOLDER, LETTERS, Suite, loaded, suites


@pytest.mark.parametrize("suite", suites(), ids=lambda suite: suite.name)
def test_every_case_comes_out_as_published(suite: Suite, tmp_path: Path) -> None:
    ready = loaded(suite, tmp_path)
    wrong = {
        case.name: f"{letter(truth)} instead of {case.expected}"
        for case, condition in zip(suite.cases, ready.conditions, strict=True)
        if (truth := ready.situation(case).holds(condition)) is not LETTERS[case.expected]
    }
    assert wrong == {}


def test_names_of_cases_are_unique_in_their_file() -> None:
    for suite in suites():
        names = Counter(case.name for case in suite.cases)
        assert [name for name, times in names.items() if times > 1] == []


def test_all_three_results_occur_in_every_file() -> None:
    for suite in suites():
        assert {case.expected for case in suite.cases} == set(LETTERS), suite.name


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.json")), ids=lambda file: file.stem)
def test_the_reference_reads_the_language_the_same_way(file: Path) -> None:
    suite = json.loads(file.read_text(encoding="utf-8"))
    wrong = [
        case["name"]
        for case in suite["cases"]
        if judge(case["condition"], Place(suite, case)) != case["expected"]
    ]
    assert wrong == []


def test_generated_files_are_what_the_generator_writes() -> None:
    stored = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("generated_*")}
    assert stored == files()
