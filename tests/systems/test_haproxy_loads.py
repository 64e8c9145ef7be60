"""HAProxy's `hash-balance-factor` and `acquire` of the profile `haproxy`: while others are open, each request is on the same server."""

import csv
import random
import select
import socket
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from agreement import agree
from chance import draw
from fleet import NEVER
from haproxy import haproxy, hashing, random_case
from keys import LINE, keys
from proxy import connect, folder

import ringwise

NAMES = [f"s{number}" for number in range(12)]
REQUESTS = 300
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True)
class Open:
    """A request that a server has and has not answered, and the ticket for it."""

    client: socket.socket
    server: socket.socket
    ticket: ringwise.Ticket

    def answer(self) -> None:
        """Ends it on both sides."""
        with self.client, self.server:
            self.server.sendall(ANSWER)
            assert self.client.makefile("rb").read().startswith(b"HTTP/1.1 200")
        self.ticket.release()


@pytest.mark.parametrize("number", range(6))
def test_every_open_request_is_on_the_same_server(number: int) -> None:
    chance = draw(f"haproxy, loads {number}")
    function = chance.choice([None, "sdbm", "djb2", "wt6", "crc32"])
    case = random_case(chance, NAMES, **hashing(chance, function), balance_factor=chance.choice([101, 105, 125, 150, 200, 400]))
    with folder(chance) as home, ExitStack() as sockets:
        listeners = {name: sockets.enter_context(closing(listen(home / name))) for name in case.nodes}
        with haproxy([case], home) as version:
            asked, theirs, ours = serve(chance, case.ring(), listeners, home, sockets)
        agree(version, case, asked, theirs, ours)


def listen(path: Path) -> socket.socket:
    """A socket on which a server waits."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(REQUESTS)
    return listener


def serve(
    chance: random.Random, ring: ringwise.HashRing, listeners: dict[str, socket.socket], home: Path, sockets: ExitStack
) -> tuple[list[bytes], list[str], list[str]]:
    """Opens requests, of which some are answered on the way, and returns their keys and servers, with HAProxy and with ringwise."""
    # Few, so that many requests are for one.
    pool = keys(chance, 40, LINE)
    asked, theirs, ours = [], [], []
    running: list[Open] = []
    for _ in range(REQUESTS):
        if running and chance.random() < 0.25:
            running.pop(chance.randrange(len(running))).answer()
            wait_until(home, len(running))
        key = chance.choice(pool)
        client = sockets.enter_context(connect(home / "front"))
        client.sendall(b"GET /u0 HTTP/1.1\r\nHost: ringwise\r\nConnection: close\r\nX-Key: %s\r\n\r\n" % key)
        called, _, _ = select.select(listeners.values(), [], [], NEVER)
        assert len(called) == 1, f"{len(called)} servers hear of the request for {key!r}"
        server = sockets.enter_context(called[0].accept()[0])
        ticket = ring.acquire(key)
        assert ticket is not None
        running.append(Open(client, server, ticket))
        asked.append(key)
        theirs.append(next(name for name, one in listeners.items() if one is called[0]))
        ours.append(ticket.node)
    return asked, theirs, ours


def wait_until(home: Path, sessions: int) -> None:
    """Waits until HAProxy counts these sessions on its servers: it may see an end later than the client."""
    until = time.monotonic() + NEVER
    while True:
        with connect(home / "admin") as admin:
            admin.sendall(b"show stat u0 4 -1\n")
            rows = csv.DictReader(admin.makefile(encoding="utf-8"))
            if sum(int(row["scur"]) for row in rows) == sessions:
                return
        assert time.monotonic() < until, "HAProxy goes on counting what has ended"
