"""``doctor``: everything that ``serve`` needs, and everything without which nothing can be sent."""

from __future__ import annotations

import os
import shutil
import smtplib
import socket
import ssl
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final
from urllib.parse import urlsplit

import click

from engine.base.errors import AnketaError
from engine.bootstrap import build
from engine.definitions.loader import check
from engine.language.catalogs import LANGUAGES
from engine.rules.durable import installed
from engine.services.databases import database_file
from engine.services.opened import prepared
from engine.settings.settings import SETTINGS, Settings
from engine.store.schema import check as check_schema
from terminal.doctor_outside import SetupFinding, identification, senders, signing, trust
from terminal.environment import has_own_secrets, settings_of
from terminal.output import say, told

SECONDS: Final = 5.0
"""For a mail server or a gateway to answer."""

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_OLDEST, _FIRST_TOO_NEW = (3, 11), (3, 13)


Look = Callable[[Settings], SetupFinding]


@click.command("doctor")
@click.option(
    "--definitions",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the definitions.",
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the database and the files.",
)
@click.option("--demo", is_flag=True, help="A demonstration: nothing leaves this machine.")
@told
def doctor(definitions: Path | None, data: Path | None, *, demo: bool) -> None:
    """Look at everything the product needs; exit 1 if something is missing."""
    settings = settings_of(data, demo=demo or has_own_secrets(data))
    if definitions is not None:
        settings = replace(settings, definitions=definitions)
    findings = list(_findings(settings))
    for one in findings:
        say(f"{'ok ' if one.fine else 'NO '} {one.what}: {one.how}", "" if one.fine else "red")
        if one.advice and not one.fine:
            say(f"    {one.advice}")
    say()
    for setting in SETTINGS:
        given = os.environ.get(setting.name, "")
        shown = ("set" if given else "not set") if setting.secret else given or setting.default
        say(f"{setting.name}={shown}  {setting.meaning}", "dim")
    if not all(one.fine for one in findings):
        raise click.exceptions.Exit(1)


def _findings(settings: Settings) -> Iterator[SetupFinding]:
    all_fine = True
    for look in _LOOKS:
        found = _looked(look, settings)
        all_fine &= found.fine
        yield found
    if all_fine:  # what is missing would only be told a second time
        yield _start(settings)


def _looked(look: Look, settings: Settings) -> SetupFinding:
    """What a look finds; a disk that is full or cannot be written to hides nothing else."""
    try:
        return look(settings)
    except OSError as fault:
        name = look.__name__.strip("_").replace("_", " ").capitalize()
        return SetupFinding(name, False, str(fault), "Look at the data folder and its disk.")


def _python(_settings: Settings) -> SetupFinding:
    python = ".".join(map(str, sys.version_info[:3]))
    fits = _OLDEST <= sys.version_info[:2] < _FIRST_TOO_NEW
    return SetupFinding("Python", fits, python, "Use Python 3.11 or 3.12.")


def _second_engine(_settings: Settings) -> SetupFinding:
    durable = installed()
    return SetupFinding(
        "Second rule engine",
        durable,
        f"durable-rules {version('durable-rules')}" if durable else "not installed",
        "Install a C compiler and the Python headers, then run `make setup` again. Until "
        "then decisions of the machine are held for a person.",
    )


def _secrets(settings: Settings) -> SetupFinding:
    if settings.demo:
        return SetupFinding("Secrets", True, "made by the demonstration itself")
    try:
        prepared(settings)
    except AnketaError as fault:
        how = " ".join(str(fault).split())
        return SetupFinding("Secrets", False, how, "Or serve a demonstration: --demo.")
    return SetupFinding("Secrets", True, "set")


def _definitions(settings: Settings) -> SetupFinding:
    _definitions, faults = check(settings.definitions)
    errors = sum(fault.severity == "error" for fault in faults)
    how = f"{settings.definitions}, {errors} errors"
    return SetupFinding("Definitions", not errors, how, "Run `check`.")


def _sign_on(settings: Settings) -> SetupFinding:
    """Whether what OIDC_ROLES names is there; without a single sign-on nothing is wrong."""
    if not settings.oidc_issuer:
        return SetupFinding("Single sign-on", True, "none")
    found, _faults = check(settings.definitions)
    programmes = found.programmes if found else {}
    known = {(name, role.name) for name, one in programmes.items() for role in one.flow.roles}
    wrong = [f"{name}/{role}" for name, role in settings.oidc_roles.values()]
    wrong = [each for each in wrong if tuple(each.split("/", 1)) not in known]
    fine = bool(settings.oidc_client_id and settings.oidc_roles) and not wrong
    how = f"unknown: {', '.join(wrong)}" if wrong else settings.oidc_issuer
    advice = "Set OIDC_CLIENT_ID, and OIDC_ROLES with roles of the definitions."
    return SetupFinding("Single sign-on", fine, how, advice)


def _catalogs(settings: Settings) -> SetupFinding:
    compiled = [lang for lang in LANGUAGES if _mo(settings.translations, lang).exists()]
    how = f"compiled: {', '.join(compiled) or '–'}"
    return SetupFinding("Catalogs", len(compiled) == len(LANGUAGES), how, "Run `i18n compile`.")


def _mo(folder: Path, lang: str) -> Path:
    return folder / lang / "LC_MESSAGES" / "messages.mo"


def _database(settings: Settings) -> SetupFinding:
    kind = "SQLite" if database_file(settings) else "PostgreSQL"
    try:
        return SetupFinding("Database", True, f"{kind}, schema {check_schema(settings.database)}")
    except Exception as fault:  # noqa: BLE001 - whatever a driver raises, the doctor tells it
        how = f"{kind}, {type(fault).__name__}"
        return SetupFinding("Database", False, how, "Run `db upgrade`.")


def _folder(settings: Settings) -> SetupFinding:
    """The folder of people's data: the product writes there, and nobody else reads."""
    try:
        with TemporaryFile(dir=settings.data):
            pass
    except OSError as fault:
        how = f"{settings.data}: {fault.strerror}"
        return SetupFinding("Data folder", False, how, "Make it, or set ANKETA_DATA.")
    file = database_file(settings)
    open_ones = [
        place
        for place in (file, settings.data / "files")
        if place is not None and place.exists() and place.stat().st_mode & OTHERS
    ]
    if open_ones and settings.data.stat().st_mode & OTHERS:
        how = f"others may read {', '.join(map(str, open_ones))}"
        advice = f"chmod -R go= {settings.data}"
        return SetupFinding("Data folder", False, how, advice)
    return SetupFinding("Data folder", True, f"{settings.data}, for its owner only")


def _space(settings: Settings) -> SetupFinding:
    place = settings.data if settings.data.exists() else Path()
    free = shutil.disk_usage(place).free // 1_048_576
    advice = "Make room, or set ANKETA_FREE_SPACE_MB."
    return SetupFinding("Disk", free > settings.free_space, f"{free} MB free", advice)


def _address(settings: Settings) -> SetupFinding:
    fine = settings.demo or settings.base_url.startswith("https://")
    advice = "Set ANKETA_BASE_URL to an https address: cookies are for such pages only."
    return SetupFinding("Base address", fine, settings.base_url, advice)


def _hosts_of_banks(settings: Settings) -> SetupFinding:
    """Whether banks with a host of their own are there, and asked for by https."""
    found, _faults = check(settings.definitions)
    banks = {one.bank.name for one in found.programmes.values()} if found else set()
    own = settings.bank_hosts
    wrong = [f"{bank} is no bank with a programme" for bank in own if bank not in banks]
    wrong += [
        f"{site} is not https"
        for site in own.values()
        if not (settings.demo or site.startswith("https:"))
    ]
    told = ", ".join(wrong or (f"{bank}: {site}" for bank, site in own.items())) or "none"
    advice = "Set BANK_HOSTS to names of definitions/banks, each with an https address."
    return SetupFinding("Hosts of banks", not wrong, told, advice)


def _mail(settings: Settings) -> SetupFinding:
    if not settings.smtp_host:
        how = "the outbox of the demonstration" if settings.demo else "SMTP_HOST is not set"
        return SetupFinding("Mail", settings.demo, how, "Without it nobody can register.")
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        _greet(settings)
    except (OSError, smtplib.SMTPException) as fault:
        how = f"{where}, {type(fault).__name__}"
        return SetupFinding("Mail", False, how, "Look at the settings that begin with SMTP_.")
    return SetupFinding("Mail", True, where)


def _greet(settings: Settings) -> None:
    """Connect and log in as a mail would be sent, and send none."""
    context = ssl.create_default_context()
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SECONDS)
    with server:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.noop()


def _short_messages(settings: Settings) -> SetupFinding:
    if not settings.sms_gateway_url:
        how = "the outbox of the demonstration" if settings.demo else "SMS_GATEWAY_URL is not set"
        return SetupFinding("Short messages", settings.demo, how, "Without it nobody can register.")
    parts = urlsplit(settings.sms_gateway_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), SECONDS).close()
    except OSError as fault:
        how = f"{parts.hostname}:{port}, {type(fault).__name__}"
        return SetupFinding("Short messages", False, how, "Look at SMS_GATEWAY_URL.")
    return SetupFinding("Short messages", True, f"{parts.hostname}:{port}")


def _start(settings: Settings) -> SetupFinding:
    """Put everything together as ``serve`` does, and take it apart again."""
    try:
        build(settings).close()
    except (AnketaError, OSError) as fault:
        return SetupFinding("Start", False, str(fault), "`serve` says the same.")
    return SetupFinding("Start", True, "`serve` would serve")


_LOOKS: Final[tuple[Look, ...]] = (
    _python, _second_engine, _secrets, _definitions, _catalogs, _folder, _database, _space,
    _address, _hosts_of_banks, _sign_on, _mail, _short_messages, senders, identification,
    signing, trust,
)  # fmt: skip
