"""Result types of a ring's analysis."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Share(NamedTuple):
    """The part of the key space that one node holds."""

    parts: int
    """The number of positions that it holds, all ranks together; `Shares.total` is the size of the key space."""
    by_rank: tuple[int, ...]
    """The same number for each rank: as the owner, as the second node of a list, and so on."""
    fraction: float
    """The parts as a fraction of the key space. With several replicas it may exceed 1."""
    fair: float
    """The fraction that the node would hold if fractions were proportional to weights."""


class Shares(Mapping[str, Share]):
    """A mapping of names to the `Share` of each node, which `HashRing.shares` and `HashRing.forecast` return."""

    __slots__ = ("_by_name", "_total")

    def __init__(self, by_name: Mapping[str, Share], total: int) -> None:
        self._by_name = by_name
        self._total = total

    @property
    def total(self) -> int:
        """The number of positions in the key space: 2**64 on a native ring, 2**32 if positions have 32 bits, the entries of a table."""
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
    """How even a ring is. Drained nodes do not count."""

    nodes: int
    """The number of members, drained ones included."""
    points: int
    """The number of points, or of the entries of a table."""
    bytes: int
    """The memory of the ring, in bytes."""
    max_over_fair: float
    """The share of the fullest node divided by its fair share: 1 is perfect, 0 means that no node owns keys."""
    min_over_fair: float
    """The share of the emptiest node divided by its fair share."""
    deviation: float
    """The standard deviation of shares divided by fair shares."""
    over_cap: list[str]
    """On a ring with a cap, the nodes that exceed it because they must keep their last points. Otherwise empty."""


class Distribution(NamedTuple):
    """The number of keys that each node owns, and the number to expect."""

    counts: dict[str, int]
    """The number of keys that each node owns."""
    expected: dict[str, float]
    """The share of each node times the number of keys."""
    keys: int
    """The number of keys."""
    chi_square: float
    """Pearson's chi-square of the counts and the expected numbers."""
    p_value: float
    """The probability that evenly hashed keys are distributed at least this unevenly."""


for _type in (Share, Shares, Stats, Distribution):
    _type.__module__ = "ringwise"
