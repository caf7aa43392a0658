"""``doctor`` says what ``serve`` would refuse, and what could not be sent."""

from __future__ import annotations

import base64
import resource
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from engine.services.databases import migrate
from engine.settings import settings
from tests.fakes import Mailbox
from tests.house.tree import ROOT

KEYS = {
    "ANKETA_SECRET_KEY": "s" * 40,
    "ANKETA_ANSWERS_KEYS": f"a:{base64.b64encode(bytes(32)).decode()}",
}
SENDING = {
    "SMTP_HOST": "127.0.0.1", "SMTP_SECURITY": "none", "SMS_GATEWAY_URL": "http://127.0.0.1:9/sms",
    "ANKETA_BASE_URL": "https://onboarding.example",
}  # fmt: skip


def examined(data: Path, environment: Mapping[str, str], *words: str) -> Result:
    given = ["doctor", "--data", str(data), *words]
    return CliRunner(env=dict(environment)).invoke(cli.main, given)


def ready(data: Path) -> Path:
    """A data folder with a database of this version."""
    chosen = {"ANKETA_DATA": str(data), "ANKETA_DEMO": "yes", "ANKETA_FREE_SPACE_MB": "0"}
    migrate(settings.read(chosen))
    return data


def lines(answer: Result) -> dict[str, bool]:
    """What was looked at, and whether it was fine."""
    found = (line for line in answer.output.splitlines() if line[:4] in ("ok  ", "NO  "))
    return {line[4:].partition(":")[0]: line.startswith("ok") for line in found}


def test_a_demonstration_needs_nothing_more(tmp_path: Path) -> None:
    found = lines(examined(ready(tmp_path / "data"), {}, "--demo"))
    found.pop("Catalogs")  # whether they are compiled is no matter of this folder
    assert set(found.values()) == {True}


def test_secrets_that_serve_demands_are_missed(tmp_path: Path) -> None:
    data = ready(tmp_path / "data")
    served = CliRunner(env={}).invoke(cli.main, ["serve", "--data", str(data)])
    assert served.exit_code == 1
    answer = examined(data, {})
    assert answer.exit_code == 1
    assert lines(answer)["Secrets"] is False
    assert "ANKETA_SECRET_KEY" in served.output
    assert "ANKETA_SECRET_KEY: set it" in answer.output


def test_definitions_are_those_of_serve(tmp_path: Path) -> None:
    broken = tmp_path / "definitions"
    (broken / "flows").mkdir(parents=True)
    (broken / "flows" / "x.yaml").write_text("programme: x\n", "utf-8")
    answer = examined(ready(tmp_path / "data"), {}, "--demo", "--definitions", str(broken))
    assert lines(answer)["Definitions"] is False


def test_what_cannot_be_sent_is_missed(tmp_path: Path) -> None:
    found = lines(examined(ready(tmp_path / "data"), KEYS))
    assert (found["Secrets"], found["Mail"], found["Short messages"]) == (True, False, False)
    assert found["Base address"] is False


def test_a_mail_server_that_answers_nothing_is_missed(tmp_path: Path) -> None:
    environment = {**KEYS, **SENDING, "SMTP_PORT": "9"}
    found = lines(examined(ready(tmp_path / "data"), environment))
    assert (found["Base address"], found["Mail"], found["Short messages"]) == (True, False, False)


def test_a_mail_server_that_answers_is_fine(tmp_path: Path, smtp_server: Mailbox) -> None:
    environment = {**KEYS, **SENDING, "SMTP_PORT": str(smtp_server.port)}
    environment["SMS_GATEWAY_URL"] = f"http://127.0.0.1:{smtp_server.port}/sms"
    found = lines(examined(ready(tmp_path / "data"), environment))
    assert (found["Mail"], found["Short messages"]) == (True, True)


def test_the_database_is_for_its_owner_only(tmp_path: Path) -> None:
    data = ready(tmp_path / "data")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in data.glob("anketa.sqlite3*")}
    assert set(modes.values()) == {0o600}
    data.chmod(0o755)
    (data / "anketa.sqlite3").chmod(0o644)
    assert lines(examined(data, {}, "--demo"))["Data folder"] is False
    ready(data)
    assert lines(examined(data, {}, "--demo"))["Data folder"] is True


def test_a_database_of_an_older_version_is_missed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    found = lines(examined(tmp_path / "data", {}, "--demo"))
    assert found["Database"] is False
    assert "Start" not in found


@pytest.mark.parametrize("word", ["Python", "Disk", "Start"])
def test_it_looks_at_the_machine_too(tmp_path: Path, word: str) -> None:
    translations = str(ROOT / "translations")
    answer = examined(ready(tmp_path / "data"), {"ANKETA_TRANSLATIONS": translations}, "--demo")
    if word != "Start" or lines(answer)["Catalogs"]:
        assert lines(answer)[word] is True


def test_a_single_sign_on_without_a_role_and_a_host_without_a_bank_are_told(tmp_path: Path) -> None:
    issuer = {"OIDC_ISSUER": "https://login.example", "OIDC_CLIENT_ID": "anketa"}
    data = ready(tmp_path / "data")
    away = {"BANK_HOSTS": "elsewhere=https://a.example"}
    wrong = examined(data, {**issuer, **away, "OIDC_ROLES": "desk=elsewhere/officer"}, "--demo")
    assert lines(wrong)["Hosts of banks"] is False
    assert "elsewhere is no bank" in wrong.output
    assert lines(wrong)["Single sign-on"] is False
    assert "unknown: elsewhere/officer" in wrong.output
    own = {"BANK_HOSTS": "magnetiq=https://a.example"}
    right = examined(data, {**issuer, **own, "OIDC_ROLES": "desk=magnetiq/officer"}, "--demo")
    assert lines(right)["Hosts of banks"] is True
    assert lines(right)["Single sign-on"] is True
    plain = {**issuer, "OIDC_ISSUER": "http://login.example"}
    assert (
        "OIDC_ISSUER: write an https address" in examined(ready(tmp_path / "other"), plain).output
    )


def test_a_disk_that_takes_nothing_is_told_and_leaves_nothing_half(tmp_path: Path) -> None:
    data = ready(tmp_path / "data")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        answer = examined(data, {}, "--demo")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert answer.exit_code == 1
    assert lines(answer)["Trust"] is False
    assert lines(answer)["Mail"] is True
    assert lines(examined(data, {}, "--demo"))["Trust"] is True
