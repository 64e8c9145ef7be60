"""Compares the time of `ring[key]` with that of `d[key]`, and of lookups with health and load.

    python bench/ring_vs_dict.py [RUNS]

Prints nanoseconds and ratios: medians of interleaved runs, and their spread. Exits with 1 if `ring[key]` is not below twice `d[key]`, for
distinct keys of 8 to 40 bytes whose hash Python has cached.
"""

import random
import statistics
import sys
from collections.abc import Callable, Sequence
from time import perf_counter_ns

from ringwise import HashRing

KEYS = 10_000
ROUNDS = 20
WANTED = 2.0
"""The limit for `ring[key]` relative to `d[key]`."""


def keys() -> list[str]:
    """Returns distinct keys of 8 to 40 bytes in random order, whose hash Python has cached."""
    draw = random.Random(1)
    keys = {f"{draw.getrandbits(160):040x}"[: draw.randint(8, 40)] for _ in range(KEYS)}
    shuffled = sorted(keys, key=lambda _: draw.random())
    for key in shuffled:
        hash(key)
    return shuffled


def loops(keys: Sequence[str]) -> dict[str, Callable[[], object]]:
    """Returns the loops to compare. Each looks up all keys once."""
    ring = HashRing(f"node-{number}" for number in range(100))
    owners = dict.fromkeys(keys, "node-1")
    get_node, get_nodes, fallback, healthy = ring.get_node, ring.get_nodes, ring.get_node_with_fallback, ring.get_healthy_nodes
    acquire = ring.acquire
    tenth_down = HashRing(ring)
    for number in range(0, 100, 10):
        tenth_down.mark_node_unhealthy(f"node-{number}")
    fallback_down = tenth_down.get_node_with_fallback

    def empty() -> None:
        for _key in keys:
            pass

    def dict_item() -> None:
        for key in keys:
            owners[key]

    def ring_item() -> None:
        for key in keys:
            ring[key]

    def ring_get_node() -> None:
        for key in keys:
            get_node(key)

    def ring_get_nodes() -> None:
        for key in keys:
            get_nodes(key, 3)

    def ring_batch() -> None:
        ring.get_node_batch(keys)

    def ring_fallback() -> None:
        for key in keys:
            fallback(key)

    def ring_fallback_down() -> None:
        for key in keys:
            fallback_down(key)

    def ring_healthy_nodes() -> None:
        for key in keys:
            healthy(key, 3)

    def ring_acquire() -> None:
        for key in keys:
            ticket = acquire(key)
            if ticket is not None:
                ticket.release()

    return {
        "empty loop": empty,
        "d[key]": dict_item,
        "ring[key]": ring_item,
        "get_node(key)": ring_get_node,
        "get_nodes(key, 3)": ring_get_nodes,
        "get_node_batch(keys)": ring_batch,
        "get_node_with_fallback(key)": ring_fallback,
        "the same, a tenth down": ring_fallback_down,
        "get_healthy_nodes(key, 3)": ring_healthy_nodes,
        "acquire(key).release()": ring_acquire,
    }


def nanoseconds(loop: Callable[[], object], count: int) -> float:
    """Returns the time of one lookup, including the loop."""
    start = perf_counter_ns()
    for _ in range(ROUNDS):
        loop()
    return (perf_counter_ns() - start) / (ROUNDS * count)


def ratios(times: dict[str, list[float]], loop: str, base: str) -> list[float]:
    """Returns the ratio of two loops in each run."""
    return [value / against for value, against in zip(times[loop], times[base], strict=True)]


def shown(ratios: list[float]) -> str:
    """Returns the median of ratios and their spread."""
    return f"{statistics.median(ratios):5.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def main() -> int:
    """Runs all loops in alternation, so that other load on the machine affects all of them."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    names = keys()
    compared = loops(names)
    times: dict[str, list[float]] = {name: [] for name in compared}
    for _ in range(runs):
        for name, loop in compared.items():
            times[name].append(nanoseconds(loop, len(names)))
    print(f"{len(names)} keys, 100 nodes, median of {runs} interleaved runs (least to most)")
    for name, values in times.items():
        against = "  ".join(f"x {base} {shown(ratios(times, name, base))}" for base in ("d[key]", "get_node(key)"))
        print(f"{name:27} {statistics.median(values):6.1f} ns ({min(values):.1f} to {max(values):.1f})  {against}")
    kept = statistics.median(ratios(times, "ring[key]", "d[key]")) < WANTED
    print(f"ring[key] against d[key]: wanted: below {WANTED}{'' if kept else ': MISSED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
