"""``signature``: signed files as the product judges them."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import click

from engine.base.errors import AnketaError
from engine.base.system import SystemClock
from engine.signatures.believed import rehearsal_of
from engine.signatures.check import checked
from engine.signatures.findings import SignedFile
from engine.signatures.problems import SignatureRefused
from engine.signatures.rehearsal.signing import RehearsedSignature, signed_anyhow
from engine.signatures.told import file_told
from engine.signatures.trust import Trust
from terminal.environment import settings_of
from terminal.output import say, say_json, told

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("signature")
def signature() -> None:
    """Signed files that come back."""


@signature.command("check")
@click.argument("file", type=FILE)
@click.option("--trust", "trusted", type=FILE, multiple=True, help="Certificates in PEM.")
@click.option("--crl", "lists", type=FILE, multiple=True, help="Revoked ones, in DER or PEM.")
@click.option("--at", "at", help="The time of the check, as 2026-11-26T16:00:00Z; else now.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@told
def check(
    file: Path, trusted: tuple[Path, ...], lists: tuple[Path, ...], at: str | None, form: str
) -> None:
    """Say what is signed, by whom and how far that is proved; exit 1 where it is not accepted."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it finds is told below
    trust = Trust(at=_time(at))
    for path in trusted:
        trust = trust.with_certificates(path.read_bytes())
    for path in lists:
        trust = trust.with_list(path.read_bytes())
    found = checked(file.read_bytes(), file.name, trust)
    if form == "json":
        say_json(file_told(found))
    else:
        _shown(found, trust)
    if not found.accepted:
        raise click.exceptions.Exit(1)


@signature.command("rehearse")
@click.argument("file", type=FILE)
@click.option("--name", required=True, help="Name and surname of whoever signs.")
@click.option("--code", required=True, help="The personal code.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Its folder.")
@told
def rehearse(file: Path, name: str, code: str, out: Path, data: Path | None) -> None:
    """Sign a container or a PDF as somebody of a demonstration; nobody else trusts it."""
    settings, at = settings_of(data, demo=True), SystemClock().now()
    authority = rehearsal_of(settings, at)
    signature = RehearsedSignature(authority.person(name, code, at), at, authority.clock(at))
    try:
        out.write_bytes(signed_anyhow(file.read_bytes(), signature))
    except SignatureRefused as fault:
        raise AnketaError(str(fault)) from None
    say(f"{out}: signed as {name} {code}")


def _time(told_at: str | None) -> datetime:
    if told_at is None:
        return SystemClock().now()
    try:
        read = datetime.fromisoformat(told_at)
    except ValueError:
        raise AnketaError(f"“{told_at}” is no time. Write it as 2026-11-26T16:00:00Z.") from None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def _shown(found: SignedFile, trust: Trust) -> None:
    for document in found.documents:
        say(f"{document.name}  sha256 {document.sha256}")
    for one in found.signatures:
        at = one.at.isoformat(timespec="seconds") if one.at else "unknown"
        say(f"{one.signer.name} {one.signer.code}".strip() + f" ({one.level})")
        say(f"  content:    {one.content}")
        say(f"  chain:      {one.chain} (at {trust.at.isoformat(timespec='seconds')})")
        say(f"  revocation: {one.revocation}")
        say(f"  time:       {one.time}, {at}")
    for problem in found.every_problem:
        say(f"{problem.code}: {problem.message}", style="red")
    say("Accepted." if found.accepted else "Not accepted.")
    say("Not looked at: whether a signature is qualified, and proofs for the long term.")
