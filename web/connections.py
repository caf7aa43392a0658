"""Connections of the embedded server: none may wait for ever, and one address not hold them all.

A connection waits while no request of it is being answered: it was just opened, sends slowly, is
kept for the next request, or does not read its answer. Who opens too many of these loses the
oldest, so that people behind the same address, and everybody else, are always let in. No thread
waits for somebody to read: an answer is kept whole, and nothing asked before it is read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from socket import AF_INET6, IPPROTO_IPV6, IPV6_V6ONLY, SO_REUSEADDR, SOL_SOCKET, socket
from typing import Any, Final, cast

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import MultiSocketServer, TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

MOST: Final = 1_000
"""Connections in all."""

SPARE: Final = 20
"""Connections before that at which the oldest goes, whoever holds it: waitress stops listening."""

MOST_WAITING: Final = 64
"""Waiting connections of one address: more than ten browsers hold."""

MOST_LARGE: Final = 8
"""Large requests that one address may be sending at a time."""

LARGE: Final = 1_048_576
HEADERS_IN: Final = 20.0
"""Seconds until the headers of a request must be there, from the first moment on."""

BODY_AFTER: Final = 30.0
"""Seconds after which a body must have come at ``SLOWEST`` bytes in a second, on the whole, or
an answer have gone."""

SLOWEST: Final = 2_048
IDLE: Final = 60
"""Seconds that a connection is kept for the next request."""

LARGEST_ANSWER: Final = 1_073_741_824
"""Bytes that a thread leaves to the loop that sends them, instead of waiting for who reads."""


class Connection(HTTPChannel):
    """A connection that knows how much it has sent of a request, read of an answer, and since when.

    Requests that are sent ahead of answers are dropped and the connection closes after the answer
    under way, as HTTP allows: each would hold an answer that nobody reads.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.begun: float = self.creation_time
        self.sent = 0
        self.read = 0
        self.was_served = False
        self.is_ahead = False

    def received(self, data: bytes) -> bool:
        """Take what was sent."""
        before, server = self.request, cast(Any, self.server)
        taken = bool(super().received(data))
        if self.request is None or self.request is not before:
            self.was_served = self.was_served or self.request is None or before is not None
            self.begun, self.sent, self.read = time.time(), 0, 0
        self.sent += len(data)
        self._drop_ahead()
        if self.request is not None and self.sent > LARGE and server.has_many_large(self):
            self.will_close = True
        return taken

    def service(self) -> None:
        """Answer a request."""
        super().service()
        waitress: Any = self
        with waitress.requests_lock:
            if self.is_ahead and not self.requests:
                self.close_when_flushed = True
        waitress.server.pull_trigger()

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the other side takes; how much."""
        taken = int(super().send(data, do_close))
        self.read += taken
        return taken

    def _drop_ahead(self) -> None:
        waitress: Any = self
        with waitress.requests_lock:
            ahead = waitress.requests[1:]
            del waitress.requests[1:]
            self.is_ahead = self.is_ahead or bool(ahead)
        for request in ahead:
            request.close()

    @property
    def address(self) -> str:
        """The network address of the other side."""
        return str(self.addr[0])

    @property
    def waits(self) -> bool:
        """Whether nothing of it is being answered."""
        return not self.requests and not self.will_close

    def is_slow(self, now: float) -> bool:
        """Whether what it sends comes too slowly, or never began, or it hardly reads."""
        passed = now - self.begun
        if self.total_outbufs_len:
            return passed > BODY_AFTER and self.read < passed * SLOWEST
        if self.request is not None and self.request.headers_finished:
            return passed > BODY_AFTER and self.sent < passed * SLOWEST
        return passed > HEADERS_IN and (self.request is not None or not self.was_served)


class Server(TcpWSGIServer):
    """Waitress with limits for each address and for the time that a request may take."""

    channel_class = Connection
    per_address = MOST_WAITING

    def accept(self) -> Any:
        """The next connection; an old one goes where there are too many."""
        accepted = super().accept()
        if accepted is not None:
            self._make_room(str(accepted[1][0]))
        return accepted

    def maintenance(self, now: float) -> None:
        """Close what is idle or too slow."""
        super().maintenance(int(now))
        for connection in self._waiting():
            if connection.is_slow(now):
                connection.will_close = True

    def has_many_large(self, one: Connection) -> bool:
        """Whether the address of a connection sends more large requests than it may."""
        if not self.per_address:
            return False
        large = [other for other in self._waiting() if other.sent > LARGE]
        return sum(other.address == one.address for other in large) > MOST_LARGE

    def _make_room(self, address: str) -> None:
        waiting = self._waiting()
        own = [one for one in waiting if one.address == address]
        if self.per_address and len(own) >= self.per_address:
            _oldest(own).will_close = True
        elif waiting and len(self._connections()) >= MOST - SPARE:
            _oldest(waiting).will_close = True

    def _waiting(self) -> list[Connection]:
        return [one for one in self._connections() if one.waits]

    def _connections(self) -> list[Connection]:
        channels: Any = self.active_channels
        return list(channels.values())


def _oldest(waiting: list[Connection]) -> Connection:
    return min(waiting, key=lambda one: one.last_activity)


def bound(host: str, port: int) -> list[socket]:
    """Sockets at an address, which several processes may listen on. Raises OSError."""
    sockets, places = [], cast(Any, Adjustments(host=host, port=port).listen)
    for family, kind, protocol, place in places:
        one = socket(family, kind, protocol)
        one.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if family == AF_INET6:
            one.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 1)
        one.bind(place)
        sockets.append(one)
    return sockets


def listening(
    app: Callable[..., Any], at: Sequence[socket], *, behind_proxy: bool, **adjustments: Any
) -> Any:
    """A server for ``app``; behind a proxy all come from one address, and the proxy limits them.

    What a proxy says of the caller is passed on then: ``app`` knows how many it may believe.
    """
    given = Adjustments(
        connection_limit=MOST,
        asyncore_use_poll=True,
        cleanup_interval=5,
        channel_timeout=IDLE,
        clear_untrusted_proxy_headers=not behind_proxy,
        outbuf_high_watermark=LARGEST_ANSWER,
        **adjustments,
    )
    sockets: dict[int, Any] = {}
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(given.threads)
    servers: list[Any] = [
        Server(
            app,
            sockets,
            _sock=one,
            dispatcher=dispatcher,
            adj=given,
            sockinfo=(one.family, one.type, one.proto, one.getsockname()),
            bind_socket=False,
        )
        for one in at
    ]
    for server in servers:
        server.per_address = 0 if behind_proxy else MOST_WAITING
    if len(servers) == 1:
        return servers[0]
    names = [(server.effective_host, server.effective_port) for server in servers]
    return MultiSocketServer(sockets, given, names, dispatcher, servers[-1].log_info)
