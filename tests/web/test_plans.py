"""Statements of pages: found by an index whatever there is, and no more of them for more cases.

A small database is enough: SQLite plans without statistics as it plans for a large one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, event

from engine.jobs.purge import purge
from engine.jobs.timers import tick
from engine.services.control import CONTROL_LISTS
from engine.services.desk_lists import StaffViewer, groups
from tests.journeys.serving import PROGRAMME, ROOT
from tests.web.ground import Ground, Somebody, prepared

MOST = 60
"""Statements of one page."""
SMALL = {"staff", "bundles", "ledger_head"}
"""Tables that do not grow with cases."""
SHORT = {
    "registrations", "recoveries", "contact_changes", "factors", "throttles", "lockouts",
}  # fmt: skip
"""What is kept for hours, or had by few; it is purged by a look at each row."""
SCAN = re.compile(r"SCAN (\w+)")
NAMED = re.compile(r'(?:FROM|JOIN|,) "?(\w+)"?(?: AS "?(\w+)"?)?')

Seen = list[tuple[str, object]]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = prepared(tmp_path_factory.mktemp("plans"))
    yield made
    made.product.close()


@pytest.fixture
def statements(ground: Ground) -> Seen:
    """Everything that is asked of the database from now on."""
    seen: Seen = []

    def note(
        _connection: Connection, _cursor: object, statement: str, parameters: object, *_rest: object
    ) -> None:
        seen.append((statement, parameters))

    for engine in (ground.product.store._engines.reading, ground.product.store._engines.writing):
        event.listen(engine, "before_cursor_execute", note)
    return seen


def lists(ground: Ground, who: Somebody) -> Iterator[str]:
    """Every list of the desk: the page after its first, and narrowed in one way or another."""
    flow, home = ground.product.programmes[PROGRAMME].flow, f"/en/staff/{PROGRAMME}"
    viewer = StaffViewer("", PROGRAMME, who.roles, "en")
    named = [each for group in groups(viewer, flow) for each in group.lists]
    ways = ("taken=free", "taken=me&due=overdue", "choice=np_new_client&taken=all")
    for place, each in enumerate(named):
        yield next_page(who.client, f"{home}/queues/{each.name}?taken=all")
        yield f"{home}/queues/{each.name}?{ways[place % len(ways)]}"
    for name in CONTROL_LISTS:
        yield next_page(who.client, f"{home}/audit/{name}")


def next_page(client: FlaskClient, address: str) -> str:
    """The page after one; that one where it is the last."""
    found = re.search(r'rel="next" href="([^"]+)"', client.get(address).get_data(as_text=True))
    return found[1].replace("&amp;", "&") if found else address


def asked(ground: Ground, statements: Seen) -> dict[str, Seen]:
    """What is asked for every page that the applicant and a member of staff can get."""
    roles = tuple(role.name for role in ground.product.programmes[PROGRAMME].flow.roles)
    colleague = ground.colleague(ground.app, "everything", roles)
    owner = Somebody("owner", ground.entered(ground.app, ground.owner), applicant=True)
    found: dict[str, Seen] = {}
    for who in (owner, colleague):
        for rule in ground.routes():
            if "GET" in (rule.methods or ()) and "logout" not in rule.endpoint:
                statements.clear()
                assert who.client.get(ground.address(rule)).status_code < 500, rule.rule
                found[f"{who.name} {rule.rule}"] = list(statements)
    for address in list(lists(ground, colleague)):
        statements.clear()
        assert colleague.client.get(address).status_code == 200, address
        found[re.sub(r"after=[^&]+", "after", address)] = list(statements)
    return found


def scanned(ground: Ground, pages: Mapping[str, Seen]) -> set[str]:
    """Statements that look at every row of a table that grows."""
    found, tables = set(), {}
    with ground.product.store.read() as view:
        growing = set(view.connection.dialect.get_table_names(view.connection)) - SMALL
        for seen in pages.values():
            tables.update(dict(seen))
        for statement, parameters in tables.items():
            if statement.split(" ", 1)[0] in ("SELECT", "UPDATE", "DELETE"):
                names = {alias or name: name for name, alias in NAMED.findall(statement)}
                plan = view.connection.exec_driver_sql(
                    f"EXPLAIN QUERY PLAN {statement}", parameters
                )
                for step in plan:
                    whole = SCAN.match(step.detail)
                    is_page = "USING INDEX" in step.detail and "WHERE" not in statement
                    if whole and not is_page and names.get(whole[1], whole[1]) in growing:
                        found.add(f"{step.detail}: {statement}")
    return found


def test_no_page_looks_at_every_row_or_asks_once_for_each(
    ground: Ground, statements: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = asked(ground, statements)
    assert scanned(ground, few) == set()
    assert max(map(len, few.values())) <= MOST, max(few, key=lambda page: len(few[page]))
    monkeypatch.syspath_prepend(str(Path(ROOT, "benchmarks")))
    crowd = __import__("many_cases").Crowd(ground.product, ground.owner.email)
    crowd.write(60)
    many = asked(ground, statements)
    assert scanned(ground, many) == set()
    more = {page: (len(few.get(page, many[page])), len(many[page])) for page in many}
    assert {page: grown for page, grown in more.items() if grown[1] > grown[0] + 3} == {}
    assert sys.modules.pop("many_cases", None)


def test_jobs_find_what_they_do_by_an_index(ground: Ground, statements: Seen) -> None:
    bench = ground.product.worker._bench
    purge(bench, "")
    tick(bench, "")
    found = scanned(ground, {"jobs": statements})
    assert not [each for each in found if not SHORT.intersection(each.split())], found
