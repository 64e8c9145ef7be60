"""Consistent hashing with one placement in Rust, C, Python and Node.

>>> ring = HashRing(["cache-1", "cache-2", "cache-3"])
>>> ring["user:42"]
'cache-1'
>>> ring.get_nodes("user:42", 2)
['cache-1', 'cache-3']
"""

from ringwise._errors import (
    BadSnapshotError,
    DuplicateNodeError,
    InvalidAddressError,
    InvalidNameError,
    InvalidOptionError,
    InvalidWeightError,
    MonitorFailedError,
    RingwiseError,
    SnapshotVersionError,
    TooManyNodesError,
    TooManyPointsError,
    UnknownNodeError,
    UnknownProfileError,
    UnsupportedError,
)
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
    "BadSnapshotError",
    "Changes",
    "Comparison",
    "Distribution",
    "DuplicateNodeError",
    "HashRing",
    "Health",
    "HealthMonitor",
    "InvalidAddressError",
    "InvalidNameError",
    "InvalidOptionError",
    "InvalidWeightError",
    "Key",
    "MonitorFailedError",
    "Move",
    "Node",
    "NodeOptions",
    "Nodes",
    "Plan",
    "Range",
    "RingwiseError",
    "Share",
    "Shares",
    "Stats",
    "SnapshotVersionError",
    "Ticket",
    "TooManyNodesError",
    "TooManyPointsError",
    "UnknownNodeError",
    "UnknownProfileError",
    "UnsupportedError",
    "__version__",
    "cassandra_token",
    "guava_consistent_hash",
    "jump_hash",
    "profiles",
    "redis_slot",
]
