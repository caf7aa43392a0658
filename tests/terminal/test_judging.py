"""The command line as a program uses it: JSON out, one line for every failure, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from tests.house.tree import ROOT

NATURAL = {
    "client_type": "natural",
    "services": ["np_new_client"],
    "client": {
        "citizenship_1": "LV",
        "full_name": "Anna Bērziņa-O'Neil",
        "personal_code": "150685-11230",
        "birth_date": "1985-06-15",
        "communication_language": "lv",
    },
    "consents": {"terms": True, "privacy_notice": True},
}


def anketa(*words: str) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(NATURAL), encoding="utf-8")
    return file


def judged(file: Path, *words: str) -> dict[str, object]:
    answer = anketa("judge", "magnetiq", str(file), "--format", "json", *words)
    assert answer.exit_code == 0, answer.output
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def test_judge_says_everything_of_a_complete_case(answers: Path) -> None:
    found = judged(answers, "--today", "2026-11-22", "--lang", "en")
    assert found["problems"] == [], "nobody has seen the questionnaires yet"
    assert found["engines"] == "agree"
    assert found["facts"]["fee"] == "applies"  # type: ignore[index]
    assert found["persons"] == [
        {"person": "client", "caption": "Client", "people": ["client"], "elsewhere": "",
         "undecided": False}
    ]  # fmt: skip
    states = {stage["stage"]: stage["state"] for stage in found["stages"]}  # type: ignore[attr-defined]
    assert states == {
        "initial_info": "applies",
        "photo_id": "applies",
        "doc_submission": "applies",
        "doc_signing": "applies",
        "fee": "applies",
        "identification": "applies",
        "account_opening": "applies",
        "service_activation": "not_required",
        "card_issue": "not_required",
        "user_activation": "not_required",
    }
    for stage in found["stages"]:  # type: ignore[attr-defined]
        assert stage["why"], stage["stage"]
        for reason in stage["why"]:
            assert {"rule", "line", "because", "source", "text"} <= set(reason)


def test_a_questionnaire_is_judged_before_it_begins_once_something_stands_in_it(
    answers: Path,
) -> None:
    case = {**NATURAL, "client": dict(NATURAL["client"])}  # type: ignore[call-overload]
    del case["client"]["full_name"]
    answers.write_text(json.dumps(case), encoding="utf-8")
    words = ("--today", "2026-11-22")
    assert [one["path"] for one in judged(answers, *words)["problems"]] == ["client.full_name"]  # type: ignore[attr-defined]
    case["np_client"] = {"occupation": "student"}
    answers.write_text(json.dumps(case), encoding="utf-8")
    found = {one["path"].partition(".")[0] for one in judged(answers, *words)["problems"]}  # type: ignore[attr-defined]
    assert found == {"client", "np_client"}


def test_nested_yaml_by_path_and_json_mean_the_same(answers: Path, tmp_path: Path) -> None:
    by_path = tmp_path / "answers.yaml"
    by_path.write_text(
        "client_type: natural\nservices: [np_new_client]\nclient.citizenship_1: LV\n"
        "client.full_name: Anna Bērziņa-O'Neil\nclient.personal_code: 150685-11230\n"
        "client.birth_date: 15.06.1985\nclient.communication_language: lv\n"
        "consents.terms: yes\nconsents.privacy_notice: yes\n",
        encoding="utf-8",
    )
    assert judged(by_path) == judged(answers)


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("lv", "Komisijas naudas samaksa"),
        ("en", "Payment of the commission fee"),
        ("ru", "Оплата комиссии"),
    ],
)
def test_the_same_judgement_in_three_languages(answers: Path, lang: str, title: str) -> None:
    found = judged(answers, "--lang", lang)
    titles = {stage["stage"]: stage["title"] for stage in found["stages"]}  # type: ignore[attr-defined]
    assert titles["fee"] == title


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"client: {full_name: Anna", "answers.yaml:1:"),
        (b"client: !!python/object/apply:os.system [ls]", "answers.yaml:1:9"),
        (b"a: &x 1\nb: *x\n", "answers.yaml:1:4"),
        (b"- 1\n- 2\n", "question: answer"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: 1\na: 2\n", "answers.yaml:2:1"),
        (b"x" * (1 << 20) + b"yz", "larger than"),
    ],
)
def test_an_unreadable_file_is_told_in_place(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_bytes(content)
    answer = anketa("judge", "magnetiq", str(file))
    assert answer.exit_code == 1
    assert said in answer.output
    assert "Traceback" not in answer.output


@pytest.mark.parametrize(
    "content", ["{", '{"a": NaN}', "[1]", '"text"', "[" * 100_000, '{"a": {"b": [[[]]]}}']
)
def test_unreadable_json_never_ends_in_a_traceback(tmp_path: Path, content: str) -> None:
    file = tmp_path / "answers.json"
    file.write_text(content, encoding="utf-8")
    answer = anketa("judge", "magnetiq", str(file), "--format", "json")
    assert answer.exception is None or isinstance(answer.exception, SystemExit)


def test_a_group_of_ten_thousand_rows_is_refused_clearly(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    rows = [{"full_name": f"Persona Nr {number}"} for number in range(10_000)]
    case = {"client_type": "legal", "services": ["lp_current_account"], "representatives": rows}
    file.write_text(json.dumps(case), encoding="utf-8")
    found = judged(file)
    assert any(one["path"] == "representatives" for one in found["problems"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("judge", "nobody", "FILE"), "There is no programme “nobody”. Known: bluor, magnetiq."),
        (("validate", "nothing", "FILE"), "There is no form “nothing”. Known: "),
        (
            ("explain", "FILE", "nothing", "--programme", "magnetiq"),
            "is no question, stage, item, fact, person or problem",
        ),
        (("judge", "magnetiq", "FILE", "--today", "22.11.2026"), "write YYYY-MM-DD"),
        (("judge", "magnetiq", "missing.yaml"), "does not exist"),
    ],
)
def test_wrong_words_are_told_in_one_sentence(
    answers: Path, words: tuple[str, ...], said: str
) -> None:
    answer = anketa(*(str(answers) if word == "FILE" else word for word in words))
    assert answer.exit_code in (1, 2)
    assert said in answer.output


def test_validate_tells_what_one_form_would_refuse(answers: Path) -> None:
    assert anketa("validate", "natural_person", str(answers)).exit_code == 0
    refused = anketa("validate", "company", str(answers), "--format", "json")
    assert refused.exit_code == 0, "a form that is not part of the case refuses nothing"


def test_explain_names_row_and_source(answers: Path) -> None:
    words = ("--programme", "magnetiq", "--lang", "en", "--format", "json")
    answer = anketa("explain", str(answers), "fee", *words)
    explained = json.loads(answer.stdout)
    assert explained[0]["reasons"][0]["rule"] == "fee"
    assert explained[0]["reasons"][0]["because"]
    assert "R-06" in explained[0]["reasons"][0]["source"]


@pytest.mark.parametrize("kind", ["html", "json-schema", "pdf"])
def test_every_form_can_be_shown(kind: str, tmp_path: Path) -> None:
    for form in ("client_information", "services", "natural_person", "company", "representatives"):
        target = tmp_path / f"{form}.{kind}"
        words = ["form", form, "--format", kind, "--lang", "ru"]
        answer = anketa(*words, *([] if kind == "json-schema" else ["--output", str(target)]))
        assert answer.exit_code == 0, answer.output
        if kind == "pdf":
            assert target.read_bytes().startswith(b"%PDF-")
        elif kind == "html":
            assert "<main" in target.read_text()
        else:
            assert json.loads(answer.stdout)["$schema"].endswith("2020-12/schema")


def test_check_speaks_text_json_and_sarif(tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    (folder / "flows").mkdir(parents=True)
    (folder / "flows" / "corner.yaml").write_text("programme: corner\nstages: {a: 1\n")
    text = anketa("check", "--definitions", str(folder))
    assert text.exit_code == 1
    assert "flows/corner.yaml:" in text.output
    (first, *_) = json.loads(anketa("check", "--definitions", folder, "--format", "json").stdout)
    assert {"file", "line", "column", "severity", "code", "message", "suggestion"} == set(first)
    sarif = json.loads(anketa("check", "--definitions", folder, "--format", "sarif").stdout)
    (run,) = sarif["runs"]
    assert run["results"][0]["ruleId"] == first["code"]


def test_validate_takes_the_form_of_an_account(tmp_path: Path) -> None:
    file = tmp_path / "account.json"
    good = {"email": "a@example.org", "phone": "+37129555778", "password": "Abcdef1!"}
    example = str(ROOT / "docs" / "example")
    words = ("validate", "account", str(file), "--format", "json", "--definitions", example)
    for repeat, problems in (("Abcdef1!", []), ("Abcdef2!", ["account.repeat"])):
        file.write_text(json.dumps({"account": {**good, "repeat": repeat}}), encoding="utf-8")
        answer = anketa(*words)
        assert [one["path"] for one in json.loads(answer.output)["problems"]] == problems
        assert answer.exit_code == bool(problems)
