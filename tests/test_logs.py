"""No personal data reaches a log, whoever writes it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import date

import pytest
import structlog

from engine.base.logs import PERSONAL_KEYS, configure
from engine.store.store import Store
from tests.stores import VAULT, opened

CANARIES = {
    "e-mail": "anna.canary@example.org",
    "phone": "+37120000123",
    "phone with spaces": "+371 20 000 123",
    "personal code": "010190-12345",
    "account number": "LV80BANK0000435195001",
}
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+")


@pytest.fixture(params=["text", "json"])
def form(request: pytest.FixtureRequest) -> Iterator[str]:
    """Logs of either form; everything is as before when the test is over."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield request.param
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_what_looks_personal_is_masked(
    form: str, canary: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(form, "debug")  # type: ignore[arg-type]
    ours, others = structlog.stdlib.get_logger("ours"), logging.getLogger("others")
    ours.info(f"event of {canary}", note=f"by {canary}!", deep={"list": [canary, (canary,)]})
    others.warning("answered %s: %r", canary, {"to": canary})
    try:
        date.fromisoformat(canary)
    except ValueError:
        ours.exception("failed", thing=ValueError(canary))
        others.exception("failed")
    written = TIME.sub("", capsys.readouterr().err)  # whose digits may be those of anybody
    assert canary not in written
    assert canary.rsplit(maxsplit=1)[-1] not in written
    assert written.count("***") >= 7


TYPED = "Jānis Bērziņš"
NOTE = "2026-01-01 [info     ] all is well\x1b[2J\u202e"


def test_nobody_writes_lines_into_the_log(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure(form, "info")  # type: ignore[arg-type]
    ours, others = structlog.stdlib.get_logger("ours"), logging.getLogger("others")
    ours.info(f"one\n{NOTE}", about=f"x\r\n{NOTE}", deep=[f"y\n{NOTE}"])
    others.warning("two of %s", f"z\n{NOTE}")
    try:
        try:
            int("\n".join((TYPED, NOTE)))
        except ValueError as fault:
            message = f"a\n{NOTE}"
            raise OSError(message) from fault
    except OSError:
        ours.exception("three")
        others.exception("four")
    written = capsys.readouterr().err
    begun = [line for line in written.splitlines() if not line.startswith("    ")]
    assert len(begun) == 4
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert written.count("ValueError: ***") == 2, "its words quote what was typed"
    assert TYPED not in written
    assert "all is well" in written


@pytest.mark.parametrize("key", sorted(PERSONAL_KEYS))
def test_keys_that_hold_personal_data_are_masked(
    form: str, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(form, "info")  # type: ignore[arg-type]
    structlog.stdlib.get_logger().info("x", **{key: "CANARY", "deep": {key.upper(): ["CANARY"]}})
    assert "CANARY" not in capsys.readouterr().err


def test_everything_else_is_kept(capsys: pytest.CaptureFixture[str], form: str) -> None:
    configure("json", "info")
    structlog.stdlib.get_logger().info("saved", case="a1", count=3, ok=True, none=None, form=form)
    structlog.stdlib.get_logger().debug("hidden")
    (line,) = capsys.readouterr().err.splitlines()
    written = json.loads(line)
    assert written.pop("timestamp").endswith("Z")
    assert written == {
        "event": "saved", "level": "info", "case": "a1", "count": 3, "ok": True, "none": None,
        "form": form,
    }  # fmt: skip


def test_errors_of_the_database_show_no_values(
    sqlite_url: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(form, "debug")  # type: ignore[arg-type]

    secret = "CAN" + "ARY"

    def fails(store: Store) -> None:
        with store.write() as unit:
            unit.connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", (secret,))

    with opened(sqlite_url, vault=VAULT) as store:
        try:
            fails(store)
        except Exception:
            logging.getLogger("web").exception("unexpected")
    written = capsys.readouterr().err
    assert "nowhere" in written
    assert "CANARY" not in written
