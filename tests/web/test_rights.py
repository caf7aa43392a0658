"""Who may open what: every route, for everybody, as the marks of the gate say and no more.

A route that is new is walked as well; one that says nothing of its readers is a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from engine.definitions.reading.item_drafts import OWN_PLACES
from engine.definitions.reading.programme import OWN_ADDRESSES
from engine.services.staff_accounts import NewStaff
from tests.journeys.serving import PROGRAMME, soup, token
from tests.web.ground import ELSEWHERE, OTHER, Ground, Somebody, prepared
from web.app import create_app
from web.gate import audience_of

MARKS = {"everyone", "applicant", "staff", "entering"}
ITEM = "<place>"
ODD = ("DELETE", "OPTIONS", "PATCH", "PUT", "TRACE")
OF_THE_BANK = ("officer", "approver", "accountant", "manager")
AUDITOR_FIRST = "/why"
"""An auditor is asked for a reason before anything of a case is shown."""
OPEN = {
    "GET staff.answers", "GET staff.ask_why", "GET staff.case", "GET staff.choose_text",
    "GET staff.document",
    "GET staff.documents", "GET staff.file", "GET staff.hand_over", "GET staff.history",
    "GET staff.messages", "GET staff.picture", "GET staff.step", "GET staff.why",
    "POST staff.comment", "POST staff.here", "POST staff.keep_message", "POST staff.keep_step",
    "POST staff.left",
    "POST staff.look_at", "POST staff.message_files", "POST staff.no_answer",
    "POST staff.original", "POST staff.say_why",
    "POST staff.take_over", "POST staff.take_step", "POST staff.write_message",
    "POST staff.write_note",
}  # fmt: skip
"""What is there of a case for all who read it for work."""
NOT_THERE = {
    "GET staff.message_file", "GET staff.reads", "GET staff.step_file",
    "POST staff.export", "POST staff.show_answer", "POST staff.show_code",
    "POST staff.start_call", "POST staff.step_files", "POST staff.take",
}  # fmt: skip
"""What the case at hand has nothing of, or not for whoever only works on it."""
UNASKED = {"GET staff.why", "POST staff.say_why", "POST staff.comment", "POST staff.take_over"}
"""Of an auditor no reason is asked where one is given, and where nothing is shown."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = prepared(tmp_path_factory.mktemp("rights"))
    yield made
    made.product.close()


def of_a_case(desk: str) -> Callable[[Rule], bool]:
    """Which routes of a desk lead to something of a case."""
    return lambda rule: rule.endpoint.startswith(desk) and "case_id" in rule.arguments


def of_a_programme(rule: Rule) -> bool:
    """Whether the address of a route names a programme."""
    return "programme" in rule.arguments


def guarded(ground: Ground) -> Callable[[Rule], bool]:
    """Which routes are not open to everyone."""
    return lambda rule: audience_of(ground.app, rule.endpoint) != "everyone"


def not_the_phone(rule: Rule) -> bool:
    """Every route but the phone of the demonstration, which receives what all banks send."""
    return rule.endpoint != "entrance.outbox"


def unexpected(
    ground: Ground, who: Somebody, asked: tuple[Rule, str, TestResponse], at: str = PROGRAMME
) -> str:
    """What is wrong with an answer below the address of a programme; empty for nothing."""
    rule, method, got = asked
    audience = audience_of(ground.app, rule.endpoint)
    door = {"applicant": f"/en/{at}/login"}.get(audience, "/en/staff/login")
    may_enter = {"everyone": True, "applicant": who.applicant}.get(audience, who.staff)
    if got.status_code >= 500:
        return "fails"
    if audience not in MARKS:
        return "says nothing of its readers"
    if audience == "staff" and who.staff and not who.roles:
        is_right = "programme" not in rule.arguments or got.status_code == 404
        return "" if is_right else "is open to staff of another programme"
    if not may_enter:
        turned = got.status_code == 401 if method == "POST" else got.location == door
        return "" if turned or got.status_code == 404 else "is open to whom it is not for"
    if audience == "applicant" and "case_id" in rule.arguments and not who.owner:
        return "" if got.status_code == 404 else "shows a case to another applicant"
    return "turns away whom it is for" if got.status_code in (401, 403) else ""


def test_every_route_answers_everybody_as_its_mark_says(ground: Ground) -> None:
    found = []
    for who in ground.everybody():
        before = ground.events()
        for asked in ground.walk(who):
            rule, method, got = asked
            if wrong := unexpected(ground, who, asked):
                found.append(f"{who.name}: {method} {rule.rule} {wrong} ({got.status_code})")
        may_write = who.owner or set(who.roles) - {"auditor"}
        if not may_write and ground.events() != before:
            found.append(f"{who.name} has changed the case")
    assert found == []


def test_at_another_bank_everybody_is_a_stranger(ground: Ground) -> None:
    flow, app = ground.product.programmes[PROGRAMME].flow, ground.app
    ours = [
        Somebody("applicant", ground.entered(app, ground.owner)),
        *(ground.colleague(app, role.name, (role.name,)) for role in flow.roles),
    ]
    theirs = ground.of_the_other_bank(app)
    there = {"programme": ELSEWHERE, "case_id": ground.guest_case, "place": "request"}
    before, found = ground.events(), []
    for people, at, secret, parts in (
        (theirs, PROGRAMME, ground.owner.email, {}),
        (ours, ELSEWHERE, ground.guest.email, there),
    ):
        for who in (replace(one, roles=()) for one in people):
            wanted = guarded(ground) if who.staff else not_the_phone
            for asked in ground.walk(who, wanted, **parts):
                rule, method, got = asked
                wrong = unexpected(ground, who, asked, at)
                if not wrong and secret.encode() in got.get_data():
                    wrong = "tells of whom it must not"
                if wrong:
                    found.append(f"{who.name}: {method} {rule.rule} {wrong} ({got.status_code})")
    assert found == []
    assert ground.events() == before


def test_every_page_of_a_case_answers_each_role_as_stated(ground: Ground) -> None:
    for role in (*OF_THE_BANK, "auditor"):
        who, found = ground.colleague(ground.app, role, (role,)), {}
        for rule, method, got in ground.walk(who, of_a_case("staff.")):
            found[f"{method} {rule.endpoint}"] = got
        assert set(found) == OPEN | NOT_THERE
        asked = {name for name, got in found.items() if AUDITOR_FIRST in (got.location or "")}
        missing = {name for name, got in found.items() if got.status_code == 404}
        refused = {name for name, got in found.items() if got.status_code in (401, 403)}
        stated = (OPEN | NOT_THERE) - UNASKED if role == "auditor" else set()
        assert (asked - UNASKED, missing, refused) == (stated, NOT_THERE - stated, set()), role


def test_nothing_of_a_case_is_found_below_another_programme(ground: Ground) -> None:
    officer = ground.colleague(ground.app, "officer", ("officer",))
    owner = Somebody("owner", ground.entered(ground.app, ground.owner))
    before, asked = ground.stored(), 0
    for who, desk in ((owner, "applicant."), (officer, "staff.")):
        for rule, method, got in ground.walk(who, of_a_case(desk), programme=OTHER):
            asked += 1
            assert got.status_code == 404, f"{who.name}: {method} {rule.rule}"
            assert f"/{PROGRAMME}/" not in got.get_data(as_text=True)
        for rule, method, got in ground.walk(who, of_a_programme, programme="nowhere"):
            assert got.status_code == 404, f"{who.name}: {method} {rule.rule}"
    assert asked > 50
    after = ground.stored()
    for kept in ("case_events", "answers", "files", "comments", "messages"):
        assert before.get(kept) == after.get(kept)


def test_whoever_works_in_two_programmes_goes_from_one_to_the_other(ground: Ground) -> None:
    both = ground.colleague(ground.app, "officer", ("officer",)).client
    page = soup(both.get(f"/en/staff/{PROGRAMME}/queues/~open"))
    links = {str(one["href"]): one.get("aria-current") for one in page.select(".masthead nav a")}
    assert links[f"/en/staff/{PROGRAMME}/"] == "true"
    assert links[f"/en/staff/{OTHER}/"] is None
    assert both.get(f"/en/staff/{OTHER}/").location.startswith(f"/en/staff/{OTHER}/queues/")

    known = {PROGRAMME: ("officer",)}
    new = NewStaff("one.programme@rights.example.org", "One Programme", known, "en", "Abcdef1!")
    one = ground.entered(ground.app, ground.product.staff.add(new).account)
    page = soup(one.get(f"/en/staff/{PROGRAMME}/queues/~open"))
    assert not page.select(f".masthead a[href='/en/staff/{OTHER}/']")
    assert not page.select(".masthead details")
    assert one.get(f"/en/staff/{OTHER}/").status_code == 404


def test_keys_are_off_in_every_browser_of_whoever_switched_them_off(ground: Ground) -> None:
    new = NewStaff("keys@rights.example.org", "Keys", {PROGRAMME: ("officer",)}, "en", "Abcdef1!")
    account = ground.product.staff.add(new).account
    first, second = (ground.entered(ground.app, account) for _ in range(2))
    page = soup(first.get("/en/staff/keys"))
    typed = {"csrf_token": token(page), "keys": "off"}
    assert first.post("/en/staff/keys", data=typed).status_code == 303
    for browser in (first, second):
        html = soup(browser.get("/en/staff/profile")).html
        assert html is not None
        assert html["data-keys"] == "off"


def test_ready_texts_of_ones_own_are_offered_to_oneself_wherever_one_writes(
    ground: Ground,
) -> None:
    mine, theirs = (ground.colleague(ground.app, "officer", ("officer",)).client for _ in range(2))
    of_case = f"/en/staff/{PROGRAMME}/cases/{ground.case}"
    page = soup(mine.get("/en/staff/texts"))
    typed = {"csrf_token": token(page), "language": "en", "title": "Blurred", "text": "Too dark."}
    assert mine.post("/en/staff/texts", data={**typed, "text": " "}).status_code == 422
    assert mine.post("/en/staff/texts", data={**typed, "language": "xx"}).status_code == 400
    assert mine.post("/en/staff/texts", data=typed).status_code == 303
    kept = soup(mine.get("/en/staff/texts")).select_one("details input[name=id]")
    assert kept is not None
    foreign = {
        **typed,
        "csrf_token": token(soup(theirs.get("/en/staff/texts"))),
        "id": kept["value"],
    }
    assert theirs.post("/en/staff/texts", data=foreign).status_code == 404
    theirs.post("/en/staff/texts", data={**foreign, "_do": "remove"})

    returning = f"{of_case}/do/application/officer-returns"
    for address, name in ((f"{of_case}/messages", "text"), (returning, "comment")):
        page = soup(mine.get(address))
        typed = {"csrf_token": token(page), name: "Please look:", "_do": of_own(page, "Blurred")}
        shown = soup(mine.post(address, data=typed, follow_redirects=True))
        area = shown.select_one(f"textarea[name={name}]")
        assert area is not None
        assert area.get_text().split() == ["Please", "look:", "Too", "dark."]
        assert "Blurred" not in theirs.get(address).get_data(as_text=True)

    document = f"{of_case}/documents/application"
    page = soup(mine.get(document))
    on = next(str(one["value"]) for one in page.select("form.writing [name=_on]") if one["value"])
    typed = {"csrf_token": token(page), "_on": on, "text": "See below.", "_do": "choose"}
    page = soup(mine.get(mine.post(f"{document}/comment", data=typed).location))
    typed = {"csrf_token": token(page), "_on": on, "_do": of_own(page, "Blurred")}
    mine.post(f"{document}/comment", data=typed)
    written = [one.get_text() for one in soup(mine.get(document)).select("form.writing textarea")]
    assert [one.split() for one in written if one.strip()] == [["See", "below.", "Too", "dark."]]


def of_own(page: BeautifulSoup, title: str) -> str:
    """What the button of a ready text sends."""
    (button,) = (one for one in page.select(".ready-text") if title in one.get_text())
    return str(button["value"])


def test_odd_methods_fail_nowhere_and_do_nothing(ground: Ground) -> None:
    officer = ground.colleague(ground.app, "officer", ("officer",)).client
    owner = ground.entered(ground.app, ground.owner)
    before = ground.stored()
    for rule in ground.routes():
        for client in by_whom(ground, rule, officer, owner):
            for method in ODD:
                got = client.open(ground.address(rule), method=method)
                told = (200, 401, 404, 405) if method == "OPTIONS" else (405,)
                assert got.status_code in told, f"{method} {rule.rule}: {got.status_code}"
                assert not got.get_data() or got.status_code != 200
    assert ground.stored() == before
    for rule in ground.routes():
        for client in by_whom(ground, rule, officer, owner):
            got = client.head(ground.address(rule))
            assert got.status_code < 500, rule.rule
            assert got.get_data() == b""


def by_whom(
    ground: Ground, rule: Rule, officer: FlaskClient, owner: FlaskClient
) -> tuple[FlaskClient, ...]:
    """Whose browser may get furthest with a route: whoever has no business there is sent away."""
    audience = audience_of(ground.app, rule.endpoint)
    return {"staff": (officer,), "applicant": (owner,)}.get(audience, (officer, owner))


def test_a_post_without_its_own_token_changes_nothing(ground: Ground) -> None:
    app = create_app(ground.product)
    foreign = token(soup(app.test_client().get(f"/en/{PROGRAMME}/login")))
    people = [who for who in ground.everybody(app) if who.name in ("stranger", "owner", "officer")]
    before = ground.stored()
    for who in people:
        for rule in ground.routes():
            if "POST" in (rule.methods or ()):
                got = who.client.post(ground.address(rule), data={"_do": "send"})
                assert got.status_code in (400, 401), f"{who.name}: {rule.rule}"
    _stranger, owner, officer = (who.client for who in people)
    assert owner.get(f"/en/{PROGRAMME}/profile").status_code == 200  # not even logged out
    assert officer.get("/en/staff/profile").status_code == 200
    assert ground.stored() == before
    for who in people:
        for rule in ground.routes():
            if "POST" in (rule.methods or ()):  # of a page that is too old: shown again at most
                typed = {"csrf_token": foreign, "_do": "send"}
                assert who.client.post(ground.address(rule), data=typed).status_code < 500
    after = ground.stored()
    for shown in ("reads", "read_marks"):  # what is shown again is recorded as read
        after[shown] = before[shown]
    assert after == before


def test_addresses_of_the_product_are_no_names_of_programmes(ground: Ground) -> None:
    parts = [rule.rule.strip("/").split("/") for rule in ground.app.url_map.iter_rules()]
    first = {words[1] if words[0].startswith("<lang") else words[0] for words in parts if words[1:]}
    first |= {words[0] for words in parts if len(words) == 1}
    fixed = {word for word in first if word and not word.startswith("<")}
    assert fixed <= OWN_ADDRESSES


def test_addresses_below_a_case_are_no_names_of_items(ground: Ground) -> None:
    parts = [rule.rule.strip("/").split("/") for rule in ground.app.url_map.iter_rules()]
    before = {tuple(words[: words.index(ITEM)]) for words in parts if ITEM in words}
    beside = {
        words[len(place)] for place in before for words in parts
        if tuple(words[: len(place)]) == place and len(words) > len(place)
    }  # fmt: skip
    fixed = {word for word in beside if not word.startswith("<")}
    assert "history" in fixed
    assert fixed <= OWN_PLACES
