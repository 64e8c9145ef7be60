"""A cache that goes from another system's placement to ringwise's own without a storm of misses.

For as long as the longest time to live, a read that misses at a key's new owner asks the old one, and brings over what it finds. Who
writes also deletes at the old owner, or else an old value would come back.
"""

from ringwise import HashRing


class Server:
    """A cache server as a client sees it: in memory here, behind a network elsewhere."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[str, int]] = {}

    def get(self, key: str, now: int) -> tuple[str, int] | None:
        """Returns a value and when it expires, unless it has."""
        entry = self.entries.get(key)
        return entry if entry is not None and entry[1] > now else None

    def put(self, key: str, value: str, expires: int) -> None:
        self.entries[key] = value, expires

    def add(self, key: str, value: str, expires: int, now: int) -> None:
        """Sets a value unless there is one, as memcached's `add` does."""
        if self.get(key, now) is None:
            self.put(key, value, expires)

    def delete(self, key: str) -> None:
        self.entries.pop(key, None)


class MovingCache:
    """Reads from two rings, and writes to the new one."""

    def __init__(self, servers: dict[str, Server], old: HashRing, new: HashRing) -> None:
        self.servers, self.old, self.new = servers, old, new
        self.brought = 0  # when this stands still, the old ring is needed no more

    def write(self, key: str, value: str, expires: int) -> None:
        before, after = self.old[key], self.new[key]
        self.servers[after].put(key, value, expires)
        if before != after:
            self.servers[before].delete(key)

    def read(self, key: str, now: int) -> str | None:
        before, after = self.old[key], self.new[key]
        entry = self.servers[after].get(key, now)
        if entry is None and before != after:
            entry = self.servers[before].get(key, now)
            if entry is not None:
                # With what is left of its time to live; and not `put`: a write may have come in between, and is newer.
                self.servers[after].add(key, *entry, now)
                self.brought += 1
        return None if entry is None else entry[0]


def main() -> None:
    servers = {f"10.0.0.{number}:11211": Server() for number in range(1, 5)}
    old = HashRing(list(servers), profile="libmemcached_ketama")  # what pylibmc does with {"ketama": True}
    new = HashRing(old.nodes())  # of names: the nodes of `old` have the identities that its profile made of their names
    keys = [f"user:{number}" for number in range(1000)]
    for key in keys:
        servers[old[key]].put(key, f"value of {key}", expires=100)

    moves = old.compare(new, keys)
    print(f"{moves.kept} keys stay, {moves.moved} move")

    cache = MovingCache(servers, old, new)
    found = sum(cache.read(key, now=1) is not None for key in keys)
    print(f"first reads: {found} found, {cache.brought} of them at their old owner")
    brought = cache.brought
    found = sum(cache.read(key, now=2) is not None for key in keys)
    print(f"second reads: {found} found, {cache.brought - brought} of them at their old owner")

    key = next(key for key in keys if old[key] != new[key])
    cache.write(key, "another", expires=200)
    print("after a write:", cache.read(key, now=3), "and nothing at the old owner:", servers[old[key]].get(key, now=3))
    print("when the old values have expired:", sum(cache.read(key, now=100) is not None for key in keys), "found")


if __name__ == "__main__":
    main()
