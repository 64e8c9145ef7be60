"""A store that holds three copies of each value and works while a server is down.

Copies stay where they were put, so reads and writes go through the same `get_nodes(key)`, and skip what is down. The healthy lists would
be wrong here: they name servers that never got a copy.
"""

from collections.abc import Iterator
from itertools import count, islice

from ringwise import HashRing


class Server:
    """A server as a client sees it. Here it is in memory; in production it is behind a network."""

    def __init__(self) -> None:
        self.values: dict[str, tuple[int, str]] = {}
        self.up = True

    def put(self, key: str, version: int, value: str) -> None:
        self.check()
        self.values[key] = version, value

    def get(self, key: str) -> tuple[int, str] | None:
        self.check()
        return self.values.get(key)

    def check(self) -> None:
        if not self.up:
            raise ConnectionError("no route to host")


class NoQuorumError(Exception):
    """Too few copies can be reached."""


class Store:
    """Three copies of each value. Two are enough to write and two to read the last write, because 2 + 2 > 3."""

    COPIES, QUORUM = 3, 2

    def __init__(self, servers: dict[str, Server]) -> None:
        self.servers = servers
        self.ring = HashRing(list(servers), replication_factor=self.COPIES)
        self.versions = count(1)  # one writer; several would need a clock, or versions from a service

    def holders(self, key: str) -> list[str]:
        """Returns the servers of the copies that can be reached now."""
        return [name for name in self.ring.get_nodes(key) if self.ring.is_healthy(name)]

    def write(self, key: str, value: str) -> list[str]:
        """Writes all copies that can be written, and returns their servers. A write that fails may have written some."""
        version, written = next(self.versions), []
        for name in self.holders(key):
            try:
                self.servers[name].put(key, version, value)
                written.append(name)
            except ConnectionError:
                self.ring.mark_node_unhealthy(name)
        self.check(key, len(written))
        return written

    def read(self, key: str) -> str | None:
        """Reads from the first server that answers. That is fast, but stale if the server was down at the last write."""
        for answer in self.answers(key):
            return answer and answer[1]
        raise NoQuorumError(f"no copy of {key} can be read")

    def read_latest(self, key: str) -> str | None:
        """Reads from a quorum, at least one of which has the last write."""
        answers = list(islice(self.answers(key), self.QUORUM))
        self.check(key, len(answers))
        newest = max(filter(None, answers), default=None)
        return newest and newest[1]

    def answers(self, key: str) -> Iterator[tuple[int, str] | None]:
        """Yields the answers of the servers; `None` from one without a copy."""
        for name in self.holders(key):
            try:
                answer = self.servers[name].get(key)
            except ConnectionError:
                self.ring.mark_node_unhealthy(name)
            else:
                yield answer

    def check(self, key: str, reached: int) -> None:
        if reached < self.QUORUM:
            raise NoQuorumError(f"{reached} of {self.COPIES} copies of {key}, and {self.QUORUM} are needed")


def main() -> None:
    """A server goes down between a write and a read, and returns with a stale copy."""
    servers = {f"store-{number}": Server() for number in range(1, 6)}
    store = Store(servers)
    key = "user:42"
    first, second, third = store.write(key, "Ada")
    print("written to", first, second, third)

    servers[first].up = False
    print(f"{first} is down; {second} says {store.read(key)}")

    print("written to", *store.write(key, "Ada Lovelace"), "only")

    servers[first].up = True
    store.ring.mark_node_healthy(first)  # a `HealthMonitor` does this automatically
    print(f"{first} is back, but stale: it has {store.read(key)}; the latest is {store.read_latest(key)}")

    servers[second].up = servers[third].up = False
    try:
        store.write(key, "Countess of Lovelace")
    except NoQuorumError as error:
        print("refused:", error)


if __name__ == "__main__":
    main()
