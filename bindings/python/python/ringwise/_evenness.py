"""How even shares are, of the owners or of several copies."""

from collections.abc import Mapping
from statistics import pstdev
from typing import NamedTuple

from ringwise._insight import Share


class Evenness(NamedTuple):
    """How even shares are, as `Stats` has it of the owners alone."""

    fullest: float
    emptiest: float
    deviation: float


def evenness(shares: Mapping[str, Share]) -> Evenness:
    """Return how even shares are.

    >>> from ringwise import HashRing
    >>> evenness(HashRing(["a"]).shares())
    Evenness(fullest=1.0, emptiest=1.0, deviation=0.0)
    """
    ratios = [share.fraction / share.fair for share in shares.values() if share.fair] or [0.0]
    return Evenness(max(ratios), min(ratios), pstdev(ratios))
