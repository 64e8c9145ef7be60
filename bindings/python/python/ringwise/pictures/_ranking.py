"""Nodes by how full they are, and those of them that a picture has room to name."""

from typing import NamedTuple

from ringwise._insight import Shares
from ringwise._ringwise import HashRing


class Ranked(NamedTuple):
    """A node with what it holds."""

    name: str
    zone: str | None
    share: float
    fair: float

    @property
    def over(self) -> float:
        """How many times its fair share it holds."""
        return self.share / self.fair


class Others(NamedTuple):
    """Nodes that are not named, between those that are."""

    number: int
    share: float
    least: float
    most: float


def ranked(ring: HashRing, shares: Shares) -> list[Ranked]:
    """Return the nodes of a ring that are to hold something of what these shares are of, the fullest against its fair share first."""
    nodes = [Ranked(name, ring.node(name).zone, share.fraction, share.fair) for name, share in shares.items() if share.fair]
    return sorted(nodes, key=lambda node: (-node.over, node.name))


def fitted(nodes: list[Ranked], rows: int) -> list[Ranked | Others]:
    """Return what fits in so many rows: all nodes, or the fullest, all others in one row, and the emptiest."""
    if len(nodes) <= rows:
        return list(nodes)
    last = rows // 4
    first = rows - last - 1
    between = nodes[first : len(nodes) - last]
    others = Others(len(between), sum(node.share for node in between), between[-1].over, between[0].over)
    return [*nodes[:first], others, *nodes[len(nodes) - last :]]
