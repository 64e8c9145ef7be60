"""Compares the time to build a ring with that of the library whose placement it has.

    python bench/originals.py [ROUNDS]

Prints milliseconds and ratios: medians of interleaved rounds, and their spread. First both look up the same keys. Exits
with 1 if an owner differs or if ringwise is slower. The libraries are uhashring and ketama, which contains libketama, from PyPI. A library
that is not installed is reported and left out.
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
"""The least ratio of speeds."""
MOST = 117
"""The most servers. The shared memory of libketama has no space for more points, and it would write past the end."""


@dataclass(frozen=True)
class Pair:
    """Two ways to build the same ring, and their lookups."""

    title: str
    build: Callable[[], Any]
    owner: Callable[[Any, str], str | None]
    build_ours: Callable[[], HashRing]
    builds: int = 1
    """The number of builds in a round: enough to measure."""


def names(count: int) -> list[str]:
    """Names of servers in the form of memcached clients."""
    return [f"10.0.{number // 250}.{number % 250}:11211" for number in range(count)]


def weights(count: int) -> dict[str, int]:
    """The same servers with weights from 1 to 10."""
    return {name: 1 + number % 10 for number, name in enumerate(names(count))}


def of_uhashring(title: str, nodes: list[str] | dict[str, int], **options: str) -> Pair:
    """Builds a ring with uhashring."""
    uhashring = importlib.import_module("uhashring")
    return Pair(
        f"uhashring, {title}, {len(nodes)} nodes",
        lambda: uhashring.HashRing(nodes, **options),
        lambda ring, key: ring.get_node(key),
        lambda: HashRing(nodes, profile="uhashring_ketama" if options else "uhashring"),
    )


def of_libketama(title: str, nodes: Mapping[str, int], folder: Path) -> Pair:
    """Builds a ring with libketama, which reads a file and writes to shared memory. Freeing the ring frees that."""
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
    """Returns the time of one build and of freeing it, the mean of several."""
    start = perf_counter()
    for _ in range(builds):
        build()
    return (perf_counter() - start) * 1e3 / builds


def compare(pair: Pair, rounds: int) -> bool:
    """Whether ringwise is fast enough."""
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
    """Yields the comparisons with the installed libraries."""
    if installed("uhashring"):
        yield of_uhashring("its own ring", names(1000))
        yield of_uhashring("ketama", names(1000), hash_fn="ketama")
        yield of_uhashring("ketama with weights", weights(1000), hash_fn="ketama")
    if installed("ketama"):
        yield of_libketama("equal", dict.fromkeys(names(MOST), 1), folder)
        yield of_libketama("weights", weights(MOST), folder)


def installed(library: str) -> bool:
    """Returns whether a library is installed; prints a line if not."""
    if importlib.util.find_spec(library) is not None:
        return True
    print(f"did not run: {library} is not installed")
    return False


def main() -> int:
    """Compares all pairs in alternation, so that other load on the machine affects both."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    print(f"building a ring, median of {rounds} interleaved rounds (least to most)")
    with tempfile.TemporaryDirectory() as folder:
        kept = [compare(pair, rounds) for pair in pairs(Path(folder))]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
