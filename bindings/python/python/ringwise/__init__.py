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
from ringwise._monitor import HealthMonitor
from ringwise._ringwise import HashRing, Ticket, __version__, version
from ringwise._types import Changes, Health, Key, Node, NodeOptions, Nodes

__all__ = [
    "BadSnapshotError",
    "Changes",
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
    "Node",
    "NodeOptions",
    "Nodes",
    "RingwiseError",
    "SnapshotVersionError",
    "Ticket",
    "TooManyNodesError",
    "TooManyPointsError",
    "UnknownNodeError",
    "UnknownProfileError",
    "UnsupportedError",
    "__version__",
    "version",
]
