"""From a folder to the model: what the valid base becomes, and what a folder may be."""

from __future__ import annotations

from cProfile import Profile
from datetime import date
from decimal import Decimal
from pathlib import Path
from pstats import Stats
from random import Random

import pytest

from engine.base.errors import DefinitionsRefused
from engine.base.values import Text
from engine.definitions.loader import check, check_texts, load
from engine.definitions.model.conditions import (
    AllOf,
    Anything,
    Between,
    Compare,
    Equals,
    Named,
    Negation,
    OneOf,
    Only,
    OverRows,
    SameAs,
    Subject,
)
from engine.definitions.model.durations import Duration
from engine.definitions.model.forms import (
    Group,
    Saying,
)
from tests.definitions.folders import (
    VALID,
    codes,
    copy_of_valid,
    corner,
    question,
    replaced,
    written,
)


def test_the_valid_base_has_no_faults() -> None:
    assert check(VALID)[1] == ()


def test_a_question_has_what_was_written_about_it() -> None:
    branch = question(corner(), "branch")
    assert branch.caption == Text("Branch", "corner")
    assert (branch.caption.span.line, branch.caption.span.column) == (15, 28)
    assert [option.code for option in branch.options.options] == ["centre", "harbour"]
    assert branch.options.options[0].caption == Text("Centre, old town", "shared")
    assert branch.default == "centre"
    assert branch.required is True
    passport = question(corner(), "passport")
    assert passport.upload.accept == ("pdf", "jpg")
    assert passport.upload.max_size == 5 * 1024 * 1024
    income = question(corner(), "income")
    assert (income.minimum, income.decimals) == (Decimal(0), 2)


def test_conditions_are_typed_by_the_questions_they_speak_of() -> None:
    programme = corner()
    assert question(programme, "passport").when.test == OneOf((Equals("LV"),), negated=True)
    opened = question(programme, "opened_on")
    assert opened.when.test == OneOf((Between(Decimal(100), Decimal(5000), high_open=True),))
    assert opened.must_be == OneOf((Between(Subject("today"), None),))
    confirmed = question(programme, "confirmed").when
    assert isinstance(confirmed, Negation)
    assert confirmed.part.test == Only(("card",))
    repeat = question(programme, "account.password_repeat")
    assert repeat.must_be == OneOf((SameAs(Subject("account.password")),))
    assert repeat.unfit == Saying(Text("They differ", "corner"), "E-14")


def test_a_block_brings_its_questions_values_and_checks_below_its_prefix() -> None:
    programme = corner()
    details = next(form for form in programme.forms if form.name == "details")
    paths = [item.path for item in details.sections[0].items]
    assert paths == [
        "person.full_name",
        "person.nickname",
        "person.country",
        "person.birth_date",
    ]
    assert question(programme, "person.full_name").hint == Text("As in your passport", "corner")
    assert question(programme, "person.full_name").caption.context == "shared"
    age = next(value for value in details.computed if value.name == "age")
    assert (age.path, age.function) == ("person.age", "years")
    assert age.arguments == (Subject("person.birth_date"), Subject("today"))
    adult = next(check for check in details.checks if check.at == ("person.birth_date",))
    assert adult.condition.subject == Subject("person.age")


def test_rows_look_at_themselves_first() -> None:
    programme = corner()
    form = next(form for form in programme.forms if form.name == "owners")
    owners = form.sections[0].items[0]
    assert isinstance(owners, Group)
    assert (owners.minimum, owners.maximum, owners.titled_by) == (1, 10, "full_name")
    assert [item.path for item in owners.items][-1] == "owners[].signs"
    assert owners.items[-1].when.subject == Subject("age", in_row=True)
    assert owners.computed[0].path == "owners[].age"
    assert owners.distinct[0].by == ("full_name", "birth_date")
    assert isinstance(form.when, Named)
    picked = question(programme, "picked")
    assert picked.rows_of == "owners"
    assert isinstance(picked.required, OverRows)
    assert form.computed[0].arguments == (Subject("owners[].share"),)


def test_tables_lines_and_csv_become_rows() -> None:
    rules = {each.name: each for each in corner().rules}
    fee = rules["fee"]
    first, second, last = fee.rows
    assert isinstance(first.condition, AllOf)
    assert [part.text for part in first.condition.parts] == ["account or loan", "LV"]
    assert second.condition.parts[0].test == OneOf((Equals("account"), Equals("loan")))
    assert second.condition.parts[1].test == Anything()
    assert (first.gives["fee"], first.because.source, first.source) == (
        ("none",),
        "Clients from Latvia",
        "1",
    )
    assert last.because is None
    assert (last.span.line, last.condition.parts[0].span.column) == (10, 5)
    line = rules["checks"].rows[0]
    assert (line.gives, line.valid_from, line.valid_to) == (
        {"checks": ("review",)},
        date(2026, 1, 1),
        None,
    )
    risk = rules["risk"].rows
    assert risk[0].condition.parts[0].test == OneOf((Between(None, Decimal(10000)),))
    assert risk[0].condition.parts[1].quantifier == "any"
    assert risk[1].condition.parts[1] == Compare(
        Subject("owners"), Anything(), "-", risk[1].condition.parts[1].span
    )


def test_the_flow_is_read() -> None:
    programme = corner()
    stages = {stage.name: stage for stage in programme.flow.stages}
    names = ["filling", "payment", "review", "talks", "papers", "accounts", "cards"]
    assert list(stages) == names
    assert stages["review"].given_by == "checks"
    assert stages["accounts"].together == stages["cards"].together == "final"
    assert stages["talks"].opens_after == "review"
    each = programme.flow.item("check").each
    assert each is not None
    assert (each.kind, each.subject) == ("persons", Subject("people"))
    (timer,) = programme.flow.item("check").status("pending").timers
    assert timer.after == Duration(30, "days")
    assert programme.terms[0].files["lv"] == "terms/corner/rules.lv.md"
    assert programme.flow.item("contract").statuses[0].steps[0].verb == "signs"
    assert programme.persons[1].where.subject == Subject("signs", in_row=True)


def test_forms_stand_in_the_order_of_the_route() -> None:
    assert [form.name for form in corner().forms] == ["client", "account", "details", "owners"]


def test_the_fingerprint_is_that_of_the_files(tmp_path: Path) -> None:
    base = load(copy_of_valid(tmp_path / "one"))
    assert load(copy_of_valid(tmp_path / "two")).fingerprint == base.fingerprint
    other = replaced(tmp_path / "three", "forms/corner/details.yaml", "Nickname", "Nick")
    assert load(other).fingerprint != base.fingerprint
    (tmp_path / "one" / "lists" / ".hidden.swp").write_text("x")
    assert load(tmp_path / "one").fingerprint == base.fingerprint
    assert base.sources["lists/stateless.yaml"].startswith("list: stateless")


def test_load_refuses_with_all_faults(tmp_path: Path) -> None:
    folder = replaced(tmp_path, "forms/corner/details.yaml", "required: no", "requird: no")
    with pytest.raises(DefinitionsRefused) as refused:
        load(folder)
    assert str(refused.value) == (
        "forms/corner/details.yaml:9:34: error A101 text question “person.nickname” knows no"
        " “requird”. Did you mean “required”?"
    )


def test_warnings_do_not_refuse(tmp_path: Path) -> None:
    definitions, found = check(
        replaced(tmp_path, "rules/corner/checks.yaml", ", source: Policy 2", "")
    )
    assert definitions is not None
    assert [fault.code for fault in found] == ["A901"]


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        pytest.param(
            "form: details\ntitle: Kā pasē\n".encode("cp1257"), "A002", "2:9", id="baltic"
        ),
        pytest.param("form: details\n".encode("utf-16"), "A002", "1:1", id="utf-16"),
        pytest.param(b"form: details\ntitle: a\0b\n", "A002", "2:9", id="nul"),
        pytest.param("form: details\ntitle: a\u2028b\n".encode(), "A002", "2:9", id="separator"),
        pytest.param(b"form: details\rtitle: x\n", "A002", "1:14", id="old mac"),
        pytest.param(b"x" * (1 << 20) + b"x", "A001", "1:1", id="too large"),
        pytest.param(b"- a\n" * 20_001, "A007", "20000:3", id="too many values"),
        pytest.param(b"[" * 2_000, "A007", "1:51", id="too deep"),
        pytest.param(b"&a [*a]\n", "A006", "1:1", id="itself"),
        pytest.param(b"just words\n", "A103", "1:1", id="no mapping"),
        pytest.param(b"", "A001", "1:1", id="empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault(
    content: bytes, code: str, place: str, tmp_path: Path
) -> None:
    found = check(written(tmp_path, {"forms/corner/details.yaml": content}))[1]
    first = found[0]
    assert (str(first.span), first.code) == (f"forms/corner/details.yaml:{place}", code)
    assert {fault.span.file for fault in found} == {"forms/corner/details.yaml"}


def test_a_byte_order_mark_and_windows_lines_are_fine(tmp_path: Path) -> None:
    text = (VALID / "forms/corner/client.yaml").read_bytes().replace(b"\n", b"\r\n")
    folder = written(tmp_path, {"forms/corner/client.yaml": b"\xef\xbb\xbf" + text})
    assert codes(folder) == []


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("list: outside\nof: [a]\n")
    folder = copy_of_valid(tmp_path / "inside")
    (folder / "lists" / "outside.yaml").symlink_to(outside)
    found = check(folder)[1]
    assert [(str(fault.span), fault.code) for fault in found] == [
        ("lists/outside.yaml:1:1", "A001")
    ]


def test_an_empty_folder_and_none_at_all_are_faults(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["A001"]
    assert codes(tmp_path / "missing") == ["A001"]


def test_two_programmes_share_lists_and_nothing_else(tmp_path: Path) -> None:
    folder = copy_of_valid(tmp_path)
    for path in list(folder.rglob("*")):
        if path.is_file() and "corner" in path.as_posix():
            target = Path(path.as_posix().replace("corner", "second"))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path.read_text("utf-8").replace("corner", "second"), "utf-8")
    definitions = load(folder)
    assert sorted(definitions.programmes) == ["corner", "second"]
    second = definitions.programmes["second"]
    assert question(second, "branch").caption.context == "second"
    assert "second/services" in definitions.lists
    assert "branches" in definitions.lists


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    folder, listed = copy_of_valid(tmp_path), Path.rglob
    expected = check(folder)

    def shuffled(self: Path, pattern: str) -> list[Path]:
        paths = list(listed(self, pattern))
        Random(seed).shuffle(paths)  # noqa: S311 - the order in which a disk lists its files
        return paths

    monkeypatch.setattr(Path, "rglob", shuffled)
    assert [path.name for path in folder.rglob("*")] != [path.name for path in listed(folder, "*")]
    found = check(folder)
    assert found == expected
    assert found[0] is not None
    assert expected[0] is not None
    assert found[0].fingerprint == expected[0].fingerprint
    assert list(found[0].sources) == list(expected[0].sources) == sorted(found[0].sources)


def test_the_order_of_files_in_memory_changes_nothing(tmp_path: Path) -> None:
    folder = copy_of_valid(tmp_path)
    files = [path for path in folder.rglob("*") if path.is_file()]
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
    upwards, downwards = (
        check_texts(dict(sorted(texts.items(), reverse=turn))) for turn in (False, True)
    )
    assert upwards[0] is not None
    assert upwards == downwards == check(folder)


def test_twice_as_many_lines_are_twice_the_work(tmp_path: Path) -> None:
    """Counted in calls of functions, which no busy machine makes more of."""
    few, some, many = (work(tmp_path / str(count), count) for count in (0, 150, 300))
    assert many - few < 2.2 * (some - few)
    assert (many - few) / 300 < 6_000


def work(folder: Path, count: int) -> int:
    """Calls of functions that it takes to read a form of so many questions, five lines each."""
    fields = "".join(
        f"  q{number}:\n    text: Question {number}\n    max: 100\n"
        "    when: {client_type: legal, services: not card}\n    required: {services: account}\n"
        for number in range(count)
    )
    form = f"form: more\ntitle: More\nfields:\n  first: {{text: First}}\n{fields}"
    written(folder, {"forms/corner/more.yaml": form})
    flow = folder / "flows/corner.yaml"
    flow.write_text(flow.read_text("utf-8").replace("[details, owners]", "[details, owners, more]"))
    with Profile() as profile:
        found = codes(folder)
    assert found == []
    return int(Stats(profile).total_calls)  # type: ignore[attr-defined]
