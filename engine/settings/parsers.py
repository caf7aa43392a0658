"""How the texts of settings are read; each reader raises ``ValueError`` that says what to write."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from engine.base.sites import host_of

KEY_BYTES: Final = 32
SHORTEST_SECRET: Final = 32


def flag(text: str) -> bool:
    """Yes or no."""
    if text.lower() not in {"yes", "no", "true", "false", "1", "0"}:
        message = "write yes or no"
        raise ValueError(message)
    return text.lower() in {"yes", "true", "1"}


def whole(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from ``least`` to ``most``."""

    def read(text: str) -> int:
        number = int(text) if text.isdecimal() else least - 1
        if not least <= number <= most:
            message = f"write a whole number from {least} to {most}"
            raise ValueError(message)
        return number

    return read


def span(unit: str) -> Callable[[str], timedelta]:
    """A reader of positive whole numbers of a unit, as ``minutes``."""
    number = whole(1, 1_000_000)
    return lambda text: timedelta(**{unit: number(text)})


def one_of(*words: str) -> Callable[[str], str]:
    """A reader of one of some words."""

    def read(text: str) -> str:
        if text not in words:
            message = f"write one of {', '.join(words)}"
            raise ValueError(message)
        return text

    return read


def names(text: str) -> tuple[str, ...]:
    """Names divided by commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def paths(text: str) -> tuple[Path, ...]:
    """Files divided by commas."""
    return tuple(Path(name) for name in names(text))


def address(text: str) -> str:
    """An address without a slash at its end."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        message = "write an address as https://onboarding.example"
        raise ValueError(message)
    return text.rstrip("/")


def addresses(text: str) -> Mapping[str, str]:
    """Addresses by name: ``bank=https://onboarding.example``, each with a host of its own."""
    found = {}
    for part in names(text):
        name, _, written = part.partition("=")
        site = address(written.strip())
        if not name.strip() or name.strip() in found or urlsplit(site).path:
            message = "write BANK=https://HOST, each bank once, several divided by commas"
            raise ValueError(message)
        found[name.strip()] = site
    if len({host_of(site) for site in found.values()}) < len(found):
        message = "give each bank a host of its own: browsers keep ports apart in nothing"
        raise ValueError(message)
    return MappingProxyType(found)


def secret(text: str) -> str:
    """A secret that is long enough, or nothing."""
    if text and len(text) < SHORTEST_SECRET:
        message = f"write at least {SHORTEST_SECRET} random characters"
        raise ValueError(message)
    return text


def keys(text: str) -> Mapping[str, bytes]:
    """Keys by name, in the order in which they were written."""
    keys = {}
    for part in names(text):
        name, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if len(key) != KEY_BYTES or not name.isalnum():
            message = f"write NAME:BASE64 of {KEY_BYTES} random bytes, several divided by commas"
            raise ValueError(message)
        keys[name] = key
    return MappingProxyType(keys)


def optional_address(text: str) -> str:
    """An address, kept as it is written, or nothing."""
    if text:
        address(text)
    return text


def roles(text: str) -> Mapping[str, tuple[str, str]]:
    """Programme and role by the value that stands for them: ``staff-officers=bank/officer``."""
    found = {}
    for part in names(text):
        value, _, meant = part.rpartition("=")
        programme, _, role = meant.partition("/")
        if not value.strip() or not programme.strip() or not role.strip():
            message = "write VALUE=PROGRAMME/ROLE, several divided by commas"
            raise ValueError(message)
        found[value.strip()] = (programme.strip(), role.strip())
    return MappingProxyType(found)
