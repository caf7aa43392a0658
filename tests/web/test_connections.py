"""Who opens connections and sends nothing, or hardly anything, keeps nobody else out."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from threading import Thread
from typing import Any

import pytest

from web import connections
from web.connections import (
    BODY_AFTER,
    HEADERS_IN,
    IDLE,
    LARGE,
    MOST_WAITING,
    SLOWEST,
    bound,
    listening,
)

ASK = b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n"
LONG = b"x" * 20_000_000
HEAD = b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n"


def app(environ: Any, start_response: Any) -> list[bytes]:
    answer = LONG if environ["PATH_INFO"] == "/long" else b"ok"
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]


@pytest.fixture
def server() -> Iterator[Any]:
    with serving(behind_proxy=False) as made:
        yield made


@contextmanager
def serving(*, behind_proxy: bool) -> Iterator[Any]:
    made = listening(app, bound("127.0.0.1", 0), behind_proxy=behind_proxy, threads=2)
    thread = Thread(target=made.run, daemon=True)
    thread.start()
    yield made
    made.close()
    thread.join(timeout=10)


def opened(stack: ExitStack, server: Any, sent: Sequence[bytes]) -> list[socket.socket]:
    """Connections, each of which sends the beginning of a request."""
    found = []
    for part in sent:
        one = stack.enter_context(
            socket.create_connection(("127.0.0.1", int(server.effective_port)), 30)
        )
        one.sendall(part)
        found.append(one)
    return found


def status(server: Any, headers: dict[str, str] | None = None) -> int:
    connection = HTTPConnection("127.0.0.1", int(server.effective_port), timeout=30)
    connection.request("GET", "/", headers=headers or {})
    found = connection.getresponse().status
    connection.close()
    return found


def wait(until: Callable[[], bool]) -> None:
    """Until the server's own thread has come so far."""
    for _ in range(600):
        if until():
            return
        time.sleep(0.05)
    raise AssertionError("it never came so far")


def waiting(server: Any) -> list[Any]:
    return server._waiting()  # type: ignore[no-any-return]


def test_130_half_open_connections_keep_nobody_out(server: Any) -> None:
    with ExitStack() as stack:
        opened(stack, server, [HEAD + b"x"] * 40 + [b"GET / HTTP/1.1\r\nHos"] * 90)
        assert status(server) == 200
        wait(lambda: len(waiting(server)) <= MOST_WAITING)
        assert status(server) == 200


def test_who_does_not_read_answers_holds_no_thread(server: Any) -> None:
    with ExitStack() as stack:
        opened(stack, server, [ASK * 100] * 4)
        wait(lambda: sum(bool(one.total_outbufs_len) for one in waiting(server)) == 4)
        assert status(server) == 200
        server.maintenance(time.time() + BODY_AFTER + 60 * 60)
        wait(lambda: not any(one.total_outbufs_len for one in waiting(server)))


def test_of_requests_sent_ahead_one_is_answered(server: Any) -> None:
    with ExitStack() as stack:
        (one,) = opened(stack, server, [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 3])
        found = b""
        while more := one.recv(1000):
            found += more
        assert found.count(b"200 OK") == 1


def test_behind_a_proxy_the_proxy_limits() -> None:
    with serving(behind_proxy=True) as server, ExitStack() as stack:
        opened(stack, server, [b"GET / HTTP/1.1\r\nHos"] * (MOST_WAITING + 20))
        wait(lambda: len(waiting(server)) == MOST_WAITING + 20)
        assert status(server) == 200


def test_where_there_are_too_many_in_all_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 60)
    with serving(behind_proxy=True) as server, ExitStack() as stack:
        first, *_ = opened(stack, server, [b"GET / HTTP/1.1\r\nHos"] * 100)
        assert status(server) == 200
        assert first.recv(1) == b""


@pytest.mark.parametrize(
    ("sent", "seconds", "goes"),
    [
        (b"", HEADERS_IN - 5, False),
        (b"", HEADERS_IN + 5, True),
        (b"GET / HT", HEADERS_IN - 5, False),
        (b"GET / HT", HEADERS_IN + 5, True),
        (HEAD + b"x", BODY_AFTER - 5, False),
        (HEAD + b"x", BODY_AFTER + 5, True),
        (HEAD + b"x" * SLOWEST * 60, BODY_AFTER + 5, False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", HEADERS_IN + 5, False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", IDLE + 5, True),
    ],
    ids=range(9),
)
def test_a_connection_has_its_time(server: Any, sent: bytes, seconds: float, goes: bool) -> None:
    with ExitStack() as stack:
        (one,) = opened(stack, server, [sent])
        if sent.endswith(b"\r\n\r\n") and sent != HEAD:
            assert answered(one).startswith(b"HTTP/1.1 200")
        wait(lambda: len(waiting(server)) == 1 and has_taken(waiting(server)[0], sent))
        (connection,) = waiting(server)
        server.maintenance(time.time() + seconds)
        assert connection.will_close is goes
        if goes:
            assert one.recv(1) == b""


def answered(connection: socket.socket) -> bytes:
    """A whole answer, however many packets it comes in."""
    found = b""
    while not found.endswith(b"ok"):
        found += connection.recv(1000)
    return found


def has_taken(connection: Any, sent: bytes) -> bool:
    return bool(connection.sent >= len(sent))


def test_one_address_sends_few_large_requests_at_a_time(server: Any) -> None:
    with ExitStack() as stack:
        large = HEAD + b"x" * (LARGE + 1)
        opened(stack, server, [large] * connections.MOST_LARGE)
        wait(lambda: [one.sent > LARGE for one in waiting(server)] == [True] * 8)
        (more,) = opened(stack, server, [HEAD])
        wait(lambda: is_refused(more))
        assert status(server) == 200


def is_refused(connection: socket.socket) -> bool:
    """Whether the other side takes nothing more."""
    try:
        return not connection.send(b"x" * 65_536)
    except ConnectionError:
        return True
