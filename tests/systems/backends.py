"""Servers that answer every request with their own name, so that a proxy's choice can be seen."""

import selectors
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BACKLOG = 512


@dataclass(frozen=True)
class Protocol:
    """How a request ends, and what answers it."""

    end: bytes
    answer: Callable[[bytes, bytes], bytes]


def http(_request: bytes, name: bytes) -> bytes:
    """The name as a page."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(name), name)


def memcached(request: bytes, name: bytes) -> bytes:
    """The name as what is stored under a key."""
    command, key, *_ = request.split(b" ")
    assert command == b"get", request
    return b"VALUE %s 0 %d\r\n%s\r\nEND\r\n" % (key, len(name), name)


HTTP = Protocol(b"\r\n\r\n", http)
MEMCACHED = Protocol(b"\r\n", memcached)


class Backends:
    """Such servers, all in one thread, for the length of a `with` block; they listen from `listen` on."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.selector = selectors.DefaultSelector()
        self.waker, wakes = socket.socketpair()
        self.selector.register(wakes, selectors.EVENT_READ, None)
        self.thread = threading.Thread(target=self.run)
        self.error: Exception | None = None

    def listen(self, name: str, address: Path | tuple[str, int]) -> None:
        """Adds a server. Raises `OSError` where the address is taken."""
        if isinstance(address, Path):
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(str(address))
            listener.listen(BACKLOG)
        else:
            family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
            listener = socket.create_server(address, family=family, backlog=BACKLOG)
        self.selector.register(listener, selectors.EVENT_READ, name)

    def __enter__(self) -> "Backends":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.waker.close()
        self.thread.join()
        for key in list(self.selector.get_map().values()):
            socket_of(key).close()
        self.selector.close()
        if self.error is not None:
            raise self.error

    def run(self) -> None:
        """Serves until the waker is closed."""
        try:
            while True:
                for key, _ in self.selector.select():
                    if key.data is None:
                        return
                    if isinstance(key.data, Conversation):
                        self.converse(socket_of(key), key.data)
                    else:
                        connection, _ = socket_of(key).accept()
                        self.selector.register(connection, selectors.EVENT_READ, Conversation(key.data.encode()))
        except Exception as error:
            # For the one who waits for the thread.
            self.error = error

    def converse(self, connection: socket.socket, so_far: "Conversation") -> None:
        """Answers each complete request received so far."""
        try:
            data = connection.recv(1 << 16)
            *requests, so_far.rest = (so_far.rest + data).split(self.protocol.end)
            connection.sendall(b"".join(self.protocol.answer(request, so_far.name) for request in requests))
        except ConnectionError:
            data = b""
        if not data:
            self.selector.unregister(connection)
            connection.close()


@dataclass
class Conversation:
    """A connection to the server of a name, and the beginning of a request that has not come whole."""

    name: bytes
    rest: bytes = b""


def socket_of(key: selectors.SelectorKey) -> socket.socket:
    """The socket that is waited for."""
    assert isinstance(key.fileobj, socket.socket)
    return key.fileobj
