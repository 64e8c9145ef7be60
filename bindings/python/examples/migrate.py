"""A cache that migrates from another system's placement to native placement without a storm of misses.

For as long as the longest time to live, a read that misses at the new owner of a key asks the old owner, and copies what it finds. A write
also deletes the key at the old owner; otherwise an old value could return.
"""

from ringwise import HashRing


class Server:
    """A cache server as a client sees it. Here it is in memory; in production it is behind a network."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[str, int]] = {}

    def get(self, key: str, now: int) -> tuple[str, int] | None:
        """Returns a value and its time of expiry, unless it has expired."""
        entry = self.entries.get(key)
        return entry if entry is not None and entry[1] > now else None

    def put(self, key: str, value: str, expires: int) -> None:
        self.entries[key] = value, expires

    def add(self, key: str, value: str, expires: int, now: int) -> None:
        """Sets a value if there is none, like memcached's `add`."""
        if self.get(key, now) is None:
            self.put(key, value, expires)

    def delete(self, key: str) -> None:
        self.entries.pop(key, None)


class MovingCache:
    """Reads from two rings, and writes to the new one."""

    def __init__(self, servers: dict[str, Server], old: HashRing, new: HashRing) -> None:
        self.servers, self.old, self.new = servers, old, new
        self.brought = 0  # once this stops growing, the old ring is no longer needed

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
                # Keep the remaining time to live. Not `put`, because another write may have come first and is newer.
                self.servers[after].add(key, *entry, now)
                self.brought += 1
        return None if entry is None else entry[0]


def main() -> None:
    servers = {f"10.0.0.{number}:11211": Server() for number in range(1, 5)}
    old = HashRing(list(servers), profile="libmemcached_ketama")  # what pylibmc does with {"ketama": True}
    new = HashRing(old, profile="native")
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
