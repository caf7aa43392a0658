"""The auditor in a browser: asked why, reading only, and a case taken away that proves itself."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from engine.bootstrap import Product
from engine.store import checkpoints
from terminal.auditing import audit
from tests.browser.looking import DESK, is_accessible, shown_if_stuck
from tests.journeys.cases import at_the_desk, hired, played
from tests.journeys.serving import PROGRAMME

CLIENT = "A client who is identified"


def begins_at_all_cases(page: Page, case_id: str) -> None:
    """Nothing waits for whoever only reads: they come to the cases that are open."""
    assert page.url.endswith("/queues/~open")
    assert page.locator(f"#main a[href*='{case_id}']").count()


def test_a_case_is_taken_away_and_checked_elsewhere(
    chromium: Browser, address: str, product: Product, tmp_path: Path
) -> None:
    officer, auditor = hired(product, "Ilze", "officer"), hired(product, "Ada", "auditor")
    play = played(product, (officer,), CLIENT)
    page = at_the_desk(chromium, address, auditor, "en", viewport=DESK)
    here = f"{address}/en/staff/{PROGRAMME}/cases/{play.case_id}"
    with shown_if_stuck(page):
        begins_at_all_cases(page, play.case_id)
        page.goto(f"{here}/answers")
        assert page.url == f"{here}/why?to=answers"
        page.get_by_label("Control of the work of the Bank").check()
        page.locator("#main button[type=submit]").click()
        page.wait_for_url(f"{here}/answers")
        is_accessible(page, "answers of somebody who only reads")
        page.locator(".audit-tools summary").click()
        is_accessible(page, "tools for control")
        with page.expect_download() as waited:
            page.get_by_role("button", name="Export as JSON").click()
        taken = tmp_path / waited.value.suggested_filename
        waited.value.save_as(taken)
        page.goto(f"{here}/reads")
        read = page.locator(".history").inner_text()
        assert ("Export" in read, "Control of the work of the Bank" in read) == (True, True)

    told = json.loads(taken.read_text(encoding="utf-8"))
    export = told["export"]
    assert taken.name == f"{export['case']['number']}.json"
    assert [one["event"] for one in export["history"]] == [one.number for one in play.load().events]
    assert export["documents"][0]["versions"][0]["answers"]
    assert any(one["kind"] == "submissions" for one in export["ledger"]["entries"])
    code = play.typed["client.personal_code"][0]
    assert code[-5:] not in taken.read_text(encoding="utf-8")

    with product.store.read() as view:
        key = checkpoints.public_key(view.vault)

    def checked(key: str = key) -> tuple[int, str]:
        done = CliRunner().invoke(audit, ["check", str(taken), "--key", key])
        return done.exit_code, done.output

    count = len(export["ledger"]["entries"])
    assert checked()[0] == 0, checked()
    assert f"its {count} entries stand in the ledger" in checked()[1]
    export["history"][0]["who"] = "Somebody else"
    taken.write_text(json.dumps(told), encoding="utf-8")
    assert checked()[0] == 1
    assert "altered" in checked()[1]
