"""Requests that nobody's browser sends: any method, body, token, cookie and header, anywhere."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final
from urllib.parse import quote, urlencode

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse

from tests.journeys.serving import Applicant, soup, token
from tests.web.test_abuse import NAUGHTY, OPERANDS, VERBS

METHODS: Final = ("GET", "GET", "POST", "POST", "POST", "POST", "POST", "HEAD", "OPTIONS", "PUT")
BOUNDARY: Final = b"edge"
PARTS: Final = (
    b"", b"form-data", b"form-data; name", b"form-data; name=", b'form-data; name=""',
    b'form-data; name="a', b"form-data; name*=utf-8''%ff", b'attachment; filename="x"',
    b'form-data; filename="a.pdf"', b'form-data; name="file"; filename=""',
    b'form-data; name="file"; filename*=utf-8\'\'%00.pdf', b'form-data; name="_do"; filename="x"',
    b'form-data; name="csrf_token"; filename="x"', b'form-data; name="\xff\xfe"',
    b'form-data; name="file"; filename="../../x.pdf"', b'form-data; name="detach"',
)  # fmt: skip
TYPES: Final = (
    "", "application/json", "text/plain; charset=nonsense", "multipart/form-data",
    'multipart/form-data; boundary="', "multipart/form-data; boundary=" + "x" * 300, "a/b; c=d; c",
    "application/x-www-form-urlencoded; charset=utf-16", "\xff/\xfe",
)  # fmt: skip
HEADERS: Final[Mapping[str, Sequence[str]]] = {
    "Accept-Language": ("", "*", "ru;q=", "lv,en;q=0.x", "xx-" + "y" * 200, "\xff"),
    "HX-Request": ("true", ""),
    "HX-Target": ("form", "\xff"),
    "X-Forwarded-For": ("1.2.3.4", "unknown", ", ,"),
    "X-Forwarded-Proto": ("https", "javascript"),
    "Range": ("bytes=0-", "bytes=9-1", "x"),
    "If-None-Match": ('"x"', "W/*"),
    "If-Modified-Since": ("yesterday",),
    "Referer": ("javascript:alert(1)", "http://[::1"),
    "Origin": ("null", "http://[", "https://example.com"),
    "User-Agent": ("", "x" * 5_000),
    "X-Requested-With": ("XMLHttpRequest",),
}
PIECES: Final = (
    "..", "%2e%2e", "%00", "%ff%fe", "a%0d%0ab", "0", "1", "2", "99999", "-1", "٣", "1" * 400,
    "'\"<>", "x" * 300, "",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """What requests may be about: the application and people who have registered."""

    app: Flask
    owners: Sequence[Applicant]
    nobody: FlaskClient
    names: Sequence[str] = field(default_factory=list)
    """Names of questions that a post may answer."""


def addresses(world: World, chance: Random) -> str:
    """An address of one of the application's rules, or none of them."""
    rule = chance.choice(list(world.app.url_map.iter_rules()))
    owner = chance.choice(world.owners)
    known: dict[str, Sequence[str]] = {
        "lang": ("en", "lv", "ru", "xx"),
        "programme": ("magnetiq", "nothing"),
        "case_id": (owner.case_id, owner.case_id, world.owners[0].case_id, "unknown"),
        "stage": (owner.stage, owner.stage, "unknown", "photo_id"),
        "name": ("client.identity_document", "submitter.identity_document", "privacy_notice"),
        "number": ("1", "1", "0", "2", "99999"),
    }
    parts = []
    for is_dynamic, part in rule._trace:
        given = known.get(part, PIECES) if is_dynamic else (part,)
        choice = chance.choice(given)
        parts.append(choice if choice not in known or chance.random() < 0.9 else "x")
    path = "".join(parts).replace("|", "")
    if chance.random() < 0.1:
        path = f"{path}/{chance.choice(PIECES)}"
    if chance.random() < 0.1:
        path += f"?{quote(chance.choice(NAUGHTY)[:50])}={quote(chance.choice(NAUGHTY)[:50])}"
    return path


def send(world: World, seed: int) -> TestResponse:
    """The answer to the request of a seed."""
    chance = Random(seed)  # noqa: S311 - the same request for the same seed
    owner = chance.choice(world.owners)
    client = chance.choice((owner.client, owner.client, world.nobody))
    path = addresses(world, chance)
    mark = _token(owner, client, chance)
    body, kind = chance.choice((_form, _form, _parts, _bytes))(world, chance, mark)
    headers = [
        (name, chance.choice(HEADERS[name]))
        for name in chance.sample(sorted(HEADERS), chance.choice((0, 0, 1, 3)))
    ]
    builder = EnvironBuilder(method=chance.choice(METHODS), path="/")
    builder.input_stream = io.BytesIO(body)
    environ: dict[str, Any] = builder.get_environ()
    where, _, query = path.partition("?")
    environ |= {
        "PATH_INFO": where.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": query,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": chance.choice((str(len(body)),) * 20 + ("", "-1", "x", "99999999999")),
    }
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers}
    if chance.random() < 0.05:
        environ["HTTP_COOKIE"] = chance.choice(("x", "anketa=x; anketa=y", "=;=", "\xff"))
    return client.open(environ)


Body = Callable[[World, Random, str], tuple[bytes, str]]


def _token(owner: Applicant, client: FlaskClient, chance: Random) -> str:
    """A token of the client's own most times, else of another one or none."""
    turn = chance.random()
    if turn < 0.2:
        return chance.choice(("", "x", "\x00", "a.b.c"))
    page = soup(client.get("/en/magnetiq/login" if client is not owner.client else owner.address))
    return token(page) if page.select("input[name=csrf_token]") else ""


def _fields(world: World, chance: Random, mark: str) -> list[tuple[str, str]]:
    fields = [("csrf_token", mark)] if chance.random() < 0.95 else []
    if chance.random() < 0.9:
        verb, operand = chance.choice([*VERBS, "continue"]), chance.choice(OPERANDS)
        fields.append(("_do", f"{verb}:{operand}" if chance.random() < 0.5 else verb))
    for _ in range(chance.choice((0, 1, 3, 9))):
        name = chance.choice([*world.names, *world.names, *NAUGHTY])
        fields.append((name[:200], chance.choice((*NAUGHTY, "yes", "LV", "1"))))
    if chance.random() < 0.3:
        fields.append(("_version", chance.choice(("0", "1", "x", "-1"))))
    chance.shuffle(fields)
    return fields


def _form(world: World, chance: Random, mark: str) -> tuple[bytes, str]:
    body = urlencode(_fields(world, chance, mark)).encode()
    return body, "application/x-www-form-urlencoded"


def _parts(world: World, chance: Random, mark: str) -> tuple[bytes, str]:
    """A multipart body with good parts and with parts that have no or a strange name."""
    parts = [
        b'form-data; name="%s"\r\n\r\n%s' % (quote(name).encode(), value.encode("utf-8", "replace"))
        for name, value in _fields(world, chance, mark)
    ]
    parts += [
        chance.choice(PARTS) + b"\r\n\r\n" + chance.choice((b"", b"%PDF-1.7", b"x"))
        for _ in range(chance.randint(0, 3))
    ]
    chance.shuffle(parts)
    body = b"".join(b"--%s\r\nContent-Disposition: %s\r\n" % (BOUNDARY, part) for part in parts)
    end = chance.choice((b"--%s--\r\n" % BOUNDARY,) * 5 + (b"", b"--" + BOUNDARY))
    return body + end, f"multipart/form-data; boundary={BOUNDARY.decode()}"


def _bytes(_world: World, chance: Random, mark: str) -> tuple[bytes, str]:
    body = chance.choice((b"", b"{}", b"%ff=1", chance.randbytes(60), b"=&=&&&", b"a" * 2_000_000))
    return b"csrf_token=" + quote(mark).encode() + b"&" + body, chance.choice(TYPES)
