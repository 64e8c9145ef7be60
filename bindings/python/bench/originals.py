"""Is a ring built at least as fast as the library builds it whose placement it has?

    python bench/originals.py [ROUNDS]

Prints milliseconds and ratios: medians of interleaved rounds, and their spread. Before that both are asked for the owners of the same keys.
Exits with 1 if one differs, or if ringwise is the slower. The libraries are PyPI's uhashring, and libketama as PyPI's ketama has it; one
that is not installed is said not to run.
"""

import importlib.util
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from ringwise import HashRing

KEYS = [f"user:{number}" for number in range(10_000)]
WANTED = 1.0
"""At least so many times as fast."""
MOST = 117
"""More servers' points libketama's shared memory does not hold; it writes beyond."""


@dataclass(frozen=True)
class Pair:
    """Two ways to build the same ring, and how to ask them for an owner."""

    title: str
    build: Callable[[], Any]
    owner: Callable[[Any, str], str | None]
    build_ours: Callable[[], HashRing]
    builds: int = 1
    """In a round: as many as a clock needs."""


def names(count: int) -> list[str]:
    """Servers as memcached's clients name them."""
    return [f"10.0.{number // 250}.{number % 250}:11211" for number in range(count)]


def weights(count: int) -> dict[str, int]:
    """The same with weights from 1 to 10."""
    return {name: 1 + number % 10 for number, name in enumerate(names(count))}


def of_uhashring(title: str, nodes: list[str] | dict[str, int], **options: str) -> Pair:
    """uhashring's ring of nodes."""
    uhashring = importlib.import_module("uhashring")
    return Pair(
        f"uhashring, {title}, {len(nodes)} nodes",
        lambda: uhashring.HashRing(nodes, **options),
        lambda ring, key: ring.get_node(key),
        lambda: HashRing(nodes, profile="uhashring_ketama" if options else "uhashring"),
    )


def of_libketama(title: str, nodes: Mapping[str, int], folder: Path) -> Pair:
    """libketama's ring of nodes, which it reads from a file, and writes to shared memory that ends with the ring."""
    ketama = importlib.import_module("ketama")
    file = folder / title
    file.write_text("".join(f"{name}\t{weight}\n" for name, weight in nodes.items()))
    return Pair(
        f"libketama, {title}, {len(nodes)} nodes",
        lambda: ketama.Ketama(str(file)),
        lambda ring, key: ring.get_server(key)[1],
        lambda: HashRing(nodes, profile="ketama"),
        builds=10,
    )


def milliseconds(build: Callable[[], object], builds: int) -> float:
    """The time of one of so many builds, and of freeing it."""
    start = perf_counter()
    for _ in range(builds):
        build()
    return (perf_counter() - start) * 1e3 / builds


def compare(pair: Pair, rounds: int) -> bool:
    """Whether ringwise is as fast as is wanted."""
    ring, ours = pair.build(), pair.build_ours()
    differ = [key for key in KEYS if pair.owner(ring, key) != ours.get_node(key)]
    del ring
    if differ:
        print(f"{pair.title}: {len(differ)} of {len(KEYS)} keys have two owners, {differ[0]} among them")
        return False
    times = [(milliseconds(pair.build, pair.builds), milliseconds(pair.build_ours, pair.builds)) for _ in range(rounds)]
    ratios = [original / own for original, own in times]
    median = statistics.median(ratios)
    original, own = (statistics.median(column) for column in zip(*times, strict=True))
    print(
        f"{pair.title}: {original:.2f} ms, ringwise {own:.2f} ms: {median:.2f}x faster ({min(ratios):.2f} to {max(ratios):.2f}); "
        f"wanted: at least {WANTED}{'' if median >= WANTED else ': MISSED'}"
    )
    return median >= WANTED


def pairs(folder: Path) -> Iterator[Pair]:
    """What is compared, of the libraries that are installed."""
    if installed("uhashring"):
        yield of_uhashring("its own ring", names(1000))
        yield of_uhashring("ketama", names(1000), hash_fn="ketama")
        yield of_uhashring("ketama with weights", weights(1000), hash_fn="ketama")
    if installed("ketama"):
        yield of_libketama("equal", dict.fromkeys(names(MOST), 1), folder)
        yield of_libketama("weights", weights(MOST), folder)


def installed(library: str) -> bool:
    """Whether a library is there; says so if not."""
    if importlib.util.find_spec(library) is not None:
        return True
    print(f"did not run: {library} is not installed")
    return False


def main() -> int:
    """Compares all pairs, each in turns, so that whatever else the machine does hits both."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    print(f"building a ring, median of {rounds} interleaved rounds (least to most)")
    with tempfile.TemporaryDirectory() as folder:
        kept = [compare(pair, rounds) for pair in pairs(Path(folder))]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
