"""How much dearer is `ring[key]` than `d[key]`? Prints nanoseconds and ratios: medians of interleaved runs, and their spread.

python bench/ring_vs_dict.py [RUNS]
"""

import random
import statistics
import sys
from collections.abc import Callable, Sequence
from time import perf_counter_ns

from ringwise import HashRing

KEYS = 10_000
ROUNDS = 20


def keys() -> list[str]:
    """Distinct keys of 8 to 40 bytes, in no order, each with its hash already known to Python."""
    draw = random.Random(1)
    keys = {f"{draw.getrandbits(160):040x}"[: draw.randint(8, 40)] for _ in range(KEYS)}
    shuffled = sorted(keys, key=lambda _: draw.random())
    for key in shuffled:
        hash(key)
    return shuffled


def loops(keys: Sequence[str]) -> dict[str, Callable[[], object]]:
    """What is compared; each looks all keys up once."""
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
        "ring.get_node(key)": ring_get_node,
        "ring.get_nodes(key, 3)": ring_get_nodes,
        "ring.get_node_batch(keys)": ring_batch,
        "get_node_with_fallback(key)": ring_fallback,
        "the same, 10 % down": ring_fallback_down,
        "get_healthy_nodes(key, 3)": ring_healthy_nodes,
        "acquire(key).release()": ring_acquire,
    }


def nanoseconds(loop: Callable[[], object], count: int) -> float:
    """The time of one look-up, the loop around it included."""
    start = perf_counter_ns()
    for _ in range(ROUNDS):
        loop()
    return (perf_counter_ns() - start) / (ROUNDS * count)


def main() -> None:
    """Runs all loops in turn, again and again, so that whatever else the machine does hits all alike."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    names = keys()
    compared = loops(names)
    times: dict[str, list[float]] = {name: [] for name in compared}
    for _ in range(runs):
        for name, loop in compared.items():
            times[name].append(nanoseconds(loop, len(names)))
    print(f"{len(names)} keys, 100 nodes, median of {runs} interleaved runs (least to most)")
    for name, values in times.items():
        ratios = [value / base for value, base in zip(values, times["d[key]"], strict=True)]
        spread = f"({min(values):5.1f} to {max(values):5.1f})"
        against = f"{statistics.median(ratios):5.2f} x d[key] ({min(ratios):.2f} to {max(ratios):.2f})"
        print(f"{name:27} {statistics.median(values):6.1f} ns a key {spread}  {against}")


if __name__ == "__main__":
    main()
