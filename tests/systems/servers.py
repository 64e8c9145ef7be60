"""Servers under the names by which a configuration can have them: addresses, a host's name, sockets."""

import errno
import random
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from backends import Backends
from chance import address, port

TRIES = 20
"""So many places may be taken: more, and somebody has a port on all addresses."""


class Servers:
    """Starts servers at random addresses; each method returns the name of one."""

    def __init__(self, chance: random.Random, backends: Backends, home: Path) -> None:
        self.chance = chance
        self.backends = backends
        self.home = home

    def start(self, count: int, kinds: Sequence[Callable[[], str]]) -> list[str]:
        """So many servers, of each kind in turn."""
        names: list[str] = []
        taken = 0
        while len(names) < count:
            try:
                names.append(kinds[len(names) % len(kinds)]())
            except OSError as error:
                taken += 1
                if error.errno != errno.EADDRINUSE or taken > TRIES:
                    raise
        return names

    def address(self) -> str:
        """A host and a port."""
        return self.at_port(port(self.chance))

    def at_port(self, number: int) -> str:
        """A host, and this port."""
        host = address(self.chance)
        self.backends.listen(name := f"{host}:{number}", (host, number))
        return name

    def localhost(self) -> str:
        """This host's name, and a port."""
        number = port(self.chance)
        name = f"localhost:{number}"
        for host in {str(found[4][0]) for found in socket.getaddrinfo("localhost", number)}:
            self.backends.listen(name, (host, number))
        return name

    def socket(self, before: str = "") -> str:
        """A socket's path, and what a configuration has before it."""
        path = self.home / f"{self.chance.getrandbits(40):x}.sock"
        self.backends.listen(name := f"{before}{path}", path)
        return name
