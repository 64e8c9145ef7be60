"""How even shares are, with one or several replicas."""

from collections.abc import Mapping
from statistics import pstdev
from typing import NamedTuple

from ringwise._insight import Share


class Evenness(NamedTuple):
    """The evenness of shares: the same three numbers as in `Stats`, which has those of owners only."""

    fullest: float
    emptiest: float
    deviation: float


def over_fair(share: Share) -> float | None:
    """Return the share of a node divided by its fair share; `None` if its fair share is 0.

    >>> from ringwise import HashRing
    >>> over_fair(HashRing(["a"]).shares()["a"])
    1.0
    """
    return share.fraction / share.fair if share.fair else None


def evenness(shares: Mapping[str, Share]) -> Evenness:
    """Return the evenness of shares.

    >>> from ringwise import HashRing
    >>> evenness(HashRing(["a"]).shares())
    Evenness(fullest=1.0, emptiest=1.0, deviation=0.0)
    """
    ratios = [over for share in shares.values() if (over := over_fair(share)) is not None] or [0.0]
    return Evenness(max(ratios), min(ratios), pstdev(ratios))
