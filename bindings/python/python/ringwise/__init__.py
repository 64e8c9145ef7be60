"""Consistent hashing with one placement in Rust, C, Python and Node.

>>> ring = HashRing(["cache-1", "cache-2", "cache-3"])
>>> ring["user:42"]
'cache-1'
>>> ring.get_nodes("user:42", 2)
['cache-1', 'cache-3']
"""

from ringwise import _errors
from ringwise._errors import *  # noqa: F403
from ringwise._insight import Distribution, Share, Shares, Stats
from ringwise._monitor import HealthMonitor
from ringwise._ringwise import (
    HashRing,
    Move,
    Plan,
    Range,
    Ticket,
    __version__,
    cassandra_token,
    guava_consistent_hash,
    jump_hash,
    profiles,
    redis_slot,
)
from ringwise._types import Changes, Comparison, Health, Key, Node, NodeOptions, Nodes

__all__ = [
    "Changes",
    "Comparison",
    "Distribution",
    "HashRing",
    "Health",
    "HealthMonitor",
    "Key",
    "Move",
    "Node",
    "NodeOptions",
    "Nodes",
    "Plan",
    "Range",
    "Share",
    "Shares",
    "Stats",
    "Ticket",
    "__version__",
    "cassandra_token",
    "guava_consistent_hash",
    "jump_hash",
    "profiles",
    "redis_slot",
]
__all__ += _errors.__all__
