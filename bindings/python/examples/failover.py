"""A cache that fails: its keys go to other nodes and return. And a store with copies: nodes that are down are skipped."""

from queue import SimpleQueue

from ringwise import HashRing, Health, HealthMonitor

ring = HashRing(["cache-1", "cache-2", "cache-3"])
changes: SimpleQueue[tuple[str, Health]] = SimpleQueue()


def probe(name: str) -> bool:  # without a probe, the monitor connects to the address of each node
    return name != "cache-1"


with HealthMonitor(ring, probe=probe, interval=0.01, on_change=lambda name, health: changes.put((name, health))):
    name, health = changes.get()
print(f"{name} is down: {health.reason}")  # cache-1 is down: the probe returned False

# A cache asks where a key goes while its owner is down.
print(ring.get_node_with_fallback("user:42"), "instead of", ring["user:42"])  # cache-3 instead of cache-1

# A store that holds two copies reads them where they are, and skips nodes that are down.
print([name for name in ring.get_nodes("user:42", 2) if ring.is_healthy(name)])  # ['cache-3']

ring.mark_node_healthy("cache-1")
print(ring.get_node_with_fallback("user:42"))  # cache-1
