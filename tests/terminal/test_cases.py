"""Staff and cases at the command line: the same steps, refused for the same reasons, in words."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cli
from engine.base.system import SystemClock
from tests.corridor.club_people import FOLDER, PASSWORD, Member, build_club, join
from tests.fakes import FixedClock

REQUEST = """
kinds: [desk]
consents.house: yes
client: {full_name: Anna Liepa, code: 321357-24680, note: Hello}
friends: [{full_name: Berta Ozola, comes: yes}]
"""
OLGA, PETER = "olga@club.example", "peter@club.example"


@dataclass(frozen=True, slots=True)
class Desk:
    """The command line on a folder with one case in it."""

    folder: Path
    member: Member

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(cli.main, [*words, "--data", str(self.folder)])

    def does(self, step: str, who: str, *more: str) -> str:
        """A step that is taken."""
        words = ("case", "do", self.member.case_id, step, "--as", who, "--lang", "en", *more)
        done = self.run(*words)
        assert done.exit_code == 0, done.output
        return done.output

    def refused(self, step: str, who: str, *more: str) -> str:
        """A step that is refused."""
        words = ("case", "do", self.member.case_id, step, "--as", who, "--lang", "en", *more)
        done = self.run(*words)
        assert done.exit_code == 1, done.output
        return done.output


SETTINGS = {
    "ANKETA_DEFINITIONS": str(FOLDER),
    "ANKETA_DEMO": "yes",
    "ANKETA_FREE_SPACE_MB": "0",
    "ANKETA_LOG_LEVEL": "error",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A folder that every test gets a copy of: the passwords of staff are slow to make."""
    folder = tmp_path_factory.mktemp("made")
    product = build_club(folder, FixedClock(SystemClock().now()))
    first = Desk(folder, join(product, "group"))
    product.close()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SETTINGS.items():
            patch.setenv(name, value)
        for email, name, role in ((OLGA, "Olga Kalna", "officer"), (PETER, "Peter", "approver")):
            added = first.run("staff", "add", email, "--name", name, "--role", role)
            assert added.exit_code == 0, added.output
    return first


@pytest.fixture
def desk(made: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    shutil.copytree(made.folder, tmp_path / "data")
    return Desk(tmp_path / "data", made.member)


@pytest.fixture
def request_file(tmp_path: Path) -> str:
    file = tmp_path / "request.yaml"
    file.write_text(REQUEST, encoding="utf-8")
    return str(file)


def test_staff_are_added_with_roles_of_the_flow_and_a_password_shown_once(desk: Desk) -> None:
    added = desk.run("staff", "add", "c@club.example", "--name", "Carol", "--role", "cashier")
    assert re.search(r"Password, shown this once: \S{8,}", added.output)
    for words, said in (
        (("c@club.example", "--name", "C", "--role", "cashier"), "has this e-mail address already"),
        (("d@club.example", "--name", "D", "--role", "boss"), "Roles: officer, approver"),
        (("nobody", "--name", "D", "--role", "cashier"), "e-mail"),
        (("e@club.example", "--name", "D", "--role", "cashier", "--programme", "clib"), "“club”"),
    ):
        refused = desk.run("staff", "add", *words)
        assert refused.exit_code == 1
        assert said in refused.output, refused.output


def test_a_password_may_be_asked_for(desk: Desk) -> None:
    words = ["staff", "add", "f@club.example", "--name", "F", "--role", "cashier", "--ask"]
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    added = CliRunner().invoke(cli.main, [*words, "--data", str(desk.folder)], input=typed)
    assert added.exit_code == 0, added.output
    assert "shown this once" not in added.output
    weak = CliRunner().invoke(cli.main, [*words, "--data", str(desk.folder)], input="a\na\n")
    assert weak.exit_code == 1


def test_who_is_shut_out_can_do_nothing_until_let_in_again(desk: Desk, request_file: str) -> None:
    desk.does("applicant sends", "applicant", "--with", request_file)
    assert desk.run("staff", "disable", OLGA).exit_code == 0
    found = json.loads(desk.run("staff", "list", "--format", "json").stdout)
    assert [(each["name"], each["disabled"]) for each in found] == [
        ("Olga Kalna", True), ("Peter", False),
    ]  # fmt: skip
    assert desk.refused("officer accepts", OLGA, "--item", "request")
    desk.run("staff", "disable", OLGA, "--undo")
    desk.does("officer accepts", OLGA, "--item", "request")


def test_roles_are_changed_and_accounts_end(desk: Desk, request_file: str) -> None:
    desk.does("applicant sends", "applicant", "--with", request_file)
    for words, said in (
        (("--none", "--role", "boss"), "--none"),
        (("--role", "boss"), "Roles: officer, approver"),
    ):
        assert said in desk.run("staff", "roles", OLGA, *words).output
    assert "approver" in desk.run("staff", "roles", OLGA, "--role", "approver").output
    assert desk.refused("officer accepts", OLGA, "--item", "request")
    desk.run("staff", "roles", OLGA, "--role", "officer", "--role", "cashier")
    desk.does("officer accepts", OLGA, "--item", "request")
    assert desk.run("staff", "end", OLGA).exit_code == 0
    found = json.loads(desk.run("staff", "list", "--format", "json").stdout)
    assert [(each["roles"], each["disabled"]) for each in found if each["email"] == OLGA] == [
        ({}, True)
    ]


def test_a_case_is_listed_shown_and_moved(desk: Desk, request_file: str) -> None:
    (line,) = json.loads(desk.run("case", "list", "--format", "json").stdout)
    assert (line["case"], line["status"], line["waits_for"]) == (
        desk.member.case_id, "in preparation", ["applicant"],
    )  # fmt: skip
    shown = desk.run("case", "show", line["number"], "--lang", "en").output
    assert "Request: Not started – applicant" in shown
    assert "applicant sends  --item request" in shown
    assert "client.full_name  E-01" in desk.refused("applicant sends", "applicant")
    told = desk.does("applicant sends", "applicant", "--with", request_file)
    assert "Submit · Request: Not started → In processing" in told
    assert "Photo – Berta Ozola: Invited" in told
    shown = desk.run("case", "show", desk.member.case_id, "--lang", "en").output
    assert "▸ Identification" in shown
    assert "scanner passes  --item photo --of client" in shown


def test_refusals_say_why_what_stands_there_and_who_may(desk: Desk, request_file: str) -> None:
    desk.does("applicant sends", "applicant", "--with", request_file)
    other = desk.refused("officer accepts", PETER, "--item", "request")
    assert "Somebody else has to do this.  [other role]\n  Officer\n" in other
    whom = desk.refused("scanner passes", "provider:scanner")
    assert "Photo – Anna Liepa: Invited" in whom
    assert "E-01 Comment on at least one answer" in desk.refused(
        "officer returns", OLGA, "--item", "request"
    )
    early = desk.refused("officer issues", OLGA)
    assert "It has not begun yet." in early
    unknown = desk.refused("officer dances", OLGA)
    assert "No item has a step “officer dances”" in unknown
    nobody = desk.refused("officer accepts", "nobody@club.example", "--item", "request")
    assert "Nobody is called “nobody@club.example”" in nobody
    stale = desk.refused("officer accepts", OLGA, "--item", "request", "--seen", "1")
    assert "[stale]" in stale


def test_a_key_does_it_once(desk: Desk, request_file: str) -> None:
    desk.does("applicant sends", "applicant", "--with", request_file)
    words = ("--of", "client", "--key", "a")
    assert "Photo – Anna Liepa" in desk.does("scanner fails", "provider:scanner", *words)
    assert desk.does("scanner fails", "provider:scanner", *words).strip() == ""


def test_two_people_and_the_history_of_both(desk: Desk, request_file: str) -> None:
    desk.does("applicant sends", "applicant", "--with", request_file)
    for _ in range(3):
        desk.does("scanner fails", "provider:scanner", "--of", "client")
    desk.does("officer passes", OLGA, "--of", "client", "--reason", "Seen in person")
    assert "[other role]" in desk.refused("approver confirms", OLGA, "--of", "client")
    desk.does("approver confirms", PETER, "--of", "client")
    text = desk.run("case", "history", desk.member.case_id, "--lang", "en").output
    assert "Olga Kalna (Officer) · Pass (proposed) · Photo – Anna Liepa · “Seen in person”" in text
    assert "Peter (Approver) · Pass (confirmed) · Photo – Anna Liepa" in text
    assert "Olga Kalna (Officer) · Pass · Photo – Anna Liepa: Under review → Passed" in text
    assert "Scanner · Photo – Anna Liepa: Invited → Under review" in text
    rows: list[Any] = json.loads(
        desk.run("case", "history", desk.member.case_id, "--format", "json").stdout
    )
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))


def test_a_file_goes_with_a_step(desk: Desk, request_file: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("a plan")
    more = ("--with", request_file, "--file", f"plan={plan}")
    desk.does("applicant sends", "applicant", *more)
    late = desk.refused(
        "applicant saves", "applicant", "--item", "request", "--file", f"plan={plan}"
    )
    assert "This cannot be done in its present status." in late
    nowhere = desk.refused(
        "applicant saves", "applicant", "--item", "request", "--file", f"nothing={plan}"
    )
    assert "No question “nothing” takes a file here." in nowhere


def test_an_operator_who_acts_for_somebody_stands_in_the_history(
    desk: Desk, request_file: str
) -> None:
    desk.does("applicant sends", "applicant", "--with", request_file)
    product = build_club(desk.folder, FixedClock(SystemClock().now()))
    with product.store.read() as view:
        actions = [(each.action, each.side) for each in view.audit.of_case(desk.member.case_id)]
    product.close()
    assert ("sent by an operator", "system") in actions
