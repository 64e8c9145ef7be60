"""Nodes ordered by how full they are, and those that have room for a name."""

from typing import NamedTuple

from ringwise._insight import Shares
from ringwise._ringwise import HashRing


class Ranked(NamedTuple):
    """A node with its share."""

    name: str
    zone: str | None
    share: float
    fair: float

    @property
    def over(self) -> float:
        """Its share divided by its fair share."""
        return self.share / self.fair


class Others(NamedTuple):
    """The nodes without names, between those with names."""

    number: int
    share: float
    least: float
    most: float


def ranked(ring: HashRing, shares: Shares) -> list[Ranked]:
    """Return the nodes that have a fair share above 0, the fullest first."""
    nodes = [Ranked(name, ring.node(name).zone, share.fraction, share.fair) for name, share in shares.items() if share.fair]
    return sorted(nodes, key=lambda node: (-node.over, node.name))


def fitted(nodes: list[Ranked], rows: int) -> list[Ranked | Others]:
    """Return what fits in a number of rows: all nodes; or the fullest, one row of others, and the emptiest."""
    if len(nodes) <= rows:
        return list(nodes)
    last = rows // 4
    first = rows - last - 1
    between = nodes[first : len(nodes) - last]
    others = Others(len(between), sum(node.share for node in between), between[-1].over, between[0].over)
    return [*nodes[:first], others, *nodes[len(nodes) - last :]]
