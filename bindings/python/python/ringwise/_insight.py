"""What a ring tells about itself."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Share(NamedTuple):
    """What one node holds of the key space."""

    parts: int
    """How many positions of `Shares.total` it holds, all ranks together."""
    by_rank: tuple[int, ...]
    """The same by rank: of how many it is the owner, the second node of the list, and so on."""
    fraction: float
    """The parts as a fraction of one copy of the key space; with several replicas it may exceed 1."""
    fair: float
    """Its weight's part of what all nodes hold, in the same measure."""


class Shares(Mapping[str, Share]):
    """What each node holds of the key space, by name; `HashRing.shares` and `HashRing.forecast` return it."""

    __slots__ = ("_by_name", "_total")

    def __init__(self, by_name: Mapping[str, Share], total: int) -> None:
        self._by_name = by_name
        self._total = total

    @property
    def total(self) -> int:
        """How many positions keys can have: 2**64 on a native ring, 2**32 where a profile counts in 32 bits, the entries of a table."""
        return self._total

    def __getitem__(self, name: str) -> Share:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __repr__(self) -> str:
        return f"Shares({self._by_name!r}, total={self._total})"


class Stats(NamedTuple):
    """How even a ring is. Drained nodes are left out."""

    nodes: int
    """The members, drained ones included."""
    points: int
    """The points, or the entries of a table."""
    bytes: int
    """The memory that the ring takes."""
    max_over_fair: float
    """The share of the fullest node over its fair share; 1 is perfect; 0 where no node owns a point."""
    min_over_fair: float
    """The share of the emptiest node over its fair share."""
    deviation: float
    """The standard deviation of share over fair share."""
    over_cap: list[str]
    """On a ring with a cap, the nodes that are over it because they may lose no more points; empty otherwise."""


class Distribution(NamedTuple):
    """How many of some keys each node owns, and how many are to be expected."""

    counts: dict[str, int]
    """By node, how many of the keys it owns."""
    expected: dict[str, float]
    """By node, its share of the key space times the number of keys."""
    keys: int
    """The number of keys."""
    chi_square: float
    """Pearson's chi-square of the counts against what is expected."""
    p_value: float
    """How likely keys that are hashed evenly come out this uneven or more."""


for _type in (Share, Shares, Stats, Distribution):
    _type.__module__ = "ringwise"
