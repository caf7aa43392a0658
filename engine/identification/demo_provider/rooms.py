"""Rooms of the provider for rehearsals, as meetings of Zoom: in a file that outlives it."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.ports import Clock

FILE: Final = "rooms.json"
FIRST: Final = 81_000_000_000
HOST: Final = {"id": "rehearsal-host", "name": "Bank", "user_email": "host@bank.example"}


@dataclass(frozen=True, slots=True)
class Room:
    """One meeting: what it is told to be, and who was in it, as far as it was held."""

    id: str
    told: Mapping[str, Any] = field(repr=False)
    status: str = "waiting"
    began: str = ""
    ended: str = ""
    guests: tuple[str, ...] = ()
    """Names of those who came; empty again once it is held anew."""

    @property
    def uuid(self) -> str:
        """The name of one call in the room."""
        return hashlib.sha256(f"{self.id} {self.began}".encode()).hexdigest()[:22]

    @property
    def key(self) -> str:
        """What the link holds instead of the passcode."""
        return hashlib.sha256(f"{self.id} {self.told.get('password', '')}".encode()).hexdigest()[
            :32
        ]

    def as_told(self, address: str) -> dict[str, Any]:
        """The meeting, as the API tells it."""
        named = ("topic", "type", "start_time", "duration", "password")
        return {
            **{name: self.told.get(name) for name in named},
            "id": int(self.id),
            "uuid": self.uuid,
            "host_id": HOST["id"],
            "host_email": HOST["user_email"],
            "status": "started" if self.status == "started" else "waiting",
            "join_url": f"{address}/j/{self.id}?pwd={self.key}",
            "start_url": f"{address}/s/{self.id}?zak={self.key[::-1]}",
        }

    def as_past(self) -> dict[str, Any]:
        """The call that was held, as the API tells it."""
        return {
            "uuid": self.uuid,
            "id": int(self.id),
            "host_id": HOST["id"],
            "user_email": HOST["user_email"],
            "start_time": self.began,
            "end_time": self.ended,
            "participants_count": 1 + len(self.guests),
        }


class Rooms:
    """All rooms; every change is in the file before it is known."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._file = folder / FILE
        self._clock = clock
        self._lock = threading.Lock()
        self._all: dict[str, Room] = {}
        folder.mkdir(parents=True, exist_ok=True)
        if self._file.exists():
            for one in json.loads(self._file.read_text(encoding="utf-8")):
                self._all[one["id"]] = Room(**{**one, "guests": tuple(one["guests"])})

        self._newest = max((int(id) for id in self._all), default=FIRST)

    def create(self, told: Mapping[str, Any]) -> Room:
        """A new room."""
        with self._lock:
            self._newest += 1
            return self._keep(Room(str(self._newest), told))

    def find(self, id: str) -> Room | None:
        """A room that was not removed."""
        return self._all.get(id)

    def all(self) -> tuple[Room, ...]:
        """Every room, the oldest first."""
        return tuple(self._all.values())

    def change(self, id: str, told: Mapping[str, Any]) -> Room:
        """Another time, another passcode."""
        with self._lock:
            known = self._all[id]
            return self._keep(replace(known, told={**known.told, **told}))

    def remove(self, id: str) -> None:
        """No such room any more."""
        with self._lock:
            self._all.pop(id, None)
            self._write()

    def begin(self, id: str) -> Room:
        """The host is there."""
        with self._lock:
            begun = replace(self._all[id], status="started", began=self._now(), ended="")
            return self._keep(replace(begun, guests=()))

    def enter(self, id: str, name: str) -> Room:
        """Somebody comes in."""
        with self._lock:
            known = self._all[id]
            return self._keep(replace(known, guests=(*known.guests, name)))

    def end(self, id: str) -> Room:
        """The call is over."""
        with self._lock:
            return self._keep(replace(self._all[id], status="ended", ended=self._now()))

    def _keep(self, one: Room) -> Room:
        self._all = {**self._all, one.id: one}
        self._write()
        return one

    def _write(self) -> None:
        fresh = self._file.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump([asdict(known) for known in self._all.values()], file, ensure_ascii=False)
        fresh.replace(self._file)

    def _now(self) -> str:
        return self._clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
