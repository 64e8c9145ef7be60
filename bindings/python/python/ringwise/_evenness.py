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


def over_fair(share: Share) -> float | None:
    """Return how many times its fair share a node holds; `None` of one that is to hold nothing.

    >>> from ringwise import HashRing
    >>> over_fair(HashRing(["a"]).shares()["a"])
    1.0
    """
    return share.fraction / share.fair if share.fair else None


def evenness(shares: Mapping[str, Share]) -> Evenness:
    """Return how even shares are.

    >>> from ringwise import HashRing
    >>> evenness(HashRing(["a"]).shares())
    Evenness(fullest=1.0, emptiest=1.0, deviation=0.0)
    """
    ratios = [over for share in shares.values() if (over := over_fair(share)) is not None] or [0.0]
    return Evenness(max(ratios), min(ratios), pstdev(ratios))
