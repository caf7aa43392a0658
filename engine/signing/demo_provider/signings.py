"""Signings of the provider for rehearsals: in memory, and in files that outlive it."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.ports import Clock

FILE: Final = "signings.json"
NAME: Final = "name"
"""What the file ends in that keeps the name of another one."""

LASTS: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who is to sign: what the client told, and how far it is."""

    id: str
    token: str = field(repr=False)
    full_name: str = field(repr=False)
    code: str = field(repr=False)
    state: str = "pending"
    email: str = field(default="", repr=False)
    country: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """One signing: its documents by token, who signs, and where the client is called."""

    token: str = field(repr=False)
    kind: str
    title: str
    lang: str
    called: str = field(repr=False)
    created: str
    documents: tuple[tuple[str, str], ...]
    """Names with the tokens of their files."""
    signers: tuple[Signatory, ...]
    mailed: bool = False
    """Whether the provider itself writes to the signers."""

    @property
    def state(self) -> str:
        """How the whole stands."""
        states = {one.state for one in self.signers}
        return "completed" if states == {"signed"} else "pending"

    def ends_at(self) -> datetime:
        """When it is deleted, with all that was signed."""
        return datetime.fromisoformat(self.created) + LASTS

    def signer(self, token: str) -> Signatory | None:
        """Who has this token."""
        same = (one for one in self.signers if secrets.compare_digest(one.token, token))
        return next(same, None)

    def with_state(self, id: str, state: str) -> Signing:
        """The same, once somebody did something."""
        changed = (replace(one, state=state) if one.id == id else one for one in self.signers)
        return replace(self, signers=tuple(changed))


class Signings:
    """All signings and files; every change is on the disk before it is known."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.lock = threading.RLock()
        self._folder, self._clock = folder, clock
        self._files = folder / "files"
        self._files.mkdir(parents=True, exist_ok=True)
        self._all: dict[str, Signing] = {}
        kept = folder / FILE
        for one in json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else ():
            known = _read(one)
            self._all[known.token] = known

    def upload(self, name: str, content: bytes) -> str:
        """Keep a file; its token."""
        token = secrets.token_hex(20)
        self.put(token, content)
        self.put(f"{token}{NAME}", name.encode())
        return token

    def name(self, token: str) -> str:
        """What an uploaded file is called."""
        return (self.file(f"{token}{NAME}") or b"").decode() or token

    def put(self, token: str, content: bytes) -> None:
        """Keep the content of a file under its token."""
        _write(self._files / token, content)

    def file(self, token: str) -> bytes | None:
        """The content of a file; None where there is none."""
        place = self._files / token
        return place.read_bytes() if token.isalnum() and place.exists() else None

    def find(self, token: str) -> Signing | None:
        """A signing that has not ended."""
        known = self._all.get(token)
        return known if known is not None and self._clock.now() < known.ends_at() else None

    def every(self) -> tuple[Signing, ...]:
        """All there are."""
        return tuple(self._all.values())

    def keep(self, signing: Signing) -> Signing:
        """Keep a signing as it is now."""
        with self.lock:
            self._store({**self._all, signing.token: signing})
        return signing

    def delete(self, token: str) -> None:
        """Forget a signing, and what was signed in it."""
        with self.lock:
            known = self._all.get(token)
            for place in (token, *(one for _, one in known.documents)) if known else ():
                (self._files / place).unlink(missing_ok=True)
                (self._files / f"{place}{NAME}").unlink(missing_ok=True)
            self._store({key: one for key, one in self._all.items() if key != token})

    def _store(self, everything: dict[str, Signing]) -> None:
        told = [asdict(one) for one in everything.values()]
        _write(self._folder / FILE, json.dumps(told, ensure_ascii=False).encode())
        self._all = everything


def _read(told: Mapping[str, Any]) -> Signing:
    signers = tuple(Signatory(**one) for one in told["signers"])
    documents = tuple((name, token) for name, token in told["documents"])
    return Signing(**{**told, "signers": signers, "documents": documents})


def _write(place: Path, content: bytes) -> None:
    fresh = place.with_name(f"{place.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    fresh.replace(place)
