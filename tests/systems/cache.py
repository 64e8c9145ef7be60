"""A cache over many servers: each key is on its owner in the ring."""

from collections.abc import Callable

import redis
from pymemcache.client.base import Client as Memcached

import ringwise

# A client's get and set.
Access = tuple[Callable[[str], bytes | None], Callable[[str, str], object]]


class Cache:
    """Keys on the servers of a ring, through the usual client of their kind."""

    def __init__(self, ring: ringwise.HashRing, kind: str) -> None:
        self.ring = ring
        self.clients = {name: connect(kind, name) for name in ring}

    def set(self, key: str, value: str) -> None:
        """Writes to the key's owner, or while it is down to where its keys go."""
        _, set_ = self.clients[self.node(key)]
        set_(key, value)

    def get(self, key: str) -> str | None:
        """Reads what `set` wrote."""
        get, _ = self.clients[self.node(key)]
        value = get(key)
        return None if value is None else value.decode()

    def node(self, key: str) -> str:
        """Where the key is now."""
        name = self.ring.get_node_with_fallback(key)
        assert name is not None, "every server is down"
        return name


def connect(kind: str, name: str) -> Access:
    """The get and set of a server."""
    host, port = name.split(":")
    if kind == "memcached":
        memcached = Memcached((host, int(port)), connect_timeout=5, timeout=5)
        return memcached.get, lambda key, value: memcached.set(key, value, noreply=False)
    client = redis.Redis(host, int(port), socket_timeout=5)
    return client.get, client.set
