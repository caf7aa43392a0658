"""A request as it came, and an answer to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """``target`` is path and query exactly as they were sent."""

    method: str
    target: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def path(self) -> str:
        """The path, decoded."""
        return unquote(self.target.partition("?")[0])

    @property
    def query(self) -> dict[str, str]:
        """What the query says."""
        return dict(parse_qsl(urlsplit(self.target).query))

    @property
    def form(self) -> dict[str, str]:
        """The body as a form."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace")))


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def json_answer(told: Mapping[str, Any], status: int = 200) -> Answer:
    """An answer of the API."""
    body = json.dumps(told, ensure_ascii=False).encode()
    return Answer(status, body, {"Content-Type": "application/json"})


def refusal(status: int, name: str, description: str) -> Answer:
    """An error of the API."""
    told = {"code": status, "correlationId": "rehearsal", "errorName": name}
    return json_answer({**told, "description": description}, status)
