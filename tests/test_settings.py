"""Settings are read from the environment, and bad ones are refused all together."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest

from engine.accounts.desk import LoginLimits
from engine.settings.demo_secrets import FILE_NAME, with_own_secrets
from engine.settings.settings import (
    SETTINGS,
    SettingsRefused,
    read,
    require_secrets,
)
from tests.stores import at_once

KEY = base64.b64encode(b"k" * 32).decode()
SECRET = "s" * 32


def test_every_default_can_be_read() -> None:
    settings = read({})
    assert settings.session_idle == timedelta(minutes=15)
    assert settings.session_length == timedelta(hours=12)
    assert settings.demo is False
    assert settings.database.endswith("/data/anketa.sqlite3")
    assert LoginLimits.of(settings) == LoginLimits()


def test_every_setting_has_its_own_name_and_a_meaning() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(set(names)) == len(names)
    assert all(setting.meaning for setting in SETTINGS)


@pytest.mark.parametrize(
    ("name", "text", "attribute", "value"),
    [
        ("ANKETA_DATA", "/srv/anketa", "data", Path("/srv/anketa")),
        ("DATABASE_URL", "postgresql://db/anketa", "database", "postgresql://db/anketa"),
        ("ANKETA_DEMO", "YES", "demo", True),
        ("ANKETA_DEMO", "0", "demo", False),
        ("ANKETA_BASE_URL", "https://bank.example/", "base_url", "https://bank.example"),
        ("TRUSTED_HOSTS", "a.example, b.example,", "trusted_hosts", ("a.example", "b.example")),
        (
            "BANK_HOSTS",
            "a=https://a.example/, b=http://b.example:8000",
            "bank_hosts",
            {"a": "https://a.example", "b": "http://b.example:8000"},
        ),
        ("ANKETA_CODE_MINUTES", " 5 ", "code_length", timedelta(minutes=5)),
        ("ANKETA_REGISTRATION_HOURS", "48", "registration_length", timedelta(days=2)),
        ("SMTP_SECURITY", "tls", "smtp_security", "tls"),
        ("SMTP_PORT", "", "smtp_port", 587),
    ],
)
def test_a_setting_is_read(name: str, text: str, attribute: str, value: object) -> None:
    assert getattr(read({name: text}), attribute) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ANKETA_DEMO", "maybe"),
        ("ANKETA_BASE_URL", "bank.example"),
        ("ANKETA_BASE_URL", "ftp://bank.example"),
        ("ANKETA_BASE_URL", "https://bank.example/?next=x"),
        ("BANK_HOSTS", "a.example"),
        ("BANK_HOSTS", "a=https://a.example, a=https://b.example"),
        ("BANK_HOSTS", "a=https://a.example/pages"),
        ("BANK_HOSTS", "a=https://a.example, b=https://A.example:8443"),
        ("SMTP_PORT", "0"),
        ("SMTP_PORT", "65536"),
        ("SMTP_PORT", "25 "[:2] + "x"),
        ("SMTP_PORT", "²"),
        ("SMTP_SECURITY", "ssl"),
        ("ANKETA_CODE_MINUTES", "-1"),
        ("ANKETA_SECRET_KEY", "short"),
        ("ANKETA_ANSWERS_KEYS", "no colon"),
        ("ANKETA_ANSWERS_KEYS", f"a b:{KEY}"),
        ("ANKETA_ANSWERS_KEYS", "a:%%%"),
        ("ANKETA_ANSWERS_KEYS", "a:" + base64.b64encode(b"k" * 16).decode()),
    ],
)
def test_a_bad_setting_is_refused_by_name_and_not_repeated(name: str, text: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        read({name: text})
    assert list(refused.value.faults) == [name]
    assert text not in str(refused.value)


def test_all_bad_settings_are_told_at_once() -> None:
    with pytest.raises(SettingsRefused) as refused:
        read({"ANKETA_DEMO": "x", "SMTP_PORT": "x", "ANKETA_LOG_LEVEL": "x"})
    assert set(refused.value.faults) == {"ANKETA_DEMO", "SMTP_PORT", "ANKETA_LOG_LEVEL"}


def test_keys_keep_their_order() -> None:
    other = base64.b64encode(b"o" * 32).decode()
    keys = read({"ANKETA_ANSWERS_KEYS": f"new:{KEY}, old:{other}"}).answers_keys
    assert list(keys.items()) == [("new", b"k" * 32), ("old", b"o" * 32)]


def test_secrets_show_nowhere() -> None:
    settings = read(
        {
            "ANKETA_SECRET_KEY": "CANARY" * 6,
            "ANKETA_ANSWERS_KEYS": f"a:{KEY}",
            "SMTP_PASSWORD": "CANARY",
            "SMS_GATEWAY_TOKEN": "CANARY",
            "DATABASE_URL": "postgresql://user:CANARY@db/anketa",
        }
    )
    assert "CANARY" not in repr(settings)
    assert "kkkk" not in repr(settings)


def test_in_earnest_secrets_must_be_set() -> None:
    with pytest.raises(SettingsRefused) as refused:
        require_secrets(read({}))
    assert set(refused.value.faults) == {"ANKETA_SECRET_KEY", "ANKETA_ANSWERS_KEYS"}
    settings = read({"ANKETA_SECRET_KEY": SECRET, "ANKETA_ANSWERS_KEYS": f"a:{KEY}"})
    assert require_secrets(settings) is settings


def test_a_demonstration_makes_its_secrets_once(tmp_path: Path) -> None:
    settings = read({"ANKETA_DATA": str(tmp_path / "deep" / "data"), "ANKETA_DEMO": "yes"})
    first, second = with_own_secrets(settings), with_own_secrets(settings)
    assert first == second
    assert require_secrets(first)
    file = settings.data / FILE_NAME
    assert file.stat().st_mode & 0o777 == 0o600
    assert settings.data.stat().st_mode & 0o077 == 0
    assert [path.name for path in settings.data.iterdir()] == [FILE_NAME]
    assert set(json.loads(file.read_text())) == {"secret_key", "answers_key"}


def test_demonstrations_that_start_together_agree(tmp_path: Path) -> None:
    settings = read({"ANKETA_DATA": str(tmp_path)})
    made = at_once(8, lambda _: with_own_secrets(settings).secret_key)
    assert len(set(made)) == 1


def test_secrets_that_are_set_are_kept(tmp_path: Path) -> None:
    given = {"ANKETA_SECRET_KEY": SECRET, "ANKETA_ANSWERS_KEYS": f"a:{KEY}"}
    settings = read({**given, "ANKETA_DATA": str(tmp_path / "data")})
    assert with_own_secrets(settings) is settings
    assert not (tmp_path / "data").exists()
    half = read({"ANKETA_SECRET_KEY": SECRET, "ANKETA_DATA": str(tmp_path)})
    assert with_own_secrets(half).secret_key == SECRET
    assert list(with_own_secrets(half).answers_keys) == ["own"]
