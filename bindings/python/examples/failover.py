"""When a cache fails: its keys go elsewhere, and come back. And when a store fails that holds copies: they are skipped, not moved."""

from queue import SimpleQueue

from ringwise import HashRing, Health, HealthMonitor

ring = HashRing(["cache-1", "cache-2", "cache-3"])
changes: SimpleQueue[tuple[str, Health]] = SimpleQueue()


def probe(name: str) -> bool:  # without one, the monitor connects to each node's address
    return name != "cache-1"


with HealthMonitor(ring, probe=probe, interval=0.01, on_change=lambda name, health: changes.put((name, health))):
    name, health = changes.get()
print(f"{name} is down: {health.reason}")  # cache-1 is down: the probe returned False

# A cache asks where a key goes while its owner is out.
print(ring.get_node_with_fallback("user:42"), "instead of", ring["user:42"])  # cache-3 instead of cache-1

# A store that holds two copies keeps to the places where they are, and skips what is down.
print([name for name in ring.get_nodes("user:42", 2) if ring.is_healthy(name)])  # ['cache-3']

ring.mark_node_healthy("cache-1")
print(ring.get_node_with_fallback("user:42"))  # cache-1
